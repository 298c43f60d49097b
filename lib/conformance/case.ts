/** Abilities that a case needs of its target. */
export type Capability =
  /** Responses of the gateway itself have our status, headers and body. */
  | 'gatewayResponses'
  /** The test can read the request that reaches the UI node. */
  | 'nodeCapture'
  /** Integration parameter mappings are applied. */
  | 'headerMapping'
  /** The headers of the UI node's answer come back. */
  | 'nodeResponseHeaders'
  /** The path reaches the node with its escapes as they were sent. */
  | 'rawPath'
  /** A trailing slash does not reach the node, which is so over `httpProxy`. */
  | 'slashLost'
  /** The query reaches the node in the form that the RQL parser expects. */
  | 'literalQuery'
  /** Quotas of usage plans are counted, and a consumer on a tier of three requests exists. */
  | 'metering'
  /** Throttles of usage plans hold, and a consumer on a tier of one request a second exists. */
  | 'throttling'
  /** Two consumers have operation groups: one may only GET, the other's group is above its level. */
  | 'operationGroups'
  /** The gateway accepts OAuth 1.0a signatures, and a consumer that signs is at hand. */
  | 'signatures'
  /** The gateway accepts bearer tokens, and one is at hand. */
  | 'tokens'
  /** An identity provider issues tokens to order, for consumers that are onboarded for the suite. */
  | 'identityProvider'
  /** A consumer may call only through a VPC endpoint, which the suite does not. */
  | 'vpcEndpoints'
  /** Sources are locked out after fewer failed attempts than the case makes. */
  | 'lockout'
  /** Load is shed from priority 9 on, and a consumer on a tier of that priority exists. */
  | 'shedding'
  /** The shedding level ends on demand. */
  | 'sheddingEnds'
  /** A second gateway with a consumer of its own exists. */
  | 'secondGateway'
  /** A suspended consumer exists. */
  | 'suspendedConsumer'
  /** Bodies are compressed and decompressed. */
  | 'compression'
  /** The route declares HEAD. */
  | 'headRoute'
  /** Malformed request lines are refused before the authorizer. */
  | 'strictRequestLine'
  /** Writing to the platform is harmless. */
  | 'writable';

/** Methods that a gateway can accept (RFC 5849, section 3.4.2; HMAC-SHA256 only swaps the hash). */
export type SignatureMethod = 'HMAC-SHA1' | 'HMAC-SHA256';

/** Signature of a request. */
export interface Signing {
  /**
   * Consumer that signs it; `nobody` sends no `Authorization`, and `tokenConsumer` has no secret, so a random one signs.
   */
  readonly by?:
    | 'consumer'
    | 'nobody'
    | 'unknownKey'
    | 'wrongSecret'
    | 'otherGateway'
    | 'suspended'
    | 'metered'
    | 'throttled'
    | 'grouped'
    | 'belowLevel'
    | 'inside'
    | 'tokenConsumer'
    | 'spare';
  /** Seconds added to the clock for the timestamp. */
  readonly clockOffset?: number;
  /** @default the target's */
  readonly method?: SignatureMethod | 'PLAINTEXT';
  /** Extra protocol parameters, signed with the others. */
  readonly extra?: Readonly<Record<string, string>>;
  /** Signs another request than the one that is sent. */
  readonly over?: { readonly method?: string; readonly target?: string };
  /** Name under which the header is sent; default: `Authorization`. */
  readonly name?: string;
  /** Changes the finished header. */
  readonly header?: (authorization: string) => string;
}

/** A consumer whose tokens an identity provider issues. `unknown` is not onboarded; `signer` has a secret and signs. */
export type TokenSubject = 'consumer' | 'suspended' | 'ended' | 'readOnly' | 'elsewhere' | 'unknown' | 'signer';

/** A token that the identity provider issues to order. */
export interface TokenOrder {
  /** @default consumer */
  readonly subject?: TokenSubject;
  /**
   * Claims and header parameters (`alg`, `kid`, `typ`) that differ from those of a correct token; the times `exp`, `nbf` and
   * `iat` are seconds from now.
   */
  readonly members?: Readonly<Record<string, string>>;
}

/** The bearer token of a request. */
export interface SentToken {
  /** @default a token that the gateway accepts */
  readonly order?: TokenOrder;
  /** Changes the finished token. */
  readonly change?: (token: string) => string;
  /** Sends a correct signature in a second header. */
  readonly signed?: true;
}

/** Part of the suite. */
export type CaseGroup = 'accepted' | 'payloads' | 'rql' | 'tokens' | 'refused' | 'routes';

/** A failed expectation. */
export interface Failure {
  /** The one who mends it. */
  readonly by: 'provider' | 'integrator' | 'platform team';
  /** Cause and remedy. */
  readonly means: string;
  /** Present if everything shows that the platform's property does not name the gateway yet, and nothing else is wrong. */
  readonly cause?: 'propertyNotSet';
}

/** One expectation of the gateway, the same against every target. */
export interface ConformanceCase {
  readonly id: string;
  readonly group: CaseGroup;
  readonly title: string;
  /** The fact that it proves about the gateway, as a clause. */
  readonly proves: string;
  readonly failure: Failure;
  /** Only informs: the gateway may conform if the expectation is not met. */
  readonly informs?: true;
  readonly method?: string;
  /** Path and query exactly as they go on the wire. */
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  readonly sign?: Signing;
  /** Sends this bearer token instead of a signature. */
  readonly token?: SentToken;
  /** Sends the same signed bytes this many times; the expectation is of the last response. */
  readonly times?: number;
  /** Done between two sendings of the same signed bytes. */
  readonly between?: 'endShedding';
  /** Signs again and sends, this many times; the expectation is of the last response. */
  readonly repeat?: number;
  readonly needs?: readonly Capability[];
  readonly expect: {
    readonly status: number;
    /** `code` of the JSON body. */
    readonly code?: string;
    /** `oauth_problem` of the challenge. */
    readonly problem?: string;
    /** `error` of the Bearer challenge (RFC 6750, section 3). */
    readonly error?: 'invalid_request' | 'invalid_token' | 'insufficient_scope';
    /** Headers of the answer; `null` must be absent. */
    readonly headers?: Readonly<Record<string, string | RegExp | null>>;
    /**
     * The request as the UI node received it; `null` must be absent, `{authorization}` is the header before `sign.header`.
     * Needs `nodeCapture`.
     */
    readonly node?: {
      readonly target?: string;
      readonly headers?: Readonly<Record<string, string | null>>;
      /** Text that is in no header. */
      readonly never?: string;
    };
  };
}

/** The collection that every platform has. */
export const LIST = '/aps/2/resources';

/** Members that the cases of a group have in common, unless one has its own. */
export type Shared = Pick<ConformanceCase, 'group' | 'proves' | 'failure'>;

/** A case whose shared members may be missing. */
export type CaseDraft = Omit<ConformanceCase, keyof Shared> & Partial<Pick<Shared, 'proves' | 'failure'>>;

/** Completes the cases of a group. */
export function proving(shared: Shared, cases: readonly CaseDraft[]): readonly ConformanceCase[] {
  return cases.map((one) => ({ ...shared, ...one }));
}
