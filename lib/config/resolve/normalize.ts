import type { z } from 'zod';
import { DEFAULT_PRIORITY } from '../../../lambda/authorizer/contract';
import type {
  AlarmsConfig,
  DomainConfig,
  LogsConfig,
  PlatformConfig,
  ProtectionConfig,
  RouteConfig,
  StageThrottleConfig,
  ThrottleConfig,
  TierConfig,
  TlsPolicy,
} from '../environment';
import type { PlatformDeclaration } from '../shapes/platform-shape';
import type { ResellerDeclaration } from '../shapes/reseller-shape';
import { merged } from './merged';
import { normalizePlatformNotices } from './notices';
import { normalizeShedding } from './shedding';
import { normalizePrivateNodes } from './ui-nodes';
import type { ROUTES, THROTTLE, TIER } from '../shapes/shared-shape';
import { APS_METHODS, ROUTE_METHODS, type RouteMethod } from '../../aps-methods';
import { MOST, UNLIMITED } from '../shapes/vocabulary';

const LOGS_DEFAULTS: LogsConfig = { retentionDays: 90, executionLevel: 'off' };
/** Alarms that every gateway has: its consumers get no answer. Each further one is paid per gateway, so it is declared. */
const ALARM_DEFAULTS: AlarmsConfig = { serverErrorPercent: 5, authorizerErrors: 5 };
const DEFAULT_ROUTES: z.output<typeof ROUTES> = [{ path: '/aps/2/resources' }];
const DEFAULT_METHODS: readonly RouteMethod[] = APS_METHODS;

function trimmed(path: string) {
  return path.replace(/\/$/, '');
}

