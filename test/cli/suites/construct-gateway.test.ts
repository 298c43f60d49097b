import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { readDeployment } from '../../../lib/local/deployment/deployment';
import { addGateway } from '../../constructs/support/gateways';
import { Cli } from '../support/cli';
import { World } from '../support/world';

/** Resellers by environment; each has a gateway made from props, in one stack with the others. */
const MADE = { lab: 'acme', shop: 'globex' } as const;

const folder = mkdtempSync(join(tmpdir(), 'aps-gateway-app-'));
const cli = new Cli();
const world = new World();
afterAll(async () => {
  await world.stop();
  cli.remove();
  rmSync(folder, { recursive: true });
});

beforeAll(async () => {
  const app = new App({ outdir: folder, builtinCloudFormationValidation: false });
  const stack = new Stack(app, 'Shop');
  for (const [environment, resellerId] of Object.entries(MADE))
    addGateway(stack, resellerId, { environment, resellerId });
  app.synth();
  await world.start();
  const { parameters, gateways } = readDeployment(folder);
  for (const [name, value] of parameters) world.aws.parameters.put(name, value);
  for (const { usagePlans } of gateways) for (const plan of usagePlans) world.state.usagePlans.set(plan.id, plan);
});

const run = (line: string, stdin = '') => cli.run(world.url, line.split(' '), { stdin });

test('a consumer is onboarded onto a gateway made from props, in a folder without configuration', async () => {
  const onboarded = await run('consumer onboard acme --key crm --tier bronze --secret-stdin', 'SecretOfcrm');
  expect(onboarded).toMatchObject({ code: 0, stderr: '' });
  expect(world.document('crm', 'acme')).toMatchObject({ reseller: 'acme', tier: 'bronze', status: 'active' });
});

test('--environment chooses among the gateways of an account', async () => {
  const line = 'consumer onboard globex --key erp --tier bronze --secret-stdin';
  expect((await run(line, 'SecretOferp')).stderr).toContain('globex');
  expect(await run(`${line} --environment shop`, 'SecretOferp')).toMatchObject({ code: 0 });
  expect(world.aws.secrets.secrets.has('aps-gateway/shop/globex/erp')).toBe(true);
});

test.each([
  'consumer list acme',
  'consumer show acme crm',
  'usage acme',
  'doctor acme',
  'consumer rotate acme crm --secret-stdin',
])('%s needs no configuration', async (line) => expect(await run(line, 'Another5ecret')).toMatchObject({ code: 0 }));

test.each(['reseller list', 'impact --all', 'validate', 'preflight'])(
  '%s says that it needs the files',
  async (line) => {
    const { code, stderr } = await run(line);
    expect(code).not.toBe(0);
    expect(stderr).toContain('this folder does not exist');
  },
);
