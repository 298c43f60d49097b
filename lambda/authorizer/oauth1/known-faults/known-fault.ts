import type { Signing } from '../signing';

/** A mistake that clients are known to make when they sign. */
export interface KnownFault {
  /** Stable name, for logs. */
  readonly id: string;
  /** Clients that make it; empty if it is made by hand, in code or configuration. */
  readonly clients: readonly string[];
  /** Completes "It verifies with …". Printable ASCII without quotes and backslashes. */
  readonly sentence: string;
  /** Advice, as one or more sentences of the same characters. */
  readonly remedy: string;
  /** A match proves that the sender has the whole secret, a part of it, or nothing: its key is not secret. */
  readonly proves: 'secret' | 'part of secret' | 'nothing';
  /** Reads how the query was typed, which an authorizer can only guess: API Gateway decodes it. */
  readonly readsSpelling?: true;
  /** Ways in which a client with this fault may sign; none if the fault makes no difference to the request. */
  readonly change: (signing: Signing) => readonly Signing[];
}
