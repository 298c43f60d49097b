import { APS_METHODS } from '../aps-methods';
import type { GatewayConfig, ThrottleConfig, TierConfig } from '../config/environment';
import { acceptedSchemes } from '../config/oauth-config';
import { tierPriorities } from '../config/shedding-config';
import { type GatewayDescriptor, type GatewayRoute, schemesOf } from '../descriptor';
import { attention, type StatusFinding } from './finding';

const DEPLOY = 'deploy the stack; "cdk diff" shows what changes, "impact" whom it affects';

/** Compares a gateway's descriptor with its declaration. */
export function compareDescriptor(gateway: GatewayDescriptor, declared: GatewayConfig): readonly StatusFinding[] {
  const { serves, usagePlans, retiredTiers, routes, signatureMethods, mutualTls, url } = gateway;
  const retired = Object.keys(declared.tiers).filter((tier) => declared.tiers[tier]?.retired);
  const metered = Object.keys(declared.tiers).filter((tier) => declared.tiers[tier]?.meteredBy === 'reseller');
  const levels = Object.fromEntries(
    Object.entries(declared.operationGroups ?? {}).map(([name, { level }]) => [name, level]),
  );
  const hosts = declared.domains.map(({ name }) => name);
  const host = URL.canParse(url) ? new URL(url).hostname : url;
  return [
    ...differs('resellers', serves, declared.serves),
    ...differs('tiers', Object.keys(usagePlans), Object.keys(declared.tiers)),
    ...differs('retired tiers', retiredTiers ?? [], retired),
    ...differs('tiers metered by reseller', gateway.resellerMeteredTiers ?? [], metered),
    ...differs('operation groups', groupTexts(gateway.operationGroups), groupTexts(levels)),
    ...sheddingDiffers(gateway.priorities, declared),
    ...differs('lockout', [onOff(gateway.lockoutTable !== undefined)], [onOff(declared.lockout !== undefined)]),
    ...differs('authentication', schemesOf(gateway), acceptedSchemes(declared.oauth)),
    ...differs('audience', [gateway.audience ?? 'external'], [declared.audience]),
    ...differs(
      'VPC endpoints',
      gateway.vpcEndpoints ?? [],
      declared.vpcEndpoints.map(({ id }) => id),
    ),
    ...(routes ? differs('routes', routes.map(routeText), declared.routes.map(routeText)) : []),
    ...(signatureMethods ? differs('signature methods', signatureMethods, declared.oauth.signatureMethods) : []),
    ...(mutualTls === undefined
      ? []
      : differs('mutual TLS', [onOff(mutualTls)], [onOff(declared.mutualTls !== undefined)])),
    ...domainDiffers(host, hosts),
  ];
}

/** Without priorities, a gateway sheds no load. */
function sheddingDiffers(deployed: GatewayDescriptor['priorities'], declared: GatewayConfig): readonly StatusFinding[] {
  if (!deployed || !declared.shedding) return differs('shedding', [onOff(!!deployed)], [onOff(!!declared.shedding)]);
  return differs('priorities', priorityTexts(deployed), priorityTexts(tierPriorities(declared.tiers)));
}

/** Without a domain, the host is API Gateway's own. */
function domainDiffers(host: string, declared: readonly string[]): readonly StatusFinding[] {
  const [first] = declared;
  // npm start serves every gateway here, whatever its domains.
  if (host === 'localhost') return [];
  if (first !== undefined) return differs('domain', [host], [first]);
  return host.includes('.execute-api.') ? [] : differs('domain', [host], []);
}

/** Returns how a usage plan differs from its tier. */
export function compareTier(name: string, deployed: TierConfig, declared: TierConfig): readonly StatusFinding[] {
  return differs(`tier ${name}`, tierTexts(deployed), tierTexts(declared));
}

/** Returns how a stage's throttle differs; a declared "unlimited" is not compared, because AWS shows its own limits. */
export function compareThrottle(deployed: ThrottleConfig, declared: ThrottleConfig): readonly StatusFinding[] {
  const { rateLimit, burstLimit } = declared;
  if (rateLimit === undefined || burstLimit === undefined) return [];
  return differs('throttle', throttleTexts(deployed), throttleTexts({ rateLimit, burstLimit }));
}

/** Returns a finding if two lists have not the same values, in whatever order. */
export function differs(
  subject: string,
  deployed: readonly string[],
  declared: readonly string[],
): readonly StatusFinding[] {
  if (deployed.length === declared.length && deployed.every((one) => declared.includes(one))) return [];
  const sides = { deployed: only(deployed, declared), declared: only(declared, deployed) };
  const texts = Object.entries(sides).flatMap(([side, values]) => (values === '' ? [] : [`${side}: ${values}`]));
  const message = `${texts.length === 1 ? 'only ' : ''}${texts.join('; ')}`;
  return [attention('differsFromFiles', subject, message, DEPLOY)];
}

/** The values that only one side has. */
function only(some: readonly string[], others: readonly string[]): string {
  return some.filter((one) => !others.includes(one)).join(', ');
}

function groupTexts(levels: Readonly<Record<string, string>> = {}): readonly string[] {
  return Object.entries(levels).map(([name, level]) => `${name} (${level})`);
}

function priorityTexts(priorities: Readonly<Record<string, number>>): readonly string[] {
  return Object.entries(priorities).map(([tier, priority]) => `${tier} (${priority})`);
}

function routeText({ path, methods = APS_METHODS, brandEndpoint }: GatewayRoute): string {
  const isDefault = methods.length === APS_METHODS.length && APS_METHODS.every((method) => methods.includes(method));
  const served = isDefault ? path : `${path} (${methods.toSorted().join(', ')})`;
  return brandEndpoint === undefined ? served : `${served} at ${brandEndpoint}`;
}

function tierTexts({ quota, throttle, methods }: TierConfig): readonly string[] {
  const start = quota?.offset ? ` from day ${quota.offset}` : '';
  return [
    quota ? `${quota.limit} requests a ${quota.period}${start}` : 'unlimited requests',
    ...throttleTexts(throttle),
    ...methods.map(({ path, method, ...limits }) => `${method} ${path}: ${throttleTexts(limits).join(', ')}`),
  ];
}

function throttleTexts({ rateLimit, burstLimit }: ThrottleConfig): readonly string[] {
  return [`${rateLimit ?? 'unlimited'} requests per second`, `${burstLimit ?? 'unlimited'} at once`];
}

function onOff(on: boolean): string {
  return on ? 'on' : 'off';
}
