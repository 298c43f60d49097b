import type { QuotaConfig, ThrottleConfig, TierConfig } from '../config/environment';
import type { KitModel, KitTier } from './kit-model';

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;

/** A number with separators, as English writes it. */
export function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** Says how many requests a tier allows, and when the count starts again. */
export function quotaText({ quota }: Pick<KitTier, 'quota'>): string {
  return quota ? `${count(quota.limit)} requests a ${quota.period}, counted ${periodText(quota)}` : 'unlimited';
}

/** Start of the period: API Gateway counts in UTC. */
function periodText({ period, offset }: QuotaConfig): string {
  if (period === 'day') return 'from 00:00 UTC';
  if (period === 'week') return `from ${WEEKDAYS[offset] ?? WEEKDAYS[0]}, 00:00 UTC`;
  return `from day ${offset + 1} of the month, 00:00 UTC`;
}

/** Says how fast requests may come. */
export function throttleText({ rateLimit, burstLimit }: ThrottleConfig): string {
  if (rateLimit === undefined) return 'unlimited';
  const burst = burstLimit === undefined ? '' : `, bursts of up to ${count(burstLimit)}`;
  return `${count(rateLimit)} requests a second${burst}`;
}

/** Limits of a tier. */
export type TierLimits = Pick<TierConfig, 'quota' | 'throttle' | 'meteredBy' | 'priority'>;

/** Says the limits of a tier in a line: quota, throttle, who shares them, and its priority unless it is the default. */
export function tierLimitsText(tier: TierLimits): string {
  const { quota, throttle, meteredBy, priority } = tier;
  return [
    quota ? quotaText({ quota }) : 'no quota',
    throttleText(throttle) === 'unlimited' ? 'no throttle' : throttleText(throttle),
    ...(meteredBy === 'reseller' ? ['shared by all consumers of a reseller'] : []),
    ...(priority === undefined ? [] : [`priority ${priority}`]),
  ].join('; ');
}

/** The largest request and answer, as the gateway forwards them. */
export function sizeTexts({ uiNodes: { forwarding, answers } }: KitModel): {
  readonly request: string;
  readonly answer: string;
} {
  return {
    request: `${forwarding === 'lambda' ? 6 : 10} MB of UTF-8 text; the Authorization header at most 8,192 characters, all headers and the URL together 10,240 bytes`,
    answer:
      answers === 'streamed'
        ? 'any size and type; after 10 MB, 2 MB a second'
        : `${forwarding === 'lambda' ? 6 : 10} MB of UTF-8 text`,
  };
}

/** Seconds as people say them. */
export function secondsText(seconds: number): string {
  return seconds >= 120 && seconds % 60 === 0 ? `${count(seconds / 60)} minutes` : `${count(seconds)} seconds`;
}
