import type { Capability } from './case';
import type { Credentials } from './sign';

/** A request as the UI node received it; header names in lower case. */
export interface NodeRequest {
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A gateway to test: on localhost, an emulator or AWS. */
export interface Target {
  readonly name: string;
  /** Origin that the consumer signs over; `Host` is its authority. */
  readonly origin: string;
  /** Origin to connect to, and a prefix of the path, if they differ from the target's. */
  readonly connect?: { readonly origin: string; readonly pathPrefix: string };
  /** PEM file of the authority that the target's certificate comes from; the system's when absent. */
  readonly caFile?: string;
  readonly consumers: {
    readonly consumer: Credentials;
    readonly otherGateway?: Credentials;
    readonly suspended?: Credentials;
    readonly metered?: Credentials;
    readonly throttled?: Credentials;
  };
  /** Capabilities that the target lacks, each with the reason. */
  readonly lacks: Readonly<Partial<Record<Capability, string>>>;
  /** The last request that reached the UI node; `undefined` when none did. */
  readonly lastNodeRequest?: () => NodeRequest | undefined;
}
