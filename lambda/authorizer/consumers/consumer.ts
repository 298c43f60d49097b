import type { KeyObject } from 'node:crypto';
import { type ConsumerRules, LONGEST_DEBUG_MS, type OperationGroups } from '../contract';
import type { ConsumerIdentity } from '../decision';
import type { JsonObject } from '../json-object';
import { MalformedDocumentError, readExactObject, readObject } from './malformed-document';
import { hmacKey } from '../oauth1/hmac-signature';
import { clientCertificatesRule } from './rules/client-certificates';
import { groupsRule, readSecurityLevel } from './rules/groups';
import { readInstant } from './rules/instant';
import { operationsRule } from './rules/operations';
import type { Rule } from './rules/rule';
import { serviceHoursRule } from './rules/service-hours';
import { signatureMethodsRule } from './rules/signature-methods';
import { sourceIpRule } from './rules/source-ip';
import { sourceVpcEndpointRule } from './rules/source-vpc-endpoint';
import { statusRule } from './rules/status';
import { validityRule } from './rules/validity';
import { secretId } from './secret-id';

/** A consumer with its HMAC keys precomputed from its credentials document. */
export interface Consumer extends ConsumerIdentity {
  readonly apiKeyValue: string;
  readonly secrets: readonly VerificationKey[];
  /** The subject of its bearer tokens; absent for a consumer that signs. */
  readonly subject?: string;
  /**
   * Returns its rules in the order in which they are applied: the first that denies gives the reason. They are read at the
   * first call, once a signature is proved: reading many takes longer than a verification, and would show that the key
   * exists.
   *
   * @throws MalformedDocumentError
   */
  readonly rules: () => readonly Rule[];
  /** Debugged until this time, in epoch milliseconds; NaN if never. */
  readonly debugUntilMs: number;
}

/** The HMAC key of one consumer secret. */
export interface VerificationKey {
  readonly id: string;
  readonly key: KeyObject;
  /** Accepted until this instant, in epoch milliseconds, exclusive. */
  readonly validUntil: number | undefined;
}

/** Reads the members of a document by which its consumer proves itself. Throws a MalformedDocumentError. */
export type ReadProof = (root: JsonObject, consumerKey: string) => Pick<Consumer, 'secrets' | 'subject'>;

/** Result of looking a consumer key up. */
export type Knowledge =
  | { readonly kind: 'known'; readonly consumer: Consumer }
  | { readonly kind: 'unknown' }
  | {
      readonly kind: 'malformed';
      readonly problem: MalformedDocumentError;
      /** The document's secrets if they are readable, so that only the consumer itself learns of the fault. */
      readonly secrets: readonly VerificationKey[] | undefined;
    };

/**
 * Looks up the current credentials of a consumer key.
 *
 * @throws AuthorizerUnavailableError when they cannot be read
 */
export type CredentialsSource = (consumerKey: string) => Promise<Knowledge>;

/**
 * Parses a credentials secret. A malformed document is a result, not an exception.
 *
 * @param document the secret's text, JSON
 * @param groups the gateway's operation groups
 * @param readProof reads the members by which the consumer proves itself
 */
export function readKnowledge(
  consumerKey: string,
  document: string,
  groups: OperationGroups = {},
  readProof: ReadProof = readSigner,
): Knowledge {
  try {
    return { kind: 'known', consumer: readConsumer(consumerKey, document, groups, readProof) };
  } catch (error) {
    if (!(error instanceof MalformedDocumentError)) throw error;
    return { kind: 'malformed', problem: error, secrets: readableSecrets(document) };
  }
}

/** Tests whether a consumer is debugged now. */
export function isDebugged({ debugUntilMs }: Consumer, nowMs: number): boolean {
  return nowMs < debugUntilMs && debugUntilMs - nowMs <= LONGEST_DEBUG_MS;
}

/** Reads the rules of a consumer whose signature is proved; malformed rules make its document malformed. */
export function withRules(knowledge: Knowledge): Knowledge {
  if (knowledge.kind !== 'known') return knowledge;
  try {
    knowledge.consumer.rules();
    return knowledge;
  } catch (error) {
    if (!(error instanceof MalformedDocumentError)) throw error;
    return { kind: 'malformed', problem: error, secrets: knowledge.consumer.secrets };
  }
}

