import type { Agent } from 'node:https';
import type { Capability, SignatureMethod, TokenOrder } from './case';
import type { Credentials } from './sign';

/** A request as the UI node received it; header names in lower case. */
export interface NodeRequest {
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A client's certificate and its key, both PEM. */
export interface ClientCertificate {
  readonly cert: string;
  readonly key: string;
}

/** Bearer tokens for a target. */
export interface TokenSource {
  /** Consumer key of the tokens' consumer. */
  readonly consumerKey: string;
  /** Returns a token that the gateway accepts. */
  readonly correct: () => Promise<string>;
  /** Issues a token to order; absent if no identity provider is at hand. */
  readonly issue?: (order: TokenOrder) => Promise<string>;
}

/** A gateway to test: on localhost, an emulator or AWS. */
export interface Target {
  readonly name: string;
  /** Origin that the consumer signs over; `Host` is its authority. */
  readonly origin: string;
  /** Origin to connect to, and a prefix of the path, if they differ from the target's. */
  readonly connect?: { readonly origin: string; readonly pathPrefix: string };
  /** PEM of the authorities that the target's certificate may come from; the system's when absent. */
  readonly ca?: string;
  /** Headers of every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Certificate that the client presents, for mutual TLS. */
  readonly clientCertificate?: ClientCertificate;
  /** Connects through a proxy; directly when absent. */
  readonly agent?: Agent;
  /** Method of signatures; HMAC-SHA1 when absent. */
  readonly signatureMethod?: SignatureMethod;
  readonly consumers: {
    /** Absent if its requests have tokens. */
    readonly consumer?: Credentials;
    readonly otherGateway?: Credentials;
    readonly suspended?: Credentials;
    readonly metered?: Credentials;
    readonly throttled?: Credentials;
    readonly grouped?: Credentials;
    readonly belowLevel?: Credentials;
    readonly inside?: Credentials;
    readonly spare?: Credentials;
  };
  /** Without a consumer that signs, all requests have its tokens. */
  readonly tokens?: TokenSource;
  /** Capabilities that the target lacks, each with the reason. */
  readonly lacks: Readonly<Partial<Record<Capability, string>>>;
  /** The last request that reached the UI node; `undefined` when none did. */
  readonly lastNodeRequest?: () => NodeRequest | undefined;
  /** Ends the shedding level. Resolves once the gateway has seen it. */
  readonly endShedding?: () => Promise<void>;
}
