import type { SecurityLevel } from '../../lambda/authorizer/contract';
import { APS_METHODS } from '../aps-methods';
import type {
  Audience,
  EnvironmentConfig,
  GatewayConfig,
  RouteConfig,
  ThrottleConfig,
  TierConfig,
} from '../config/environment';
import { tierPriorities } from '../config/shedding-config';
import { type GatewayDescriptor, isMeteredByReseller } from '../descriptor';
import type { GroupViews } from './lost-grants';

/** A route: the path with everything below it, and its methods. */
export interface RouteView {
  readonly path: string;
  readonly methods: readonly string[];
}

/** Parts of a gateway that decide what its consumers may do. An absent member is not known, and not compared. */
export interface GatewayView {
  readonly resellerId: string;
  readonly serves: readonly string[];
  /** Host names at which it answers; absent: API Gateway's own, which is known only once it is deployed. */
  readonly hosts?: readonly string[];
  /** Host name of a deployed gateway, if that is all that is known. */
  readonly knownHost?: string;
  readonly tiers: ReadonlyMap<string, TierConfig>;
  /** Priorities by tier, as far as they are not the default; absent if the gateway does not shed load. */
  readonly priorities?: Readonly<Record<string, number>>;
  /** Tiers by reseller, for resellers with fewer tiers than the gateway. */
  readonly narrowedTiers: Readonly<Record<string, readonly string[]>>;
  readonly routes?: readonly RouteView[];
  readonly throttle?: ThrottleConfig;
  readonly signatureMethods?: readonly string[];
  /** Empty if every address is allowed. */
  readonly allowedSourceIps?: readonly string[];
  readonly mutualTls?: boolean;
  readonly operationGroups?: GroupViews;
  readonly audience: Audience;
  /** Ids of the VPC endpoints at which it answers. */
  readonly vpcEndpoints: readonly string[];
}

/** The gateways that a configuration declares. */
export function declaredGateways({ gateways }: EnvironmentConfig): readonly GatewayView[] {
  return gateways.map(declaredGateway);
}

function declaredGateway(gateway: GatewayConfig): GatewayView {
  const { resellerId, serves, domains, tiers, narrowedTiers, routes, throttle, oauth, allowedSourceIps } = gateway;
  return {
    resellerId,
    serves,
    ...(domains.length > 0 && { hosts: domains.map(({ name }) => name) }),
    tiers: new Map(Object.entries(tiers)),
    ...(gateway.shedding && { priorities: tierPriorities(gateway.tiers) }),
    narrowedTiers,
    routes: routes.map(({ path, methods }: RouteConfig) => ({ path, methods })),
    throttle,
    signatureMethods: oauth.signatureMethods,
    allowedSourceIps,
    mutualTls: gateway.mutualTls !== undefined,
    operationGroups: gateway.operationGroups ?? {},
    audience: gateway.audience,
    vpcEndpoints: gateway.vpcEndpoints.map(({ id }) => id),
  };
}

/**
 * A deployed gateway, as far as its descriptor, its usage plans and its function show it.
 *
 * @param limits limits of its usage plans, by tier; a tier without a usage plan is absent
 * @param groups its operation groups with their operations, if they are known
 */
export function deployedGateway(
  descriptor: GatewayDescriptor,
  limits: ReadonlyMap<string, TierConfig>,
  groups?: GroupViews,
): GatewayView {
  const {
    resellerId,
    serves,
    url,
    priorities,
    narrowedTiers = {},
    routes,
    signatureMethods,
    mutualTls,
    operationGroups,
  } = descriptor;
  return {
    resellerId,
    serves,
    knownHost: new URL(url).hostname,
    tiers: new Map(
      [...limits].map(([tier, limit]) => [
        tier,
        isMeteredByReseller(descriptor, tier) ? { ...limit, meteredBy: 'reseller' } : limit,
      ]),
    ),
    ...(priorities && { priorities }),
    narrowedTiers,
    audience: descriptor.audience ?? 'external',
    vpcEndpoints: descriptor.vpcEndpoints ?? [],
    ...(routes && { routes: routes.map(({ path, methods = APS_METHODS }) => ({ path, methods })) }),
    ...(signatureMethods && { signatureMethods }),
    ...(mutualTls !== undefined && { mutualTls }),
    ...(operationGroups && { operationGroups: groups ?? groupLevels(operationGroups) }),
  };
}

/** A descriptor has the levels of groups only. */
function groupLevels(levels: NonNullable<GatewayDescriptor['operationGroups']>): GroupViews {
  return Object.fromEntries(Object.entries(levels).map(([name, level]) => [name, { level: level as SecurityLevel }]));
}
