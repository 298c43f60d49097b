/**
 * What others may know of the function: the environment variables it reads, the document it reads from Secrets
 * Manager, the keys it writes into the request context, and the refusals a caller can meet. The constructs and the
 * CLI import this file (and the pure `oauth1/`), nothing else of `lambda/`.
 */
export * from './refusals';
export type { Fault } from './faults';

/** Environment variables of the function, each set by the construct that makes it. Numbers are decimal strings. */
export const SETTINGS = {
  /** `aps-gateway/<environment>/<reseller>/`: the prefix of every secret that the function may read. */
  credentialsPrefix: 'APS_GATEWAY_CREDENTIALS_PREFIX',
  /** Name of the DynamoDB table that remembers nonces. */
  nonceTable: 'APS_GATEWAY_NONCE_TABLE',
  /** Realm of the challenge in `WWW-Authenticate`. */
  realm: 'APS_GATEWAY_REALM',
  /** Comma-separated signature methods that the gateway accepts. */
  signatureMethods: 'APS_GATEWAY_SIGNATURE_METHODS',
  /** How old, in seconds, a timestamp may be. */
  timestampWindowSeconds: 'APS_GATEWAY_TIMESTAMP_WINDOW_SECONDS',
  /** How far ahead of our clock, in seconds, a timestamp may be. */
  clockSkewSeconds: 'APS_GATEWAY_CLOCK_SKEW_SECONDS',
  /** Comma-separated, lower-case `aps-*` header names that a consumer may send. */
  allowedApsHeaders: 'APS_GATEWAY_ALLOWED_APS_HEADERS',
  /** How long, in seconds, credentials are used before they are read again. */
  cacheSeconds: 'APS_GATEWAY_CACHE_SECONDS',
  /** How long, in seconds past expiry, cached credentials serve while Secrets Manager does not answer. */
  outageGraceSeconds: 'APS_GATEWAY_OUTAGE_GRACE_SECONDS',
} as const;

/** Signature methods that a gateway can accept (RFC 5849 §3.4.2; HMAC-SHA256 is the same with another hash). */
export const SIGNATURE_METHODS = ['HMAC-SHA1', 'HMAC-SHA256'] as const;
export type SignatureMethod = (typeof SIGNATURE_METHODS)[number];

/** Days of the week as the service hours name them. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** CloudWatch metrics that the function writes, in embedded metric format, and their dimensions. */
export const METRICS = {
  namespace: 'ApsGateway',
  /** Dimension: `{environment}/{reseller}` of the gateway. */
  gateway: 'gateway',
  /** Dimension: `allowed`, a deny reason or `authorizer_unavailable`. */
  reason: 'reason',
  /** Count, by gateway and reason. */
  decisions: 'Decisions',
  /** Dimension: why a request could not be checked, as `Fault` lists it. */
  fault: 'fault',
  /** Count, by gateway and fault. */
  faults: 'Faults',
  /** Milliseconds, by gateway. */
  duration: 'Duration',
} as const;

/** Attributes of the nonce table: the key (a hash of the claim) and the time, in epoch seconds, after which it may go. */
export const NONCE_TABLE_KEY = 'claim';
export const NONCE_TABLE_TTL = 'expiresAt';

/** A window of the day in which a consumer is served; `from` later than `until` spans midnight. */
export interface ServiceHours {
  /** Days on which a window starts; all days when absent. */
  readonly days?: readonly Weekday[];
  /** Local time `HH:MM`, inclusive. */
  readonly from: string;
  /** Local time `HH:MM`, exclusive; `24:00` is the end of the day. */
  readonly until: string;
  /** IANA name, such as `Europe/Berlin`. */
  readonly timeZone: string;
}

/** One allowed group of operations. */
export interface OperationRule {
  /** HTTP methods; all when absent. */
  readonly methods?: readonly string[];
  /**
   * Path as requested, from `/aps/2/…` on. `*` stands for one segment or a part of it, a final `/**` for the path
   * itself and everything below it.
   */
  readonly path: string;
}

/** What one consumer may do. Every rule that is present must hold; an absent rule does not restrict. */
export interface ConsumerRules {
  /** Served from this instant on (ISO 8601 with offset or `Z`). */
  readonly validFrom?: string;
  /** Served until this instant (ISO 8601 with offset or `Z`), exclusive. */
  readonly validUntil?: string;
  readonly serviceHours?: ServiceHours;
  /** Addresses and CIDR blocks, IPv4 and IPv6, of which one must contain the source IP. */
  readonly sourceIps?: readonly string[];
  /** `readOnly` is GET on every route; a list allows what one of its rules allows. */
  readonly operations?: 'readOnly' | readonly OperationRule[];
  /** Narrows the gateway's signature methods for this consumer. */
  readonly signatureMethods?: readonly SignatureMethod[];
}

/** One consumer secret, as the platform generated it. */
export interface ConsumerSecret {
  readonly value: string;
  /** Accepted until this instant (ISO 8601 with offset or `Z`), exclusive; without end when absent. */
  readonly validUntil?: string;
}

/**
 * The credentials secret: one Secrets Manager secret for each consumer, named by {@link credentialsSecretName}. The
 * CLI writes it, the function reads it. Members that the function does not know are ignored by it, except below `rules`:
 * a rule that is not understood cannot be held, so the document counts as malformed.
 */
export interface CredentialsDocument {
  readonly version: 1;
  readonly consumerKey: string;
  /** The reseller that the consumer belongs to: the gateway's own or one that it also serves. */
  readonly reseller: string;
  /** The tier whose usage plan meters the consumer. */
  readonly tier: string;
  readonly status: 'active' | 'suspended';
  /** One or two secrets, the newest first; two while a rotation overlaps. */
  readonly secrets: readonly [ConsumerSecret] | readonly [ConsumerSecret, ConsumerSecret];
  /** The internal API key that meters the consumer. */
  readonly apiKey: { readonly id: string; readonly value: string };
  readonly rules?: ConsumerRules;
}

/** What the function puts into the request context; `$context.authorizer.<key>` in mappings and access logs. */
export interface AuthorizerContext {
  /** `allowed`, or the code of the deny reason. */
  readonly reason: string;
  /** Only once the signature is proved. */
  readonly consumerKey?: string;
  readonly reseller?: string;
  readonly tier?: string;
  /** On a denial: what the caller is told, safe inside a JSON string. */
  readonly message?: string;
  /** On a denial: the value of `WWW-Authenticate`. */
  readonly challenge?: string;
}

/** A consumer key that can be the last part of a secret's name; any other key belongs to nobody. */
export const CONSUMER_KEY_PATTERN = /^[A-Za-z0-9_.=@+-]{1,128}$/;

/** `aps-gateway/<environment>/<gateway>/`; the function may read below its own prefix only. */
export function credentialsPrefix(environment: string, gateway: string): string {
  return `aps-gateway/${environment}/${gateway}/`;
}

/** Name of a consumer's credentials secret below a gateway's prefix. */
export function credentialsSecretName(prefix: string, consumerKey: string): string {
  return prefix + consumerKey;
}
