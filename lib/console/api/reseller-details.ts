import { type TierLimits, tierLimitsText } from '../../kit/limits-text';
import type { ResellerDetails, ResellerView } from '../contract';

/** A reseller from `reseller show`, with the limits of its tiers in words. */
export function resellerDetails(result: unknown): ResellerDetails {
  const { reseller } = result as {
    readonly reseller: ResellerView & { readonly limits: Readonly<Record<string, TierLimits>> };
  };
  const { limits, ...shown } = reseller;
  return {
    reseller: shown,
    limits: Object.fromEntries(Object.entries(limits).map(([tier, own]) => [tier, tierLimitsText(own)])),
  };
}