/**
 * Reads the secrets of a malformed document, if they are readable. A consumer with a subject has none, so every
 * signature with its key is denied as if the key were unknown.
 */
function readableSecrets(document: string): readonly VerificationKey[] | undefined {
  try {
    const { subject, secrets } = parseObject(document);
    return subject === undefined ? readSecrets(secrets) : [];
  } catch {
    return undefined;
  }
}

/**
 * Parses a credentials document except its rules. Unknown members are ignored, except below `rules`: a rule that is not
 * understood cannot be enforced, so it makes the document malformed.
 *
 * @param readProof reads the members by which the consumer proves itself
 * @throws MalformedDocumentError
 */
export function readConsumer(
  consumerKey: string,
  document: string,
  groups: OperationGroups = {},
  readProof: ReadProof = readSigner,
): Consumer {
  const root = parseObject(document);
  if (root.version !== 1) throw new MalformedDocumentError('version', '1');
  if (root.consumerKey !== consumerKey) {
    throw new MalformedDocumentError('consumerKey', "the last part of the secret's name");
  }
  // Only these two stay in memory for the rules: the rest of the document holds the consumer secrets.
  const { status, rules } = root;
  return {
    consumerKey,
    reseller: text(root.reseller, 'reseller'),
    tier: text(root.tier, 'tier'),
    apiKeyValue: text(readObject(root.apiKey, 'apiKey').value, 'apiKey.value'),
    ...readProof(root, consumerKey),
    debugUntilMs: typeof root.debugUntil === 'string' ? Date.parse(root.debugUntil) : Number.NaN,
    rules: once(() => [statusRule(status), ...readRules(rules, groups)]),
  };
}

const RULES: Readonly<Record<keyof ConsumerRules, (rules: JsonObject, groups: OperationGroups) => Rule>> = {
  validFrom: (rules) => validityRule(rules.validFrom, undefined),
  validUntil: (rules) => validityRule(undefined, rules.validUntil),
  signatureMethods: (rules) => signatureMethodsRule(rules.signatureMethods),
  sourceIps: (rules) => sourceIpRule(rules.sourceIps),
  sourceVpcEndpoints: (rules) => sourceVpcEndpointRule(rules.sourceVpcEndpoints),
  clientCertificates: (rules) => clientCertificatesRule(rules.clientCertificates),
  serviceHours: (rules) => serviceHoursRule(rules.serviceHours),
  operations: (rules) => operationsRule(rules.operations),
  groups: (rules, groups) => groupsRule(rules.groups, rules.securityLevel, groups),
  // Restricts only the groups.
  securityLevel: (rules) => {
    readSecurityLevel(rules.securityLevel);
    return () => undefined;
  },
};

function readRules(declared: unknown, groups: OperationGroups): readonly Rule[] {
  if (declared === undefined) return [];
  const rules = readExactObject(declared, 'rules', Object.keys(RULES));
  return Object.entries(RULES)
    .filter(([name]) => rules[name] !== undefined)
    .map(([, makeRule]) => makeRule(rules, groups));
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** Reads the secrets of a consumer that signs. */
export function readSigner({ secrets }: JsonObject): Pick<Consumer, 'secrets'> {
  return { secrets: readSecrets(secrets) };
}

function readSecrets(declared: unknown): readonly VerificationKey[] {
  if (!Array.isArray(declared) || declared.length < 1 || declared.length > 2) {
    throw new MalformedDocumentError('secrets', 'one or two consumer secrets');
  }
  return declared.map((entry: unknown, index) => {
    const { value, validUntil, addedAt } = readObject(entry, `secrets[${index}]`);
    return {
      id: secretId(addedAt, index),
      key: hmacKey(text(value, `secrets[${index}].value`)),
      validUntil: readInstant(`secrets[${index}].validUntil`, validUntil),
    };
  });
}

function parseObject(document: string): JsonObject {
  try {
    return readObject(JSON.parse(document), 'document');
  } catch {
    throw new MalformedDocumentError('SecretString', 'a JSON object');
  }
}

function text(value: unknown, member: string): string {
  if (typeof value === 'string' && value !== '' && value.isWellFormed()) return value;
  throw new MalformedDocumentError(member, 'a non-empty text');
}
