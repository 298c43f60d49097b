import type { FleetUsage } from '../../onboarding/usage/fleet';
import type { ResellerPlace, ResellerTotal } from '../../onboarding/usage/totals';

/** Formats usage of many resellers as CSV: a line for each consumer and each tier on which it called. */
export async function fleetCsv(usage: readonly FleetUsage[], resellers: readonly ResellerPlace[]): Promise<string> {
  const { stringify } = await import('csv-stringify/sync');
  const references = new Map(resellers.map(({ id, externalReference }) => [id, externalReference]));
  return stringify(
    usage.flatMap((one) => {
      const reseller = one.reseller ?? 'unknown';
      return tiersOf(one).map((tier) => ({ reseller, externalReference: references.get(reseller) ?? '', ...tier }));
    }),
    {
      header: true,
      columns: ['reseller', 'externalReference', 'consumerKey', 'tier', 'calls', 'refused', 'quota', 'period'],
    },
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

function tiersOf({ consumerKey, tiers, refused }: FleetUsage) {
  const onlyRefused = Object.keys(refused ?? {}).filter((tier) => tiers.every((one) => one.tier !== tier));
  return [
    ...tiers.map(({ tier, calls, quota }) => ({
      consumerKey,
      tier,
      calls,
      refused: refused ? (refused[tier] ?? 0) : '',
      quota: quota ? quota.limit : 'unlimited',
      period: quota ? quota.period.toLowerCase() : '',
    })),
    ...onlyRefused.map((tier) => ({ consumerKey, tier, calls: 0, refused: refused?.[tier], quota: '', period: '' })),
  ];
}
