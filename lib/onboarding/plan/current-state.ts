import type { ApiKeyState, StoredCredentials } from '../ports';

/** An API key of a consumer and the usage plans that hold it. */
export interface PresentApiKey extends ApiKeyState {
  readonly usagePlanIds: readonly string[];
}

/** All that exists for a consumer key at a gateway. */
export interface PresentConsumer {
  readonly consumerKey: string;
  /** Name of the credentials secret and of the API key. */
  readonly name: string;
  readonly credentials: StoredCredentials;
  /** API keys with the consumer's name, oldest first; one, unless something went wrong. */
  readonly apiKeys: readonly PresentApiKey[];
}
