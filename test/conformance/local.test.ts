/** The conformance suite against the local gateway: the synthesized template and the bundled function on localhost. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalGateway, startLocalGateway } from '../../lib/local';
import { CASES } from './cases';
import { onboardForTest } from './onboard';
import { localClient, readDescriptor } from './read-descriptor';
import { runCase } from './run';
import type { Target } from './target';
import { lastRequestTo } from './ui-node-requests';

const ENVIRONMENT = 'trial';

let gateway: LocalGateway;
let target: Target;
let dataDirectory: string;

beforeAll(async () => {
  dataDirectory = mkdtempSync(join(tmpdir(), 'aps-conformance-'));
  gateway = await startLocalGateway({
    environment: ENVIRONMENT,
    configRoot: join(__dirname, 'config'),
    dataDirectory,
  });
  target = await localTarget(gateway);
}, 60_000);

afterAll(async () => {
  await gateway?.close();
  rmSync(dataDirectory, { recursive: true, force: true });
});

test.each(CASES.map((conformance) => [conformance.title, conformance] as const))('%s', async (_title, conformance) => {
  const { answer: _, ...observation } = await runCase(target, conformance);
  expect(observation).toEqual({ outcome: 'held' });
});

async function localTarget({ gateways, uiNode, awsEndpointUrl, caFile }: LocalGateway): Promise<Target> {
  const [alpha, beta] = ['alpha', 'beta'].map((id) => gateways.find(({ resellerId }) => resellerId === id));
  if (!alpha || !beta) throw new Error('the environment has no alpha and beta');
  const descriptor = await readDescriptor(localClient(awsEndpointUrl), ENVIRONMENT, 'alpha');
  const onboard = (consumerKey: string, more: { tier: string; status?: 'suspended' }) =>
    onboardForTest(awsEndpointUrl, descriptor, { consumerKey, consumerSecret: `secret of ${consumerKey}`, ...more });
  return {
    name: 'local gateway',
    origin: alpha.url,
    caFile,
    consumers: {
      consumer: alpha,
      otherGateway: beta,
      suspended: await onboard('conformance.suspended', { tier: 'standard', status: 'suspended' }),
      metered: await onboard('conformance.metered', { tier: 'tiny' }),
    },
    lacks: {},
    lastNodeRequest: () => lastRequestTo(uiNode),
  };
}
