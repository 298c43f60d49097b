import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { type LocalGateway, startLocalGateway } from '../../lib/local/start-local-gateway';
import { type GatewayDescriptor, schemesOf } from '../../lib/descriptor';
import { LIST } from '../../lib/conformance/case';
import { LOCKED_AFTER } from '../../lib/conformance/refused-consumers';
import { shedSpare, SPARE_TIER } from './local-shedding';
import { declareTokenGateways, localTokens, type TokenGateway } from './local-tokens';
import { onboardForTest, type TestConsumer } from './onboard';
import { localClient, readDescriptor } from './read-descriptor';
import type { Target } from '../../lib/conformance/target';
import { lastRequestTo } from './ui-node-requests';

const ENVIRONMENT = 'trial';

/** The trial environment's gateway of alpha on localhost. */
export interface StartedTarget {
  readonly target: Target;
  readonly descriptor: GatewayDescriptor;
  readonly gateways: LocalGateway['gateways'];
  /** Gateways that accept tokens, with an identity provider; gamma accepts signatures as well. */
  readonly tokenTargets: Readonly<Record<TokenGateway, Target>>;
  close(): Promise<void>;
}

/**
 * Starts the local gateway and onboards the consumers that the suite needs.
 *
 * @param brakes declares a lockout, which would get in the way of tests that fail on purpose, and sheds load from
 * priority 9 on; the authorizer is another bundle then
 */
export async function startLocalTarget(brakes = false): Promise<StartedTarget> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'aps-conformance-'));
  const configRoot = join(dataDirectory, 'config');
  cpSync(join(__dirname, 'config'), configRoot, { recursive: true });
  declare(join(configRoot, ENVIRONMENT), brakes);
  declareTokenGateways(join(configRoot, ENVIRONMENT));
  const gateway = await startLocalGateway({
    environment: ENVIRONMENT,
    configRoot,
    dataDirectory,
  });
  const descriptor = await readDescriptor(localClient(gateway.awsEndpointUrl), ENVIRONMENT, 'alpha');
  const target = await localTarget(gateway, descriptor);
  return {
    target: brakes
      ? await shedSpare(target, gateway.awsEndpointUrl, descriptor)
      : { ...target, lacks: { lockout: 'it is not declared', shedding: 'it is not declared' } },
    descriptor,
    gateways: gateway.gateways,
    tokenTargets: { gamma: await tokenTarget(gateway, 'gamma'), delta: await tokenTarget(gateway, 'delta') },
    close: async () => {
      await gateway.close();
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

async function tokenTarget(gateway: LocalGateway, reseller: TokenGateway): Promise<Target> {
  const served = gateway.gateways.find(({ resellerId }) => resellerId === reseller);
  if (!served) throw new Error(`the environment has no ${reseller}`);
  const descriptor = await readDescriptor(localClient(gateway.awsEndpointUrl), ENVIRONMENT, reseller);
  const ca = readFileSync(gateway.caFile, 'utf8');
  const signs = schemesOf(descriptor).includes('oauth1');
  return {
    name: `local gateway of ${reseller}`,
    origin: served.url,
    ca,
    consumers: signs ? { consumer: served } : {},
    tokens: await localTokens(gateway, descriptor, ca),
    lacks: signs ? {} : { signatures: 'the gateway accepts only bearer tokens' },
    lastNodeRequest: () => lastRequestTo(gateway.uiNode),
  };
}

type Declared = { readonly tiers: object };

/** Declares what the suite needs, beyond what other tests do. */
function declare(environment: string, brakes: boolean): void {
  change(join(environment, 'platform.yaml'), ({ tiers }) => ({
    operationGroups: {
      reading: { level: 'B', operations: [{ path: `${LIST}/**`, methods: ['GET'] }] },
      everything: { level: 'A', operations: [{ path: `${LIST}/**` }] },
    },
    ...(brakes && { shedding: {}, tiers: { ...tiers, spare: SPARE_TIER } }),
  }));
  if (!brakes) return;
  change(join(environment, 'resellers/alpha.yaml'), ({ tiers }) => ({
    lockout: { failures: LOCKED_AFTER, withinMinutes: 5, forMinutes: 5 },
    tiers: { ...tiers, spare: 'inherit' },
  }));
}

/** Sets keys of a file; the others stay as they are. */
function change(path: string, keys: (declared: Declared) => object): void {
  const declared = parse(readFileSync(path, 'utf8')) as Declared;
  writeFileSync(path, stringify({ ...declared, ...keys(declared) }));
}

async function localTarget(
  { gateways, uiNode, awsEndpointUrl, caFile }: LocalGateway,
  descriptor: GatewayDescriptor,
): Promise<Target> {
  const [alpha, beta] = ['alpha', 'beta'].map((id) => gateways.find(({ resellerId }) => resellerId === id));
  if (!alpha || !beta) throw new Error('the environment has no alpha and beta');
  const onboard = (consumerKey: string, more: Pick<TestConsumer, 'tier' | 'status' | 'rules'>) =>
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
      grouped: await onboard('conformance.grouped', {
        tier: 'standard',
        rules: { groups: ['reading'], securityLevel: 'B' },
      }),
      belowLevel: await onboard('conformance.below-level', {
        tier: 'standard',
        rules: { groups: ['everything'], securityLevel: 'B' },
      }),
      inside: await onboard('conformance.inside', {
        tier: 'standard',
        rules: { sourceVpcEndpoints: ['vpce-0123456789abcdef0'] },
      }),
      throttled: await onboard('conformance.throttled', { tier: 'slow' }),
    },
    lacks: {},
    lastNodeRequest: () => lastRequestTo(uiNode),
  };
}
