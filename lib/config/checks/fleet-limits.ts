import type { EnvironmentConfig, GatewayConfig, VpcEndpointConfig } from '../environment';
import type { HierarchyProblem } from './hierarchy-problem';

/** Regional APIs, and private ones, per account and region (API Gateway, "Quotas"); AWS does not raise this one. */
const MOST_APIS = 600;

/** Checks that one account and region can hold the environment's gateways. The problem belongs to no single key. */
export function checkFleet({ gateways }: EnvironmentConfig): HierarchyProblem[] {
  if (gateways.length <= MOST_APIS) return [];
  const message = `the environment has ${gateways.length} gateways, more than one account and region can hold`;
  const allowed = `at most ${MOST_APIS}; put the others into another environment with its own account or region`;
  return [{ path: [], message, allowed }];
}

interface RaisableLimit {
  readonly what: string;
  readonly granted: number;
  readonly count: (config: EnvironmentConfig) => number;
}

/** Service quotas that AWS raises on request (API Gateway, "Quotas"; CloudWatch, "CloudWatch service quotas"). */
const RAISABLE: readonly RaisableLimit[] = [
  {
    what: 'usage plans',
    granted: 300,
    count: ({ gateways }) => sumOf(gateways, ({ tiers }) => Object.keys(tiers).length),
  },
  {
    what: 'domains',
    granted: 120,
    count: ({ gateways }) => sumOf(gateways, ({ audience, domains }) => (audience === 'internal' ? 0 : domains.length)),
  },
  {
    what: 'private domains',
    granted: 50,
    count: ({ gateways }) => sumOf(gateways, ({ audience, domains }) => (audience === 'external' ? 0 : domains.length)),
  },
  {
    what: 'associations of domains with VPC endpoints',
    granted: 100,
    count: ({ gateways }) =>
      sumOf(gateways, ({ domains, vpcEndpoints }) => domains.length * vpcEndpoints.filter(isOwn).length),
  },
  {
    what: 'rules of Contributor Insights, one for each gateway with alarms.failedAttempts',
    granted: 100,
    count: ({ gateways }) => sumOf(gateways, ({ alarms }) => (alarms?.failedAttempts ? 1 : 0)),
  },
];

function isOwn({ otherAccount }: VpcEndpointConfig): boolean {
  return !otherAccount;
}

function sumOf(gateways: readonly GatewayConfig[], count: (gateway: GatewayConfig) => number): number {
  return gateways.reduce((sum, gateway) => sum + count(gateway), 0);
}

/** Returns a sentence for each service quota to raise before the whole environment can be deployed. */
export function fleetWarnings(config: EnvironmentConfig): readonly string[] {
  return RAISABLE.map(({ what, granted, count }) => ({ what, granted, declared: count(config) }))
    .filter(({ granted, declared }) => declared > granted)
    .map(
      ({ what, granted, declared }) =>
        `The environment ${config.environment} needs ${declared} ${what}; AWS grants ${granted} per account and region unless you have the service quota raised.`,
    );
}
