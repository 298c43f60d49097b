import {
  type ConsumerRules,
  DEFAULT_PRIORITY,
  type OperationRule,
  reachesPath,
} from '../../lambda/authorizer/contract';
import { isWithin } from '../config/cidr';
import { widenedThrottle } from '../config/checks/narrowing';
import { widenedTier } from '../config/checks/tier-narrowing';
import type { RouteConfig } from '../config/environment';
import type { GatewayView } from './gateway-view';
import { type GrantedOperation, type LostGroup, lostGrants, lostGroups } from './lost-grants';
import { type LostOperation, lostOperations } from './lost-operations';

/** Something that a consumer loses. */
export type Loss =
  | { readonly kind: 'gateway'; readonly gateway: string }
  | { readonly kind: 'tier'; readonly tier: string }
  | ({ readonly kind: 'route' } & LostOperation)
  /** A limit that falls; `limit` is the key in the tier's declaration, `allowed` the most that is left. */
  | { readonly kind: 'limit'; readonly of: 'tier' | 'gateway'; readonly limit: string; readonly allowed: string }
  /** Limits of its own, which it then shares with other consumers of its reseller. */
  | { readonly kind: 'ownLimits'; readonly tier: string; readonly reseller: string; readonly others: number }
  /** It waits earlier while load is shed; `from` is absent if the gateway shed no load before. */
  | { readonly kind: 'priority'; readonly tier: string; readonly from?: number; readonly to: number }
  | { readonly kind: 'domain'; readonly host: string }
  | { readonly kind: 'signatureMethod'; readonly method: string }
  | { readonly kind: 'sourceIps'; readonly allowed: readonly string[] }
  | { readonly kind: 'mutualTls' }
  | ({ readonly kind: 'group' } & LostGroup)
  | ({ readonly kind: 'groupOperation' } & GrantedOperation)
  | { readonly kind: 'internet' }
  | { readonly kind: 'vpcEndpoint'; readonly id: string };

/** The parts of a consumer that decide what it loses. */
export interface ImpactedConsumer extends Pick<ConsumerRules, 'operations' | 'groups' | 'securityLevel'> {
  readonly consumerKey: string;
  readonly reseller: string;
  readonly tier: string;
}

/** A consumer, and how many others of its reseller are on its tier. */
export interface ComparedConsumer extends ImpactedConsumer {
  readonly others: number;
}

/** Returns the losses of one consumer of a gateway. */
export function lossesOf(
  consumer: ComparedConsumer,
  before: GatewayView,
  after: GatewayView | undefined,
): readonly Loss[] {
  if (!after) return [{ kind: 'gateway', gateway: before.resellerId }];
  return [
    ...tierLosses(consumer.tier, before, after),
    ...meterLosses(consumer, before, after),
    ...priorityLosses(consumer.tier, before, after),
    ...routeLosses(consumer, before, after),
    ...groupLosses(consumer, before, after),
    ...goneHosts(before, after).map((host): Loss => ({ kind: 'domain', host })),
    ...signatureLosses(before, after),
    ...addressLosses(before, after),
    ...audienceLosses(before, after),
    ...(before.mutualTls === false && after.mutualTls ? [{ kind: 'mutualTls' } as const] : []),
  ];
}

/** Host names at which a gateway no longer answers. */
export function goneHosts(before: GatewayView, after: GatewayView): readonly string[] {
  if (before.hosts) return before.hosts.filter((host) => !after.hosts?.includes(host));
  const { knownHost } = before;
  if (knownHost === undefined) return after.hosts && after.knownHost === undefined ? [DEFAULT_HOST] : [];
  if (knownHost === LOCAL_HOST) return [];
  const stays = after.hosts ? after.hosts.includes(knownHost) : DEFAULT_ENDPOINT.test(knownHost);
  return stays ? [] : [knownHost];
}

// Gateways of npm start answer at no declared host name.
const LOCAL_HOST = 'localhost';
const DEFAULT_HOST = "API Gateway's own";
const DEFAULT_ENDPOINT = /\.execute-api\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?$/;

function tierLosses(name: string, before: GatewayView, after: GatewayView): Loss[] {
  const [had, has] = [before.tiers.get(name), after.tiers.get(name)];
  if (!had) return [];
  if (!has) return [{ kind: 'tier', tier: name }];
  const fallen = widenedTier({ tier: had, routes: routesOf(before) }, { tier: has, routes: routesOf(after) });
  const own = fallen.map(({ path, allowed }): Loss => ({ kind: 'limit', of: 'tier', limit: path.join('.'), allowed }));
  const shared =
    before.throttle && after.throttle
      ? widenedThrottle(before.throttle, after.throttle).map(({ path, allowed }): Loss => ({
          kind: 'limit',
          of: 'gateway',
          limit: path.join('.'),
          allowed,
        }))
      : [];
  return [...own, ...shared];
}

/** A consumer that is the only one on its tier keeps all of the limits. */
function meterLosses({ tier, reseller, others }: ComparedConsumer, before: GatewayView, after: GatewayView): Loss[] {
  const [had, has] = [before.tiers.get(tier), after.tiers.get(tier)];
  if (!had || !has || had.meteredBy || !has.meteredBy || others === 0) return [];
  const isLimited = has.quota !== undefined || has.throttle.rateLimit !== undefined;
  return isLimited ? [{ kind: 'ownLimits', tier, reseller, others }] : [];
}

