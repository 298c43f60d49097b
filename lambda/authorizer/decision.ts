import type { DenyReason } from './refusals';

/** Who a proved request comes from. */
export interface ConsumerIdentity {
  readonly consumerKey: string;
  readonly reseller: string;
  readonly tier: string;
}

/** Picks who a consumer is from all that is known about it. */
export function identityOf({ consumerKey, reseller, tier }: ConsumerIdentity): ConsumerIdentity {
  return { consumerKey, reseller, tier };
}

/** The request may go on, metered by this API key. */
export class Allowed {
  readonly effect = 'allow';
  constructor(
    readonly consumer: ConsumerIdentity,
    readonly apiKeyValue: string,
  ) {}
}

/** What a denial adds to the texts of its reason. All of it is printable ASCII without quotes and backslashes. */
export interface DenialDetail {
  /** One more sentence for the caller. */
  readonly sentence?: string;
  /** Further members of the challenge, such as `oauth_acceptable_timestamps`. */
  readonly challenge?: Readonly<Record<string, string>>;
}

/** The request may not go on. */
export class Denied {
  readonly effect = 'deny';
  constructor(
    readonly reason: DenyReason,
    readonly detail: DenialDetail = {},
    /** Only once the signature is proved. */
    readonly consumer?: ConsumerIdentity,
  ) {}
}

export type Decision = Allowed | Denied;
