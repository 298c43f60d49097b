import type { FleetUsage } from '../../onboarding/usage/fleet';
import { type ConsumerUsage, isShared } from '../../onboarding/usage/usage';
import { isUnknown } from './usage-text';
import type { ResellerPlace, ResellerTotal } from '../../onboarding/usage/totals';

const COLUMNS = ['reseller', 'externalReference', 'consumerKey', 'tier', 'calls', 'refused', 'quota', 'period'];

/**
 * Formats usage of many resellers as CSV: a line for each consumer and each tier on which it called. Where consumers share
 * a quota, the line with the calls has no consumer, and theirs have the calls in the access log, so that `calls` can be summed.
 */
export async function fleetCsv(usage: readonly FleetUsage[], resellers: readonly ResellerPlace[]): Promise<string> {
  const { stringify } = await import('csv-stringify/sync');
  const references = new Map(resellers.map(({ id, externalReference }) => [id, externalReference]));
  return stringify(
    usage.flatMap((one) => {
      const reseller = one.reseller ?? 'unknown';
      return tiersOf(one).map((tier) => ({ reseller, externalReference: references.get(reseller) ?? '', ...tier }));
    }),
    { header: true, columns: usage.some((one) => isShared(one)) ? [...COLUMNS, 'loggedCalls'] : COLUMNS },
  );
}

/** Formats the totals of resellers as CSV. */
export async function totalsCsv(totals: readonly ResellerTotal[]): Promise<string> {
  const { stringify } = await import('csv-stringify/sync');
  const records = totals.map(({ reseller, own, withSubResellers }) => ({
    reseller: reseller.id,
    externalReference: reseller.externalReference ?? '',
    parent: reseller.parent ?? '',
    ...own,
    callsWithSubResellers: withSubResellers.calls,
    refusedWithSubResellers: withSubResellers.refused ?? '',
  }));
  return stringify(records, {
    header: true,
    columns: [
      'reseller',
      'externalReference',
      'parent',
      'consumers',
      'calls',
      'refused',
      'callsWithSubResellers',
      'refusedWithSubResellers',
    ],
  });
}

function tiersOf(usage: FleetUsage) {
  const { tiers, refused } = usage;
  const consumerKey = isShared(usage) ? '' : usage.consumerKey;
  const sharedTier = isShared(usage) ? undefined : usage.sharedTier;
  const listed = [...tiers.map(({ tier }) => tier), sharedTier];
  const onlyRefused = Object.keys(refused ?? {}).filter((tier) => !listed.includes(tier));
  const refusedOn = (tier: string): number | '' => (refused ? (refused[tier] ?? 0) : '');
  return [
    ...tiers.map(({ tier, calls, quota }) => ({
      consumerKey,
      tier,
      calls,
      refused: tier === sharedTier ? '' : refusedOn(tier),
      quota: quota ? quota.limit : 'unlimited',
      period: quota ? quota.period.toLowerCase() : '',
    })),
    ...onlyRefused.map((tier) => ({ consumerKey, tier, calls: 0, refused: refusedOn(tier), quota: '', period: '' })),
    ...(isUnknown(usage)
      ? [{ consumerKey, tier: '', calls: 'unknown', refused: '', quota: 'offboarded', period: '' }]
      : []),
    ...(isShared(usage) || sharedTier === undefined ? [] : [sharedLine(usage, sharedTier, refusedOn(sharedTier))]),
  ];
}

function sharedLine({ consumerKey, loggedCalls }: ConsumerUsage, tier: string, refused: number | string) {
  return { consumerKey, tier, calls: '', refused, quota: 'shared', period: '', loggedCalls: loggedCalls ?? 'unknown' };
}
