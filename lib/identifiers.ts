/** Ids of resellers, names of tiers and of operation groups: letters, digits and hyphens, which every name on AWS allows. */
export const ID_PATTERN = /^[a-z](?:-?[a-z0-9]){0,39}$/;
export const ID_ALLOWED = 'at most 40 lower-case letters, digits and single hyphens, starting with a letter';

/** Ids of VPC endpoints. */
export const VPC_ENDPOINT_PATTERN = /^vpce-(?:[0-9a-f]{8}|[0-9a-f]{17})$/;
export const VPC_ENDPOINTS_ALLOWED = 'ids of VPC endpoints such as vpce-0123456789abcdef0, separated by commas';

/** Names of environments: no hyphen, so that an environment and a reseller id never run together in a name. */
export const ENVIRONMENT_PATTERN = /^[a-z][a-z0-9]{0,15}$/;
export const ENVIRONMENT_ALLOWED = 'at most 16 lower-case letters and digits, starting with a letter';

/** The sample, which every program uses unless another environment is named. */
export const DEFAULT_ENVIRONMENT = 'lab';

/** Returns the environment that a program uses: the given one, that of APS_GATEWAY_ENVIRONMENT, or the sample. */
export function chosenEnvironment(
  given: string | undefined,
  variables: Readonly<Record<string, string | undefined>>,
): string {
  return given ?? (variables.APS_GATEWAY_ENVIRONMENT || DEFAULT_ENVIRONMENT);
}

/** Matches patterns of operation paths: `**` is allowed only as the whole last segment. */
export const OPERATION_PATH = /^(?!.*\*\*.)(?!.*[^/]\*\*)\/aps\/2(?:\/[A-Za-z0-9._~*:-]+)*(?:\/\*\*)?\/?$/;
