import type { GatewayConfig } from '../config/environment';
import { isObject } from '../is-object';
import { differs } from './declared';
import { attention, type StatusFinding } from './finding';
import type { RestApiState } from './ports';

/** Compares who reaches an API, and over which TLS, with the declaration. */
export function compareExposure(
  { tlsPolicy, endpointAccess, policy }: RestApiState,
  declared: GatewayConfig,
  endpoint: 'external' | 'internal',
): readonly StatusFinding[] {
  const wanted = declared.endpointAccess === 'reset' ? undefined : declared.endpointAccess;
  return [
    ...(tlsPolicy === undefined ? [] : differs('TLS policy', [tlsPolicy], [declared.tlsPolicy])),
    ...(endpointAccess === undefined || wanted === undefined
      ? []
      : differs('endpoint access', [endpointAccess.toLowerCase()], [wanted])),
    ...comparePolicy(policy, declared, endpoint),
  ];
}

/** Compares the tags of a stack; tags that only the stack has may come from elsewhere. */
export function compareTags(
  deployed: Readonly<Record<string, string>>,
  declared: Readonly<Record<string, string>>,
): readonly StatusFinding[] {
  const names = Object.keys(declared).toSorted();
  const texts = (tags: Readonly<Record<string, string>>) => {
    return names.flatMap((name) => (tags[name] === undefined ? [] : `${name}=${tags[name]}`));
  };
  return differs('tags', texts(deployed), texts(declared));
}

function comparePolicy(
  policy: string | undefined,
  { allowedSourceIps, vpcEndpoints }: GatewayConfig,
  endpoint: 'external' | 'internal',
): readonly StatusFinding[] {
  let denied: readonly (readonly string[])[];
  try {
    denied = deniedExcept(policy);
  } catch {
    return [attention('differsFromFiles', 'resource policy', 'it cannot be read', 'deploy the stack again')];
  }
  const [addresses = [], endpoints = []] = denied;
  return [
    ...differs('addresses of the resource policy', addresses, allowedSourceIps),
    ...(endpoint === 'external'
      ? []
      : differs(
          'VPC endpoints of the resource policy',
          endpoints,
          vpcEndpoints.map(({ id }) => id),
        )),
  ];
}

/** Returns the source addresses and the VPC endpoints to which a resource policy limits requests. */
function deniedExcept(
  policy: string | undefined,
): readonly [addresses: readonly string[], endpoints: readonly string[]] {
  if (policy === undefined) return [[], []];
  const { Statement } = JSON.parse(policy) as { readonly Statement: unknown };
  const conditions = [Statement].flat().flatMap((one) => {
    return isObject(one) && one['Effect'] === 'Deny' && isObject(one['Condition']) ? [one['Condition']] : [];
  });
  const valuesOf = (operator: string, ...keys: readonly string[]) =>
    conditions.flatMap(({ [operator]: condition }) =>
      isObject(condition) ? keys.flatMap((key) => [condition[key] ?? []].flat(2).map(String)) : [],
    );
  return [valuesOf('NotIpAddress', 'aws:SourceIp', 'aws:VpcSourceIp'), valuesOf('StringNotEquals', 'aws:SourceVpce')];
}
