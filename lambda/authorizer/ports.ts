import type { Consumer, VerificationKey } from './consumers/consumer';
import type { MalformedDocumentError } from './consumers/malformed-document';

/** What Secrets Manager says about a consumer key. */
export type Knowledge =
  | { readonly kind: 'known'; readonly consumer: Consumer }
  | { readonly kind: 'unknown' }
  | {
      readonly kind: 'malformed';
      readonly problem: MalformedDocumentError;
      /** As far as they could be read, so that the fault is told to the consumer alone. */
      readonly secrets: readonly VerificationKey[] | undefined;
    };

/** Reads what is known of a consumer now. @throws AuthorizerUnavailableError */
export type CredentialsSource = (consumerKey: string) => Promise<Knowledge>;

/** What makes a request unique for a consumer (RFC 5849 §3.3), decoded. */
export interface NonceClaim {
  readonly consumerKey: string;
  readonly token: string;
  readonly timestamp: string;
  readonly nonce: string;
  /** Epoch seconds after which the claim may be forgotten. */
  readonly rememberUntil: number;
}

/** Claims a nonce in one atomic step; exactly one of any number of claims is the first. @throws AuthorizerUnavailableError */
export type NonceStore = (claim: NonceClaim) => Promise<'claimed' | 'used'>;

/** Current time in epoch milliseconds. */
export type Clock = () => number;
