import {
  type Authorization,
  AUTHORIZATIONS,
  type Forwarding,
  FORWARDINGS,
  type OperationGroups,
  SECURITY_LEVELS,
  SETTINGS,
  SIGNATURE_METHODS,
  type SignatureMethod,
} from './contract';
import { isJsonObject, parseJsonObject } from './json-object';
import { isOneOf } from './text/one-of';

/** The function's settings, read from its environment variables. */
export interface AuthorizerSettings {
  readonly credentialsPrefix: string;
  readonly nonceTable: string;
  /** @default 'APS' */
  readonly realm: string;
  /** @default only HMAC-SHA1 */
  readonly signatureMethods: readonly SignatureMethod[];
  /** @default 300 */
  readonly timestampWindowSeconds: number;
  /** @default 300 */
  readonly clockSkewSeconds: number;
  /** @default none */
  readonly allowedApsHeaders: ReadonlySet<string>;
  /** @default 'canonical' */
  readonly authorization: Authorization;
  /** @default 'httpProxy' */
  readonly forwarding: Forwarding;
  /** @default none */
  readonly nestedRoutes: readonly string[];
  /** @default none */
  readonly operationGroups: OperationGroups;
  /** @default 60 */
  readonly cacheSeconds: number;
  /** @default 'ignored' */
  readonly clientCertificate: 'required' | 'ignored';
  /** @default 900 */
  readonly outageGraceSeconds: number;
}

/** Reports every environment variable that is wrong. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

/**
 * Reads the settings from environment variables. A missing or empty variable takes its default.
 *
 * @throws SettingsError that names every problem at once
 */
export function readSettings(environmentVariables: EnvironmentVariables): AuthorizerSettings {
  const problems: string[] = [];
  const read = <T>(
    variable: string,
    expected: string,
    fallback: T | undefined,
    parse: (text: string) => T | undefined,
  ): T => {
    const text = environmentVariables[variable]?.trim() ?? '';
    const value = text === '' ? fallback : parse(text);
    if (value === undefined) problems.push(`${variable} is "${text}", expected ${expected}`);
    // Never used when undefined: a problem throws below.
    return value as T;
  };
  const seconds = (variable: string, fallback: number, from: number, to: number): number =>
    read(variable, `whole seconds from ${from} to ${to}`, fallback, (text) =>
      /^\d{1,9}$/.test(text) && Number(text) >= from && Number(text) <= to ? Number(text) : undefined,
    );

  const settings: AuthorizerSettings = {
    credentialsPrefix: read(SETTINGS.credentialsPrefix, 'a prefix of secret names that ends in /', undefined, (text) =>
      /^[A-Za-z0-9/_+=.@-]+\/$/.test(text) ? text : undefined,
    ),
    nonceTable: read(SETTINGS.nonceTable, 'the name or ARN of a table', undefined, (text) => text),
    realm: read(SETTINGS.realm, 'printable ASCII without " and \\', 'APS', (text) =>
      /^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/.test(text) ? text : undefined,
    ),
    signatureMethods: read(SETTINGS.signatureMethods, `some of ${SIGNATURE_METHODS.join(',')}`, ['HMAC-SHA1'], (text) =>
      readSignatureMethods(splitList(text)),
    ),
    timestampWindowSeconds: seconds(SETTINGS.timestampWindowSeconds, 300, 1, 999_999_999),
    clockSkewSeconds: seconds(SETTINGS.clockSkewSeconds, 300, 0, 999_999_999),
    allowedApsHeaders: read(SETTINGS.allowedApsHeaders, 'aps-* header names', new Set(), (text) => {
      const names = splitList(text).map((name) => name.toLowerCase());
      return names.every((name) => /^aps-[a-z0-9-]+$/.test(name)) ? new Set(names) : undefined;
    }),
    authorization: read(SETTINGS.authorization, `one of ${AUTHORIZATIONS.join(', ')}`, 'canonical', (text) =>
      AUTHORIZATIONS.find((known) => known === text),
    ),
    forwarding: read(SETTINGS.forwarding, `one of ${FORWARDINGS.join(', ')}`, 'httpProxy', (text) =>
      FORWARDINGS.find((known) => known === text),
    ),
    clientCertificate: read(SETTINGS.clientCertificate, 'required, or nothing', 'ignored', (text) =>
      text === 'required' ? text : undefined,
    ),
    nestedRoutes: read(SETTINGS.nestedRoutes, 'paths of routes', [], (text) => {
      const paths = splitList(text);
      return paths.every((path) => /^(?:\/[A-Za-z0-9._-]+)+$/.test(path)) ? paths : undefined;
    }),
    operationGroups: read(SETTINGS.operationGroups, 'a JSON object of operation groups', {}, readOperationGroups),
    cacheSeconds: seconds(SETTINGS.cacheSeconds, 60, 1, 999_999_999),
    outageGraceSeconds: seconds(SETTINGS.outageGraceSeconds, 900, 0, 999_999_999),
  };
  if (problems.length > 0)
    throw new SettingsError(`The authorizer's environment variables are wrong: ${problems.join('; ')}`);
  return settings;
}

function splitList(text: string): readonly string[] {
  return text.split(',').map((part) => part.trim());
}

function readSignatureMethods(names: readonly string[]): readonly SignatureMethod[] | undefined {
  const methods = SIGNATURE_METHODS.filter((method) => names.includes(method));
  return methods.length === new Set(names).size ? methods : undefined;
}

/** Reads groups whose operations are lists; the rule of a consumer who has such a group reads the operations. */
function readOperationGroups(text: string): OperationGroups | undefined {
  const groups = parseJsonObject(text);
  return groups && Object.values(groups).every(isGroup) ? (groups as unknown as OperationGroups) : undefined;
}

function isGroup(group: unknown): boolean {
  return isJsonObject(group) && isOneOf(SECURITY_LEVELS, group.level) && Array.isArray(group.operations);
}
