import * as fc from 'fast-check';
import { dueNotices, endingOverlap } from '../../lib/notices/due';
import { noticeId } from '../../lib/notices/render';
import type { PublicConsumer } from '../../lib/onboarding/consumer';
import { DAY_MS } from '../../lib/periods';

const NOW = new Date('2027-03-10T12:00:00Z');

function after(days: number): string {
  return new Date(NOW.getTime() + days * DAY_MS).toISOString();
}

function consumer(more: Partial<PublicConsumer> = {}): PublicConsumer {
  return {
    consumerKey: 'crm',
    reseller: 'alpha',
    tier: 'standard',
    status: 'active',
    secrets: [{}],
    apiKeyId: 'key-1',
    about: {},
    ...more,
  };
}

/** Kinds and occasions of what is due now. */
function due(more: Partial<PublicConsumer>, now = NOW): string[] {
  return dueNotices(consumer(more), now).map(({ kind, occasion }) => `${kind} ${occasion}`);
}

test.each([
  [30.1, []],
  [29.9, ['30']],
  [7.1, ['30']],
  [6.9, ['7']],
  [1.1, ['7']],
  [0.9, ['1']],
  [0, []],
  [-1, []],
])('with %d days left, the notices of these days are due: %j', (days, levels) => {
  const end = after(days);

  expect(due({ secrets: [{ validUntil: end }] })).toEqual(levels.map((level) => `secret-expires ${end}/${level}`));
  expect(due({ rules: { validUntil: end } })).toEqual(levels.map((level) => `validity-expires ${end}/${level}`));
});

test('the end of a previous secret is not that of the last', () => {
  expect(due({ secrets: [{}, { validUntil: after(3) }] })).toEqual([]);
  expect(due({ secrets: [{ validUntil: after(20) }, { validUntil: after(3) }] })).toEqual([
    `secret-expires ${after(20)}/30`,
  ]);
});

test('an end that is extended makes notices of its own', () => {
  const offset = '2027-03-15T01:00:00+01:00';

  expect(due({ secrets: [{ validUntil: offset }] })).toEqual(['secret-expires 2027-03-15T00:00:00.000Z/7']);
  expect(due({ secrets: [{ validUntil: after(6) }] })).not.toEqual(due({ secrets: [{ validUntil: after(5) }] }));
});

test('a suspended consumer gets no notice about an end, but one about its suspension', () => {
  const record = {
    status: 'suspended',
    secrets: [{ validUntil: after(3) }],
    about: { statusChangedAt: after(-1) },
  } as const;

  expect(due(record)).toEqual([`suspended ${after(-1)}`]);
});

test('events older than two days, and consumers that are being offboarded, make no notices', () => {
  expect(due({ about: { onboardedAt: after(-2.1), statusChangedAt: after(-3) } })).toEqual([]);
  expect(due({ about: { onboardedAt: after(-1), offboarding: { at: after(-0.1), statusBefore: 'active' } } })).toEqual(
    [],
  );
  expect(due({ about: { onboardedAt: after(-1), statusChangedAt: after(-0.5) } })).toEqual([
    `onboarded ${after(-1)}`,
    `resumed ${after(-0.5)}`,
  ]);
});

test('a consumer without secrets gets no notice about secrets, and one about its validity', () => {
  const end = after(5);

  expect(due({ subject: 'crm|prod', secrets: [], rules: { validUntil: end } })).toEqual([`validity-expires ${end}/7`]);
});

test.each([
  [{ secrets: [{}, { validUntil: after(1) }] }, after(1)],
  [{ secrets: [{}, { validUntil: after(3) }] }, undefined],
  [{ secrets: [{}, { validUntil: after(-1) }] }, undefined],
  [{ secrets: [{ validUntil: after(0.5) }, { validUntil: after(1) }] }, undefined],
  [{ secrets: [{}] }, undefined],
  [{ status: 'suspended', secrets: [{}, { validUntil: after(1) }] }, undefined],
] as const)('the overlap of %j ends at %s', (record, end) => {
  expect(endingOverlap(consumer(record), NOW)).toBe(end);
});

test('hourly runs make each notice of an end exactly once, whatever the time left', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.2, max: 60, noNaN: true }), (days) => {
      const record = consumer({ secrets: [{ validUntil: after(days) }] });
      const hours = Array.from({ length: 61 * 24 }, (_, hour) => new Date(NOW.getTime() + hour * 3_600_000));
      const ids = hours.flatMap((now) => dueNotices(record, now).map(noticeId));
      const levels = [30, 7, 1].filter((level) => level === 30 || days > (level === 7 ? 1 : 0));
      const reached = days <= 1 ? [1] : days <= 7 ? [7, 1] : levels;

      expect(new Set(ids).size).toBe(reached.length);
    }),
    { numRuns: 30 },
  );
});
