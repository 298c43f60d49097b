/**
 * The function's contract: its environment variables, the secret's document, context keys, and the refusals that a caller
 * can get. The constructs and the CLI import only this file and the pure `oauth1/` from `lambda/`.
 */
import type { OperationRule } from './consumers/rules/operation-group';
import type { SecurityLevel } from './consumers/rules/security-level';

export * from './gateway-refusals';
export type * from './deny-reason';
export type * from './refusals';
export * from './all-refusals';
export * from './bearer/contract';
export { isOnlyOfSignatures } from './bearer/only-of-signatures';
export { BEARER_REFUSALS } from './bearer/refusals';
export { refusalsAt } from './bearer/refusals-at';
export { subjectKey } from './bearer/subject-key';
export { CHECKS, type Check, checkOutcomes } from './checks';
export { CONSUMER_KEY_PATTERN } from './consumers/consumer-key';
export * from './shedding/shedding-item';
export { secretId } from './consumers/secret-id';
export { pathPattern, reachesPath } from './consumers/rules/path-pattern';
export type * from './consumers/rules/operation-group';
export { coversLevel, SECURITY_LEVELS, type SecurityLevel } from './consumers/rules/security-level';
export type { Fault } from './faults';
export * from './lockout/table';
export { sourceOf } from './text/source';

/** Environment variables of the function, all set by its construct. Numbers are decimal strings. */
export const SETTINGS = {
  /** `aps-gateway/<environment>/<reseller>/`: the prefix of every secret that the function may read. */
  credentialsPrefix: 'APS_GATEWAY_CREDENTIALS_PREFIX',
  /** Name of the DynamoDB table that stores nonces. */
  nonceTable: 'APS_GATEWAY_NONCE_TABLE',
  /** Hosts of the two services in the function's partition and region, such as `dynamodb.eu-central-1.amazonaws.com`. */
  secretsManagerHost: 'APS_GATEWAY_SECRETS_MANAGER_HOST',
  dynamodbHost: 'APS_GATEWAY_DYNAMODB_HOST',
  /** Realm of the challenge in `WWW-Authenticate`. */
  realm: 'APS_GATEWAY_REALM',
  /** Comma-separated signature methods that the gateway accepts. */
  signatureMethods: 'APS_GATEWAY_SIGNATURE_METHODS',
  /** The oldest timestamp accepted, in seconds. */
  timestampWindowSeconds: 'APS_GATEWAY_TIMESTAMP_WINDOW_SECONDS',
  /** Greatest lead of a timestamp over the gateway's clock, in seconds. */
  clockSkewSeconds: 'APS_GATEWAY_CLOCK_SKEW_SECONDS',
  /** Comma-separated, lower-case `aps-*` header names that a consumer may send. */
  allowedApsHeaders: 'APS_GATEWAY_ALLOWED_APS_HEADERS',
  /** One of `AUTHORIZATIONS`. */
  authorization: 'APS_GATEWAY_AUTHORIZATION',
  /** One of `FORWARDINGS`. */
  forwarding: 'APS_GATEWAY_FORWARDING',
  /** `required` if the gateway has mutual TLS: then no request without a client certificate is accepted. */
  clientCertificate: 'APS_GATEWAY_CLIENT_CERTIFICATE',
  /** Comma-separated paths of routes that lie within another route; set only if there are some. */
  nestedRoutes: 'APS_GATEWAY_NESTED_ROUTES',
  /** {@link OperationGroups} as JSON; set only if the environment declares some. */
  operationGroups: 'APS_GATEWAY_OPERATION_GROUPS',
  /** {@link LockoutLimits} as JSON, and the name of the table of failed attempts; set only if the gateway has a lockout. */
  lockout: 'APS_GATEWAY_LOCKOUT',
  lockoutTable: 'APS_GATEWAY_LOCKOUT_TABLE',
  /** {@link SheddingSettings} as JSON; set only if the environment declares shedding. */
  shedding: 'APS_GATEWAY_SHEDDING',
  /** Age at which credentials are read again, in seconds. */
  cacheSeconds: 'APS_GATEWAY_CACHE_SECONDS',
  /** Time past that age for which cached credentials are used while Secrets Manager does not answer, in seconds. */
  outageGraceSeconds: 'APS_GATEWAY_OUTAGE_GRACE_SECONDS',
} as const;

