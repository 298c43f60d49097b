import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalGateway, startLocalGateway } from '../../lib/local';
import type { GatewayDescriptor } from '../../lib/descriptor';
import { LOCKED_AFTER } from '../../lib/conformance/refused-cases';
import { onboardForTest } from './onboard';
import { localClient, readDescriptor } from './read-descriptor';
import type { Target } from '../../lib/conformance/target';
import { lastRequestTo } from './ui-node-requests';

const ENVIRONMENT = 'trial';

/** The trial environment's gateway of alpha on localhost. */
export interface StartedTarget {
  readonly target: Target;
  readonly descriptor: GatewayDescriptor;
  readonly gateways: LocalGateway['gateways'];
  close(): Promise<void>;
}

/** Starts the local gateway and onboards the consumers that the suite needs. */
export async function startLocalTarget(): Promise<StartedTarget> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'aps-conformance-'));
  const configRoot = join(dataDirectory, 'config');
  cpSync(join(__dirname, 'config'), configRoot, { recursive: true });
  const lockout = { failures: LOCKED_AFTER, withinMinutes: 5, forMinutes: 5 };
  appendFileSync(join(configRoot, ENVIRONMENT, 'resellers/alpha.yaml'), `\nlockout: ${JSON.stringify(lockout)}\n`);
  const gateway = await startLocalGateway({
    environment: ENVIRONMENT,
    configRoot,
    dataDirectory,
  });
  const descriptor = await readDescriptor(localClient(gateway.awsEndpointUrl), ENVIRONMENT, 'alpha');
  return {
    target: await localTarget(gateway, descriptor),
    descriptor,
    gateways: gateway.gateways,
    close: async () => {
      await gateway.close();
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

async function localTarget(
  { gateways, uiNode, awsEndpointUrl, caFile }: LocalGateway,
  descriptor: GatewayDescriptor,
): Promise<Target> {
  const [alpha, beta] = ['alpha', 'beta'].map((id) => gateways.find(({ resellerId }) => resellerId === id));
  if (!alpha || !beta) throw new Error('the environment has no alpha and beta');
  const onboard = (consumerKey: string, more: { tier: string; status?: 'suspended' }) =>
    onboardForTest(awsEndpointUrl, descriptor, { consumerKey, consumerSecret: `secret of ${consumerKey}`, ...more });
  return {
    name: 'local gateway',
    origin: alpha.url,
    ca: readFileSync(caFile, 'utf8'),
    consumers: {
      consumer: alpha,
      otherGateway: beta,
      suspended: await onboard('conformance.suspended', { tier: 'standard', status: 'suspended' }),
      metered: await onboard('conformance.metered', { tier: 'tiny' }),
      throttled: await onboard('conformance.throttled', { tier: 'slow' }),
    },
    lacks: {},
    lastNodeRequest: () => lastRequestTo(uiNode),
  };
}
