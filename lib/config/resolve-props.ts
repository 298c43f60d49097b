import { mayFollow } from './checks/consequences';
import type { HierarchyProblem } from './checks/hierarchy-problem';
import type { GatewayConfig, PlatformConfig } from './environment';
import { describeIssue, shownValue } from './files/describe-issue';
import { unusable } from './files/parse';
import { lookUp, type Path, salvage } from './files/salvage';
import { DEFAULT_ENVIRONMENT } from '../identifiers';
import type { ConfigProblem } from './problem';
import { resolveAndCheck } from './resolve-and-check';
import type { PlatformDeclaration } from './shapes/platform-shape';
import { GATEWAY_PROPS, GATEWAY_PROPS_PLACEHOLDERS, type GatewayPropsDeclaration } from './shapes/props-shape';
import type { Declarations, ResellerDeclaration } from './shapes/reseller-shape';

/** Something wrong in the props of a gateway; `path` is keys from the top of the props, joined by dots. */
export type PropProblem = Omit<ConfigProblem, 'file' | 'line'>;

/** Account and Region of the stack, as far as they are known at synthesis. */
export interface Place {
  readonly account?: string;
  readonly region?: string;
}

/** Input of a gateway. */
export interface GatewaySettings {
  readonly environment: string;
  readonly platform: PlatformConfig;
  readonly gateway: GatewayConfig;
}

/**
 * Checks the props of a gateway and resolves them, by the same rules as an environment's files. Pure.
 *
 * @param written props as plain data
 * @returns the settings, to be used only if there are no problems
 */
export function resolveProps(
  written: unknown,
  place: Place = {},
): { readonly settings?: GatewaySettings; readonly problems: readonly PropProblem[] } {
  const problemAt = (path: Path, message: string, allowed: string): PropProblem => {
    const value = path.length > 0 ? lookUp(written, path) : undefined;
    return {
      path: path.map(String).join('.'),
      ...(value !== undefined && { value: shownValue(value) }),
      message,
      allowed,
    };
  };
  const { value, issues } = salvage(written, GATEWAY_PROPS, GATEWAY_PROPS_PLACEHOLDERS);
  const inProps = issues.flatMap((issue) => describeIssue(written, issue, problemAt));
  if (value === undefined) return { problems: inProps };
  const { environment = DEFAULT_ENVIRONMENT, resellerId } = value;
  const platform = platformOf(value, place);
  const declared = declarationsOf(value);
  const { config, problems } = resolveAndCheck(environment, platform, declared);
  const file = unusable(
    '',
    inProps.map((problem) => ({ ...problem, file: '' })),
  );
  const read = { platform: { ...file, value }, resellers: new Map([[resellerId, { ...file, value }]]), declared };
  const together = problems
    .filter((problem) => !mayFollow(problem, read))
    .map((problem) => problemAt(propPath(problem, value), problem.message, problem.allowed));
  const itself = Object.hasOwn(value.subResellers ?? {}, resellerId)
    ? [problemAt(['subResellers', resellerId], 'is the reseller that owns the gateway', 'resellers below it')]
    : [];
  const gateway = config.gateways.find((made) => made.resellerId === resellerId);
  return {
    problems: [...inProps, ...itself, ...together],
    ...(gateway && { settings: { environment, platform: config.platform, gateway } }),
  };
}

/** Returns the props that a platform's file declares. */
function platformOf(props: GatewayPropsDeclaration, place: Place): PlatformDeclaration {
  const { uiNodes, tiers, operationGroups, isolation, tracing, alarms, dashboard = false } = props;
  return {
    displayName: props.displayName ?? props.resellerId,
    ...place,
    uiNodes,
    tiers,
    dashboards: dashboard ? 'gateways' : 'none',
    ...(operationGroups && { operationGroups }),
    ...(isolation && { isolation }),
    ...(tracing !== undefined && { tracing }),
    ...(alarms && { alarms: {} }),
  };
}

/** Returns the props that a reseller's file declares, and the resellers below it. */
function declarationsOf(props: GatewayPropsDeclaration): Declarations {
  const { resellerId, displayName = resellerId, subResellers = {} } = props;
  const { routes, throttle, oauth, domains, endpointAccess, mutualTls, logs } = props;
  const { audience, vpcEndpoints, allowedSourceIps, lockout, alarms } = props;
  const own = {
    displayName,
    ...(routes && { routes }),
    ...(throttle && { throttle }),
    ...(oauth && { oauth }),
    ...(lockout && { lockout }),
    ...(alarms && { alarms }),
    ...(domains && { domains }),
    ...(endpointAccess && { endpointAccess }),
    ...(mutualTls && { mutualTls }),
    ...(audience && { audience }),
    ...(vpcEndpoints && { vpcEndpoints }),
    ...(allowedSourceIps && { allowedSourceIps }),
    ...(logs && { logs }),
  };
  const below = Object.entries(subResellers).map(([id, { displayName: name = id, tiers }]) => {
    const inherited = tiers && Object.fromEntries(tiers.map((tier) => [tier, 'inherit' as const]));
    const reseller = { displayName: name, parent: resellerId, gateway: 'inherited' as const };
    return [id, { ...reseller, ...(inherited && { tiers: inherited }) }] as const;
  });
  return new Map<string, ResellerDeclaration>([...below, [resellerId, own]]);
}

/** Returns the path of a problem in the props. */
function propPath({ resellerId, path }: HierarchyProblem, props: GatewayPropsDeclaration): Path {
  if (resellerId === undefined || resellerId === props.resellerId) return path;
  const [key, name, ...rest] = path;
  const tiers = props.subResellers?.[resellerId]?.tiers ?? [];
  const inList = key === 'tiers' && typeof name === 'string' ? [key, tiers.indexOf(name), ...rest] : path;
  return ['subResellers', resellerId, ...inList];
}
