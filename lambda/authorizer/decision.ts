import type { DenyReason } from './deny-reason';
import type { GatewayRefusal } from './gateway-refusals';

/** The consumer that an authenticated request comes from. */
export interface ConsumerIdentity {
  readonly consumerKey: string;
  readonly reseller: string;
  readonly tier: string;
}

/** Returns only the identity of a consumer. */
export function identityOf({ consumerKey, reseller, tier }: ConsumerIdentity): ConsumerIdentity {
  return { consumerKey, reseller, tier };
}

/** Headers that the UI nodes get instead of the consumer's own. */
export interface ReplacedHeaders {
  readonly authorization?: string;
  readonly forwarded?: string;
}

/** The request is forwarded, and metered by this API key. */
export class Allowed {
  readonly effect = 'allow';
  constructor(
    readonly consumer: ConsumerIdentity,
    readonly apiKeyValue: string,
    readonly headers: ReplacedHeaders = {},
  ) {}
}

/** Details that a denial adds to its reason's texts: printable ASCII without quotes and backslashes. */
export interface DenialDetail {
  /** One more sentence for the caller. */
  readonly sentence?: string;
  /** Takes the place of the reason's own remedy. */
  readonly remedy?: string;
  /** More members of the challenge, such as `oauth_acceptable_timestamps`. */
  readonly challenge?: Readonly<Record<string, string>>;
  /** Seconds after which the reason ends by itself. */
  readonly retryAfter?: number;
}

/** The request is refused. */
export class Denied {
  readonly effect = 'deny';
  constructor(
    readonly reason: DenyReason,
    readonly detail: DenialDetail = {},
    /** Set only once the signature is verified. */
    readonly consumer?: ConsumerIdentity,
  ) {}
}

/** The request is correct, but its tier has to wait because the platform is busy. */
export class Shed {
  readonly effect = 'shed';
  readonly reason = 'platform_busy' satisfies GatewayRefusal;
  constructor(readonly consumer: ConsumerIdentity) {}
}

export type Decision = Allowed | Denied | Shed;
