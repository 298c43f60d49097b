import { type GatewayDescriptor, isMeteredByReseller } from '../descriptor';
import type { PublicConsumer } from '../onboarding/consumer';
import type { Quota } from '../onboarding/ports';
import { addDays, LONGEST_PERIOD_DAYS, periodStart, type QuotaPeriod, utcDay } from '../periods';
import type { DueNotice } from './due';
import type { NoticePorts } from './ports';

/** Used share of a quota, in percent, from which a notice is due. */
const NEARLY_USED = 80;

/** Reads the quotas of a gateway's consumers, and returns the notices about those that are nearly or wholly used. */
export async function quotaNotices(
  metering: NoticePorts['metering'],
  gateway: GatewayDescriptor,
  consumers: readonly PublicConsumer[],
  now: Date,
): Promise<readonly DueNotice[]> {
  const notices: DueNotice[] = [];
  for (const [tier, usagePlanId] of Object.entries(gateway.usagePlans)) {
    const meters = metersOf(gateway, tier, consumers);
    if (meters.length === 0) continue;
    const quota = await metering.quota(usagePlanId);
    if (!quota) continue;
    const period = periodOf(quota, now);
    const usage = await metering.usage(usagePlanId, { from: period.start, to: utcDay(now.getTime()) });
    for (const meter of meters) {
      const remaining = usage.get(meter.apiKeyId)?.at(-1)?.remaining;
      if (remaining !== undefined) notices.push(...quotaNotice(meter, quota, remaining, { tier, ...period }));
    }
  }
  return notices;
}

/** An API key that counts calls, and the consumer whose calls they are; without one, those of all of a reseller. */
interface CountedMeter {
  readonly apiKeyId: string;
  readonly reseller: string;
  readonly consumer?: PublicConsumer;
}

function metersOf(gateway: GatewayDescriptor, tier: string, consumers: readonly PublicConsumer[]) {
  const onTier = consumers.filter((consumer) => consumer.tier === tier && consumer.status === 'active');
  const shared = isMeteredByReseller(gateway, tier);
  const meters = onTier.map((consumer): [string, CountedMeter] => {
    const { apiKeyId, reseller } = consumer;
    return [apiKeyId, { apiKeyId, reseller, ...(!shared && { consumer }) }];
  });
  return [...new Map(meters).values()];
}

function quotaNotice(
  { reseller, consumer }: CountedMeter,
  { limit }: Quota,
  remaining: number,
  { tier, start, end }: { readonly tier: string; readonly start: string; readonly end: string },
): readonly DueNotice[] {
  const percent = (100 * (limit - remaining)) / limit;
  if (percent < NEARLY_USED) return [];
  const kind = percent >= 100 ? 'quota-used' : 'quota-nearly-used';
  const values = { tier, limit: String(limit), periodEnd: `${end} 00:00 UTC`, percent: String(Math.floor(percent)) };
  return [{ kind, occasion: `${tier}/${start}`, reseller, ...(consumer && { consumer }), values }];
}

/** First day of the period that contains a time, and the day on which the next one starts. */
function periodOf(quota: QuotaPeriod, now: Date): { readonly start: string; readonly end: string } {
  const start = periodStart(quota, utcDay(now.getTime()));
  for (let days = 1; days < LONGEST_PERIOD_DAYS; days += 1) {
    const day = addDays(start, days);
    if (periodStart(quota, day) !== start) return { start, end: day };
  }
  return { start, end: addDays(start, LONGEST_PERIOD_DAYS) };
}