/** Fills in default routes and methods, and sorts them. */
export function normalizeRoutes(routes: z.output<typeof ROUTES> = DEFAULT_ROUTES): readonly RouteConfig[] {
  return routes
    .map(({ path, methods = DEFAULT_METHODS, brandEndpoint }) => ({
      path: trimmed(path),
      methods: ROUTE_METHODS.filter((method) => methods.includes(method)),
      ...(brandEndpoint && { brandEndpoint }),
    }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** Drops limits that are `unlimited`. */
export function normalizeThrottle(throttle: z.output<typeof THROTTLE> | undefined): ThrottleConfig {
  const { rateLimit = UNLIMITED, burstLimit = UNLIMITED } = throttle ?? {};
  return {
    ...(rateLimit !== UNLIMITED && { rateLimit }),
    ...(burstLimit !== UNLIMITED && { burstLimit }),
  };
}

/** A derived throttle lets this many consumers of the fastest tier call the same method at full speed. */
const CONSUMERS_AT_ONCE = 10;

/** Returns the declared throttle of a gateway, or one derived from its tiers; none if one of them is unlimited. */
export function normalizeStageThrottle(
  declared: z.output<typeof THROTTLE> | undefined,
  tiers: readonly TierConfig[],
): StageThrottleConfig {
  if (declared) return normalizeThrottle(declared);
  const fastest = (limit: keyof ThrottleConfig) =>
    Math.min(MOST, CONSUMERS_AT_ONCE * Math.max(...tiers.map(({ throttle }) => throttle[limit] ?? Infinity)));
  // Limits of a tier are both numbers or both unlimited.
  const isLimited = tiers.every(({ throttle }) => throttle.rateLimit !== undefined);
  return isLimited ? { rateLimit: fastest('rateLimit'), burstLimit: fastest('burstLimit'), derived: true } : {};
}

/** Drops limits that are `unlimited` and fills in defaults. */
export function normalizeTier(declared: z.output<typeof TIER>): TierConfig {
  const { quota, throttle, methods = [], meteredBy = 'consumer', priority, retired = false } = declared;
  return {
    ...(quota !== UNLIMITED && { quota: { offset: 0, ...quota } }),
    throttle: normalizeThrottle(throttle),
    methods: methods.map((entry) => ({ ...entry, path: trimmed(entry.path) })),
    ...(meteredBy === 'reseller' && { meteredBy }),
    ...(priority !== undefined && priority !== DEFAULT_PRIORITY && { priority }),
    ...(retired && { retired }),
  };
}

type Layers<K extends 'logs' | 'alarms'> = readonly (ResellerDeclaration[K] | undefined)[];

/** Merges the platform's declaration with those of resellers, the topmost first. */
export function normalizeLogs(platform: PlatformDeclaration, layers: Layers<'logs'>) {
  return merged(LOGS_DEFAULTS, platform.logs, ...layers);
}

/**
 * Merges the platform's thresholds with those of resellers, the topmost first.
 *
 * @param signs true if the gateway accepts signatures, the only requests that some alarms count
 */
export function normalizeAlarms(
  platform: PlatformDeclaration,
  layers: Layers<'alarms'>,
  signs: boolean,
): AlarmsConfig | undefined {
  if (!platform.alarms) return undefined;
  const thresholds = mergeThresholds(platform.alarms, layers);
  if (signs || !thresholds) return thresholds;
  const {
    signatureFailures: _signatures,
    nonceTableFaults: _nonces,
    failedAttempts: _attempts,
    ...others
  } = thresholds;
  return others;
}

function mergeThresholds(
  declared: NonNullable<PlatformDeclaration['alarms']>,
  layers: Layers<'alarms'>,
): AlarmsConfig | undefined {
  // The thresholds of the platform are those of all gateways together.
  if (declared.scope === 'environment') return layers.some(Boolean) ? merged({}, ...layers) : undefined;
  const {
    emails: _emails,
    scope: _scope,
    serverErrors: _errors,
    webAclBlocks: _blocks,
    webAclCounts: _counts,
    ...thresholds
  } = declared;
  return merged(ALARM_DEFAULTS, thresholds, ...layers);
}

function orArn<W extends string>(declared: string, word: W) {
  return declared === word ? word : { arn: declared };
}

export function normalizeVpcEndpoints(declared: ResellerDeclaration['vpcEndpoints'] = []) {
  return declared.map(({ id, otherAccount = false }) => ({ id, otherAccount }));
}

export function normalizeDomains({ domains = [] }: ResellerDeclaration, inherited: TlsPolicy): readonly DomainConfig[] {
  return domains.map(({ name, certificateArn, hostedZone, tlsPolicy = inherited }) => ({
    name,
    tlsPolicy,
    ...(certificateArn && { certificateArn }),
    ...(hostedZone && { hostedZone }),
  }));
}

export function normalizePlatform(declared: PlatformDeclaration): PlatformConfig {
  const {
    displayName,
    account,
    region,
    uiNodes,
    alarms,
    dashboards = 'environment',
    cloudWatchRole = false,
  } = declared;
  const { operatorPolicies = 'none' } = declared;
  return {
    displayName,
    dashboards,
    cloudWatchRole,
    protection: normalizeProtection(declared.protection),
    logs: normalizeLogs(declared, []),
    tags: declared.tags ?? {},
    ...(operatorPolicies !== 'none' && { operatorPolicies }),
    ...(declared.probe && { probe: { everyMinutes: declared.probe.everyMinutes } }),
    ...(declared.notices && { notices: normalizePlatformNotices(declared.notices) }),
    ...(declared.shedding && { shedding: normalizeShedding(declared.shedding) }),
    ...(account && { account }),
    ...(region && { region }),
    ...(uiNodes.private && { privateNodes: normalizePrivateNodes(uiNodes.private) }),
    ...(alarms && { alarms: normalizePlatformAlarms(alarms) }),
  };
}

function normalizePlatformAlarms({
  emails = [],
  webAclBlocks = 100,
  webAclCounts = 100,
  scope,
  serverErrors = 25,
  signatureFailures,
  throttles,
  quotaRefusals,
}: NonNullable<PlatformDeclaration['alarms']>): NonNullable<PlatformConfig['alarms']> {
  const environment = {
    serverErrors,
    ...(signatureFailures !== undefined && { signatureFailures }),
    ...(throttles !== undefined && { throttles }),
    ...(quotaRefusals !== undefined && { quotaRefusals }),
  };
  return { emails, webAclBlocks, webAclCounts, ...(scope === 'environment' && { environment }) };
}

function normalizeProtection(declared: PlatformDeclaration['protection'] = {}): ProtectionConfig {
  const { terminationProtection = false, encryptionKey, webAcl } = declared;
  return {
    terminationProtection,
    ...(encryptionKey && { encryptionKey: orArn(encryptionKey, 'own') }),
    ...(webAcl && {
      webAcl: {
        managedRules: webAcl.managedRules ?? false,
        allowedSourceIps: webAcl.allowedSourceIps ?? [],
        ...(webAcl.requestsPerIp && { requestsPerIp: webAcl.requestsPerIp }),
      },
    }),
  };
}