/** Signature methods that a gateway can accept (RFC 5849 §3.4.2; HMAC-SHA256 only swaps the hash). */
export const SIGNATURE_METHODS = ['HMAC-SHA1', 'HMAC-SHA256'] as const;
export type SignatureMethod = (typeof SIGNATURE_METHODS)[number];

/** Ways of a request to the UI nodes: by API Gateway itself, or by the forwarder. */
export const FORWARDINGS = ['httpProxy', 'lambda'] as const;
export type Forwarding = (typeof FORWARDINGS)[number];

/** Kinds of Authorization header for the UI nodes: one written from the verified parameters, or the consumer's own. */
export const AUTHORIZATIONS = ['canonical', 'asSent'] as const;
export type Authorization = (typeof AUTHORIZATIONS)[number];

/** Days of the week, as service hours name them. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** CloudWatch metrics that the function writes in embedded metric format, with their dimensions. */
export const METRICS = {
  namespace: 'ApsGateway',
  /** Dimension of every metric, so that a search can ask for exactly one environment. */
  environment: 'environment',
  /** Dimension: `{environment}/{reseller}` of the gateway. */
  gateway: 'gateway',
  /** Dimension: `allowed`, a deny reason, `platform_busy` or `authorizer_unavailable`. */
  reason: 'reason',
  /** Count, by environment, gateway and reason. */
  decisions: 'Decisions',
  /** Dimension: a `Fault`, why a request could not be checked. */
  fault: 'fault',
  /** Count, by environment, gateway and fault. */
  faults: 'Faults',
  /** Dimension: the tier of a consumer whose request was shed. */
  tier: 'tier',
  /** Count of shed requests, by environment, gateway and tier. */
  shed: 'ShedRequests',
  /** Milliseconds, by environment and gateway. */
  duration: 'Duration',
} as const;

/** Attributes of the nonce table: the key (a hash of the claim) and its expiry in epoch seconds. */
export const NONCE_TABLE_KEY = 'claim';
export const NONCE_TABLE_TTL = 'expiresAt';

/** Daily window in which a consumer is served; `from` later than `until` spans midnight. */
export interface ServiceHours {
  /** Days on which the window starts; every day when absent. */
  readonly days?: readonly Weekday[];
  /** Local time `HH:MM`, inclusive. */
  readonly from: string;
  /** Local time `HH:MM`, exclusive; `24:00` is the end of the day. */
  readonly until: string;
  /** IANA name, such as `Europe/Berlin`. */
  readonly timeZone: string;
}

/** Rules for one consumer. Every rule that is set must hold; an absent rule does not restrict. */
export interface ConsumerRules {
  /** Served from this instant (ISO 8601 with offset or `Z`), inclusive. */
  readonly validFrom?: string;
  /** Served until this instant (ISO 8601 with offset or `Z`), exclusive. */
  readonly validUntil?: string;
  readonly serviceHours?: ServiceHours;
  /** Addresses and CIDR blocks, IPv4 or IPv6; one of them must contain the source IP. */
  readonly sourceIps?: readonly string[];
  /** Ids of VPC endpoints, through one of which the request must have come. For gateways with an internal audience. */
  readonly sourceVpcEndpoints?: readonly string[];
  /**
   * SHA-256 fingerprints or subject names of client certificates, one of which the request must have been sent with. For
   * gateways with mutual TLS: other gateways see no certificate.
   */
  readonly clientCertificates?: readonly string[];
  /** `readOnly` allows GET on every route; a list allows what any of its rules allows. */
  readonly operations?: 'readOnly' | readonly OperationRule[];
  /** Names of operation groups; allows what any of them allows. A group above the consumer's level allows nothing. */
  readonly groups?: readonly string[];
  /** C, the lowest, when absent. */
  readonly securityLevel?: SecurityLevel;
  /** Narrows the gateway's signature methods for this consumer. */
  readonly signatureMethods?: readonly SignatureMethod[];
}

/** One consumer secret, as the platform generated it. */
export interface ConsumerSecret {
  readonly value: string;
  /** Accepted until this instant (ISO 8601 with offset or `Z`), exclusive; forever when absent. */
  readonly validUntil?: string;
}

