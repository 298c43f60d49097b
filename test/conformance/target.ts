import type { Capability } from './case';
import type { Credentials } from './sign';

/** A request as the UI node got it; header names in lower case. */
export interface NodeRequest {
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Something that claims to be a gateway: localhost, an emulator, AWS. */
export interface Target {
  readonly name: string;
  /** Origin that the consumer signs over; `Host` is its authority. */
  readonly origin: string;
  /** Where the connection goes and what is put before the path, when that is not the origin. */
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