function priorityLosses(tier: string, { priorities: before }: GatewayView, after: GatewayView): Loss[] {
  const [from, to] = [priorityOf(before, tier), priorityOf(after.priorities, tier)];
  if (to === undefined || (from !== undefined && from >= to)) return [];
  return [{ kind: 'priority', tier, ...(from !== undefined && { from }), to }];
}

/** `undefined` at a gateway that does not shed load. */
function priorityOf(priorities: GatewayView['priorities'], tier: string): number | undefined {
  if (!priorities) return undefined;
  return (Object.hasOwn(priorities, tier) ? priorities[tier] : undefined) ?? DEFAULT_PRIORITY;
}

function routesOf({ routes = [] }: GatewayView): readonly RouteConfig[] {
  return routes as readonly RouteConfig[];
}

function routeLosses({ operations }: ImpactedConsumer, before: GatewayView, after: GatewayView): Loss[] {
  if (!before.routes || !after.routes) return [];
  return lostOperations(before.routes, after.routes)
    .filter((lost) => mayCall(operations, lost))
    .map((lost): Loss => ({ kind: 'route', ...lost }));
}

/** Tests whether a consumer's rule allows an operation. A consumer that may GET may also HEAD. */
function mayCall(operations: ConsumerRules['operations'], { method, path, where }: LostOperation): boolean {
  if (operations === undefined) return true;
  const asked = method === 'HEAD' ? 'GET' : method;
  if (operations === 'readOnly') return asked === 'GET';
  return operations.some(
    ({ methods, path: pattern }: OperationRule) =>
      (!methods || methods.includes(method) || methods.includes(asked)) &&
      (reachesPath(pattern, path) || (where !== 'path' && reachesPath(pattern, `${path}/-`))),
  );
}

function groupLosses(
  consumer: ImpactedConsumer,
  { operationGroups: before }: GatewayView,
  { operationGroups: after }: GatewayView,
): Loss[] {
  if (!before || !after) return [];
  return [
    ...lostGroups(consumer, before, after).map((lost): Loss => ({ kind: 'group', ...lost })),
    ...lostGrants(consumer, before, after).map((lost): Loss => ({ kind: 'groupOperation', ...lost })),
  ];
}

function signatureLosses({ signatureMethods: before }: GatewayView, { signatureMethods: after }: GatewayView): Loss[] {
  if (!before || !after) return [];
  return before.filter((method) => !after.includes(method)).map((method) => ({ kind: 'signatureMethod', method }));
}

function addressLosses({ allowedSourceIps: before }: GatewayView, { allowedSourceIps: after }: GatewayView): Loss[] {
  if (!before || !after || after.length === 0) return [];
  const narrower = before.length === 0 || before.some((block) => !isWithin(block, after));
  return narrower ? [{ kind: 'sourceIps', allowed: after }] : [];
}

function audienceLosses(before: GatewayView, after: GatewayView): Loss[] {
  const gone = before.vpcEndpoints.filter((id) => !after.vpcEndpoints.includes(id));
  return [
    ...(before.audience !== 'internal' && after.audience === 'internal' ? [{ kind: 'internet' } as const] : []),
    ...gone.map((id): Loss => ({ kind: 'vpcEndpoint', id })),
  ];
}

/** Says in words what a consumer loses. */
export function describeLoss(loss: Loss): string {
  switch (loss.kind) {
    case 'gateway':
      return `the gateway of ${loss.gateway}, so every request is refused`;
    case 'tier':
      return `tier ${loss.tier}, so every request is refused with 403`;
    case 'route':
      return `${loss.method} ${loss.path}${{ path: '', below: '/…', both: ' and below' }[loss.where]}`;
    case 'limit':
      return `${loss.of === 'gateway' ? "the gateway's " : ''}${loss.limit} falls to ${loss.allowed}`;
    case 'ownLimits':
      return `limits of its own: it shares those of tier ${loss.tier} with ${loss.others} ${loss.others === 1 ? 'other consumer' : 'other consumers'} of ${loss.reseller}`;
    case 'priority':
      return loss.from === undefined
        ? `being served while load is shed: tier ${loss.tier} gets priority ${loss.to}`
        : `priority: tier ${loss.tier} falls from ${loss.from} to ${loss.to}, so it waits earlier while load is shed`;
    case 'domain':
      return `the host ${loss.host}`;
    case 'signatureMethod':
      return `signatures with ${loss.method}`;
    case 'sourceIps':
      return `addresses outside ${loss.allowed.join(', ')}`;
    case 'internet':
      return 'access from the internet';
    case 'vpcEndpoint':
      return `access through ${loss.id}`;
    case 'mutualTls':
      return 'access without a client certificate';
    case 'group':
      return loss.level === undefined
        ? `operation group ${loss.group}, which is gone`
        : `operation group ${loss.group}, whose level ${loss.level} is above its own`;
    case 'groupOperation':
      return `${loss.method} ${loss.path} of its operation groups`;
  }
}
