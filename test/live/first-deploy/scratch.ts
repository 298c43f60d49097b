import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { platformStackName, resellerStackName } from '../../../lib/gateway/names';

/** Everything that a run writes on this machine; git ignores it. */
export const WORK = join(__dirname, '../../../reports/first-deploy');
/** Configuration root that the CDK app reads with `-c config=`. */
export const CONFIG_ROOT = join(WORK, 'config');
/** Name of the scratch environment: everything of a run is named after it, and clean-up removes it by its name. */
export const ENVIRONMENT = 'firsthour';
export const RESELLER = 'scratch';
export const FAILING_RESELLER = 'failing';
/** Its gateway answers through VPC endpoints only. */
export const INTERNAL_RESELLER = 'inside';
export const TIER = 'standard';

/** Stacks of a run, by role. */
export const STACKS = {
  platform: platformStackName(ENVIRONMENT),
  gateway: resellerStackName(ENVIRONMENT, RESELLER),
  failing: resellerStackName(ENVIRONMENT, FAILING_RESELLER),
  internal: resellerStackName(ENVIRONMENT, INTERNAL_RESELLER),
  node: `aps-gateway-${ENVIRONMENT}-node`,
  network: `aps-gateway-${ENVIRONMENT}-network`,
} as const;
/** Log groups of the scratch environment begin with it. */
export const LOG_GROUP_PREFIX = `/aps-gateway/${ENVIRONMENT}/`;
/** Output of the node's stack. */
export const NODE_OUTPUT = 'NodeUrl';

/** Settings of the scratch environment. */
export interface ScratchSettings {
  /** HTTPS origin of the node. */
  readonly node: string;
  /** True if the platform stack sets API Gateway's CloudWatch role, because the account has none. */
  readonly cloudWatchRole: boolean;
  readonly terminationProtection: boolean;
  /** Ids of the VPC endpoints of an internal gateway. @default there is no internal gateway */
  readonly vpcEndpoints?: readonly string[];
}

/** Writes the scratch environment's files into a configuration root, in place of everything there. */
export function writeScratch(settings: ScratchSettings, root = CONFIG_ROOT): void {
  const { node, cloudWatchRole, terminationProtection, vpcEndpoints } = settings;
  const folder = join(root, ENVIRONMENT);
  rmSync(root, { recursive: true, force: true });
  mkdirSync(join(folder, 'resellers'), { recursive: true });
  const platform = [
    'displayName: First hour',
    `uiNodes: { brandEndpoint: '${node}', timeoutSeconds: 2 }`,
    `tiers: { ${TIER}: { quota: unlimited, throttle: { rateLimit: 50, burstLimit: 100 } } }`,
    // For the header that only a lock sets. No question fails as often.
    'lockout: { failures: 100, withinMinutes: 1, forMinutes: 1 }',
    `cloudWatchRole: ${cloudWatchRole}`,
    'dashboards: none',
    `protection: { terminationProtection: ${terminationProtection} }`,
    'tags: { purpose: first-deploy }',
  ];
  writeFileSync(join(folder, 'platform.yaml'), `${platform.join('\n')}\n`);
  const resellers: Readonly<Record<string, readonly string[]>> = {
    [RESELLER]: [],
    [FAILING_RESELLER]: [],
    ...(vpcEndpoints && {
      [INTERNAL_RESELLER]: ['audience: internal', 'vpcEndpoints:', ...vpcEndpoints.map((id) => `  - id: ${id}`)],
    }),
  };
  for (const [id, more] of Object.entries(resellers)) {
    const reseller = [`displayName: ${id}`, `tiers: { ${TIER}: inherit }`, ...more];
    writeFileSync(join(folder, 'resellers', `${id}.yaml`), `${reseller.join('\n')}\n`);
  }
}
