import type { GatewayDescriptor } from './descriptor';
import { isObject } from './is-object';

type Check = (value: unknown) => boolean;

const NEWEST_VERSION = 2;

/** Members that every descriptor has. */
const REQUIRED: Readonly<Record<string, Check>> = {
  version: (value) => value === 1 || value === NEWEST_VERSION,
  environment: isText,
  resellerId: isText,
  serves: isTexts,
  url: isText,
  restApiId: isText,
  stage: isText,
  usagePlans: isMapOf(isText),
  authorizerFunction: isText,
  nonceTable: isText,
  accessLogGroup: isText,
};

/** Members that descriptors of older versions of the package do not have. */
const OPTIONAL: Readonly<Record<string, Check>> = {
  packageVersion: isText,
  dnsTargets: isMapOf(isText),
  audience: (value) => value === 'internal' || value === 'both',
  vpcEndpoints: isTexts,
  internalApiId: isText,
  privateDomains: isMapOf(isText),
  narrowedTiers: isMapOf(isTexts),
  retiredTiers: isTexts,
  resellerMeteredTiers: isTexts,
  operationGroups: isMapOf(isText),
  priorities: isMapOf((value) => typeof value === 'number'),
  authentication: isTexts,
  signatureMethods: isTexts,
  mutualTls: (value) => typeof value === 'boolean',
  routes: (value) => Array.isArray(value) && value.every(isRoute),
  documentMembers: isTexts,
  lockoutTable: isText,
  failureRule: isText,
  credentialsKeyArn: isText,
};

/** The problem with a descriptor of a later format. */
export const NEWER = 'a newer version of the package made it';

/**
 * Reads a published descriptor. Unknown members pass, because a newer version of the package may have written them.
 * Returns the problem as text if the document is not a descriptor, or one of a later format.
 */
export function readDescriptor(document: string): GatewayDescriptor | string {
  let value: unknown;
  try {
    value = JSON.parse(document);
  } catch {
    return 'it is not JSON';
  }
  if (isObject(value) && typeof value['version'] === 'number' && value['version'] > NEWEST_VERSION) return NEWER;
  return isDescriptor(value) ? value : `its member ${invalidMember(value)} is missing or invalid`;
}

function isDescriptor(value: unknown): value is GatewayDescriptor {
  return isObject(value) && invalidMember(value) === undefined;
}

function invalidMember(value: unknown): string | undefined {
  const members = isObject(value) ? value : {};
  const required = Object.entries(REQUIRED).find(([name, check]) => !check(members[name]));
  const optional = Object.entries(OPTIONAL).find(
    ([name, check]) => members[name] !== undefined && !check(members[name]),
  );
  return (required ?? optional)?.[0];
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every(isText);
}

function isMapOf(check: Check): Check {
  return (value) => isObject(value) && Object.values(value).every(check);
}

function isRoute(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { path, methods, brandEndpoint } = value;
  return (
    isText(path) &&
    (methods === undefined || isTexts(methods)) &&
    (brandEndpoint === undefined || isText(brandEndpoint))
  );
}
