import type { Credentials } from '../../lib/conformance/sign';

/** A consumer that the run onboards. */
export interface TrialConsumer extends Credentials {
  readonly reseller: string;
  readonly tier: string;
}

const consumer = (reseller: string, consumerKey: string, tier: string): TrialConsumer => ({
  reseller,
  consumerKey,
  consumerSecret: `secret-of-${consumerKey}`,
  tier,
});

/** Consumers, by role. */
export const CONSUMERS = {
  alpha: consumer('alpha', 'crm', 'standard'),
  suspended: consumer('alpha', 'old-shop', 'standard'),
  metered: consumer('alpha', 'small-shop', 'tiny'),
  throttled: consumer('alpha', 'slow-shop', 'slow'),
  beta: consumer('beta', 'billing', 'standard'),
} as const;
export type Consumers = typeof CONSUMERS;
