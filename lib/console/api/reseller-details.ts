import { DEFAULT_PRIORITY } from '../../../lambda/authorizer/contract';
import { accessFacts, type GatewayAccess } from '../../kit/access-text';
import { type TierLimits, tierLimitsText } from '../../kit/limits-text';
import type { ResellerDetails, ResellerView } from '../contract';

/** A reseller from `reseller show`, with the limits of its tiers and its access in words. */
export function resellerDetails(result: unknown): ResellerDetails {
  const { reseller } = result as {
    readonly reseller: ResellerView & GatewayAccess & { readonly limits: Readonly<Record<string, TierLimits>> };
  };
  const { limits, ...shown } = reseller;
  const text = (own: TierLimits) =>
    tierLimitsText(shown.shedsLoad ? { ...own, priority: own.priority ?? DEFAULT_PRIORITY } : own);
  return {
    reseller: shown,
    limits: Object.fromEntries(Object.entries(limits).map(([tier, own]) => [tier, text(own)])),
    access: accessFacts(shown),
  };
}
