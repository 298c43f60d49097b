import { DENY_REFUSALS } from '../all-refusals';
import type { DenyReason } from '../deny-reason';
import { GATEWAY_REFUSALS, type GatewayRefusal } from '../gateway-refusals';
import type { Refusal } from '../refusals';
import type { Scheme } from './contract';
import { TEXTS_WITH_TOKENS } from './refusals';
import { type OtherTexts, withTexts } from './with-texts';

/** Texts of the gateway's own refusals at gateways that accept bearer tokens only, or either scheme. No function has them. */
const GATEWAY_TEXTS_WITH_TOKENS = {
  only: {
    throttled: { remedy: 'Wait as long as Retry-After says, then send the request again.' },
    authorizer_unavailable: { remedy: 'Wait as long as Retry-After says, then send the request again.' },
    platform_busy: {
      remedy: 'Wait as long as Retry-After says, then send the request again; it was not forwarded.',
    },
  },
  either: {
    throttled: {
      remedy: 'Wait as long as Retry-After says, then send the request again, with a new signature if it is signed.',
    },
    authorizer_unavailable: {
      remedy: 'Wait as long as Retry-After says, then send the request again, with a new signature if it is signed.',
    },
    platform_busy: {
      remedy:
        'Wait as long as Retry-After says, then send the request again, with a new signature if it is signed; it was not forwarded.',
    },
  },
} as const satisfies Record<string, Partial<Record<GatewayRefusal, OtherTexts>>>;

/**
 * Returns every refusal by code, as a gateway words it for requests of these schemes.
 *
 * @param schemes that the gateway accepts, or of the one request
 */
export function refusalsAt(schemes: readonly string[]): Readonly<Record<DenyReason | GatewayRefusal, Refusal>> {
  const all: Readonly<Record<DenyReason | GatewayRefusal, Refusal>> = { ...DENY_REFUSALS, ...GATEWAY_REFUSALS };
  if (!schemes.includes('bearer' satisfies Scheme)) return all;
  const variant = schemes.includes('oauth1' satisfies Scheme) ? 'either' : 'only';
  return withTexts(all, { ...TEXTS_WITH_TOKENS[variant], ...GATEWAY_TEXTS_WITH_TOKENS[variant] });
}