/**
 * The document in a credentials secret: one Secrets Manager secret per consumer, named by {@link credentialsSecretName}.
 * The CLI writes it and the function reads it. The function ignores unknown members, except below `rules`: a rule that is
 * not understood cannot be enforced, so it makes the document malformed.
 */
export interface CredentialsDocument {
  readonly version: 1;
  readonly consumerKey: string;
  /** The consumer's reseller: the gateway's own, or another one that the gateway serves. */
  readonly reseller: string;
  /** The tier whose usage plan meters the consumer. */
  readonly tier: string;
  readonly status: 'active' | 'suspended';
  /** One secret, or two while a rotation overlaps; the newest first. None of a consumer that has a subject. */
  readonly secrets: readonly [] | readonly [ConsumerSecret] | readonly [ConsumerSecret, ConsumerSecret];
  /**
   * Subject of the consumer's bearer tokens, from which its consumer key is made. Functions that accept no bearer tokens
   * answer 503 to a document without a secret.
   */
  readonly subject?: string;
  /** The internal API key that meters the consumer. */
  readonly apiKey: { readonly id: string; readonly value: string };
  readonly rules?: ConsumerRules;
  /**
   * Until this instant (ISO 8601 with offset or `Z`), the log lines of the consumer's requests have names and outcomes in
   * addition. The function ignores an instant that is invalid, or later than {@link LONGEST_DEBUG_MS} from now.
   */
  readonly debugUntil?: string;
}

type OptionalName<T> = { [K in keyof T]-?: undefined extends T[K] ? K : never }[keyof T];

/** A name such as `rules.operations` or `debugUntil`. */
type DocumentMember = `rules.${keyof ConsumerRules}` | Exclude<OptionalName<CredentialsDocument>, 'rules' | 'subject'>;

const DOCUMENT_MEMBERS: Readonly<Record<DocumentMember, true>> = {
  'rules.validFrom': true,
  'rules.validUntil': true,
  'rules.serviceHours': true,
  'rules.sourceIps': true,
  'rules.sourceVpcEndpoints': true,
  'rules.clientCertificates': true,
  'rules.operations': true,
  'rules.groups': true,
  'rules.securityLevel': true,
  'rules.signatureMethods': true,
  debugUntil: true,
};

/**
 * Returns the names of the document's optional members, such as `rules.operations`. The descriptor publishes those that
 * the deployed function knows: it would answer 503 to a document with another rule, and ignore another member.
 *
 * @param bearer true for a function that accepts bearer tokens
 */
export function documentMembers(bearer = false): readonly string[] {
  return [...Object.keys(DOCUMENT_MEMBERS), ...(bearer ? ['subject'] : [])];
}

/** A consumer is debugged for at most this long, in milliseconds. */
export const LONGEST_DEBUG_MS = 86_400_000;

/** Values that the function adds to the request context: `$context.authorizer.<key>` in mappings and access logs. */
export interface AuthorizerContext {
  /** `allowed`, or the code of the deny reason. */
  readonly reason: string;
  /** Set only once the signature is verified, as are `reseller` and `tier`. */
  readonly consumerKey?: string;
  readonly reseller?: string;
  readonly tier?: string;
  /** Of a denial: the message for the caller, safe inside a JSON string. */
  readonly message?: string;
  /** Of a denial: the value of `WWW-Authenticate`. */
  readonly challenge?: string;
  /** Of a denial that ends by itself: the seconds until then. */
  readonly retryAfter?: number;
  /** Of an allowed request: the Authorization header for the UI nodes. */
  readonly authorization?: string;
  /** Of an allowed request that has a Forwarded header: the header that replaces it on the way to the UI nodes. */
  readonly forwarded?: string;
}

/** Returns `aps-gateway/<environment>/<gateway>/`. The function may read secrets only below its own prefix. */
export function credentialsPrefix(environment: string, gateway: string): string {
  return `aps-gateway/${environment}/${gateway}/`;
}

/** Returns the name of a consumer's credentials secret below a gateway's prefix. */
export function credentialsSecretName(prefix: string, consumerKey: string): string {
  return prefix + consumerKey;
}
