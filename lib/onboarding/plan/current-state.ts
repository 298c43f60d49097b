import type { ApiKeyState, StoredCredentials } from '../ports';

/** An API key of a consumer, and the usage plans that contain it. */
export interface MeteredApiKey extends ApiKeyState {
  readonly usagePlanIds: readonly string[];
}

/** An API key as a plan compares it with the credentials: with its value. */
export interface CurrentApiKey extends MeteredApiKey {
  readonly value: string;
}

/** Everything that exists for a consumer key at a gateway. */
export interface CurrentState {
  readonly consumerKey: string;
  /** Name of the credentials secret and of the API key. */
  readonly name: string;
  readonly credentials: StoredCredentials;
  /** The consumer's own API keys, oldest first. More than one means that something went wrong. */
  readonly apiKeys: readonly CurrentApiKey[];
  /**
   * API keys that the consumer's reseller shares, of any tier, oldest first; the one that the credentials name is among
   * them. More than one of a name means that something went wrong.
   */
  readonly sharedKeys: readonly CurrentApiKey[];
}
