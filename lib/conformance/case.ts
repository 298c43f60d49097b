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
  /** A consumer may call only through a VPC endpoint, which the suite does not. */
  | 'vpcEndpoints'
  /** Sources are locked out after fewer failed attempts than the case makes. */
  | 'lockout'
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
  /** Consumer that signs it; `nobody` sends no `Authorization`. */
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
    | 'inside';
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

/** Part of the suite. */
export type CaseGroup = 'accepted' | 'payloads' | 'rql' | 'refused' | 'routes';

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
  /** Sends the same signed bytes this many times; the expectation is of the last response. */
  readonly times?: number;
  /** Signs again and sends, this many times; the expectation is of the last response. */
  readonly repeat?: number;
  readonly needs?: readonly Capability[];
  readonly expect: {
    readonly status: number;
    /** `code` of the JSON body. */
    readonly code?: string;
    /** `oauth_problem` of the challenge. */
    readonly problem?: string;
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
