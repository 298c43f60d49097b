/** The commands of this version at stacks of the first version, and of a future one. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GatewayDescriptor } from '../../lib/descriptor';
import { AlphaAccount } from '../cli/support/alpha-account';
import { ALPHA } from '../cli/support/world';

const FIRST = JSON.parse(
  readFileSync(join(__dirname, 'first', 'descriptor.json'), 'utf8'),
) as unknown as GatewayDescriptor;
/** Members and kinds that a later version may publish, and that this one does not know. */
const FUTURE = {
  ...ALPHA,
  packageVersion: '9.1.0',
  authentication: ['oauth1', 'ofTheFuture'],
  documentMembers: [...ALPHA.documentMembers!, 'rules.ofTheFuture'],
  priorities: { standard: 3, ofTheFuture: 12 },
  lockout: { table: 'alpha-lockout', failures: 7, withinMinutes: 6, forMinutes: 8, ofTheFuture: true },
  operationGroups: { reading: 'B' },
  ofTheFuture: { any: ['thing'] },
} as unknown as GatewayDescriptor;

const alpha = new AlphaAccount();
const { run, onboard } = alpha;

/** Commands that every gateway can carry out. */
const EVERYWHERE = [
  'consumer show alpha crm --no-activity',
  'consumer list alpha',
  'consumer update alpha crm --operations readOnly',
  'consumer update alpha crm --tier premium',
  'consumer suspend alpha crm',
  'usage alpha crm',
];

test.each(EVERYWHERE)('"%s" works with a stack of the first version', async (line) => {
  alpha.world.deploy(FIRST);
  expect(await onboard('crm', 'standard')).toMatchObject({ code: 0 });
  expect(await run(line)).toMatchObject({ code: 0 });
});

test.each([
  ['consumer update alpha crm --groups reading', 4, 'Deploy first: the gateway of alpha was made by an older version'],
  ['consumer update alpha crm --security-level B', 4, 'does not know rules.securityLevel of consumer crm'],
  [
    'consumer update alpha crm --source-vpc-endpoints vpce-0123456789abcdef0',
    4,
    'does not know rules.sourceVpcEndpoints of consumer crm',
  ],
  ['consumer onboard alpha --subject crm|prod --tier standard', 4, 'accepts only oauth1. Add bearer'],
  ['consumer unlock alpha crm', 3, 'The gateway of alpha has no lockout'],
  ['shed --from 7', 3, 'declare shedding in platform.yaml, and deploy the environment.'],
])('"%s" says at a stack of the first version what to deploy', async (line, code, message) => {
  alpha.world.deploy(FIRST);
  await onboard('crm', 'standard');
  const refused = await run(line);
  expect(refused.code).toBe(code);
  expect(refused.stderr).toContain(message);
});

test.each([...EVERYWHERE, 'consumer update alpha crm --groups reading --security-level B'])(
  '"%s" works with a stack of a future version',
  async (line) => {
    alpha.world.deploy(FUTURE);
    expect(await onboard('crm', 'standard')).toMatchObject({ code: 0 });
    expect(await run(line)).toMatchObject({ code: 0 });
  },
);
