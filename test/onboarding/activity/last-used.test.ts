import { lastUseOf, lastUseOfConsumer, readActivity } from '../../../lib/onboarding/activity/last-used';
import type { LogRow, LogSearch, LogSearchRequest } from '../../../lib/onboarding/ports';
import { GATEWAY } from '../support/current-state';

const now = new Date('2026-03-31T12:00:00Z');
const ADDED = '2026-03-01T00:00:00.000Z';

function search(rows: readonly LogRow[], kept: Date | undefined = new Date(0)) {
  const requests: LogSearchRequest[] = [];
  const logs: LogSearch = {
    keptSince: async () => kept,
    query: async (request) => {
      requests.push(request);
      return rows;
    },
  };
  return { logs, requests };
}

test('the log of the authorizer is searched for the last 30 days', async () => {
  const { logs, requests } = search([]);
  const { from, to } = await readActivity(logs, GATEWAY, { now, consumerKey: 'crm' });

  expect([from, to]).toEqual([new Date('2026-03-01T12:00:00Z'), now]);
  expect(requests).toEqual([
    {
      logGroup: GATEWAY.accessLogGroup.replace('access', 'authorizer'),
      query: 'filter consumerKey = "crm" | stats max(@timestamp) as lastUsed by consumerKey, secretId',
      from,
      to,
    },
  ]);
});

test('a log that is kept for a shorter time is searched from its start', async () => {
  const kept = new Date('2026-03-24T12:00:00Z');

  expect((await readActivity(search([], kept).logs, GATEWAY, { now })).from).toEqual(kept);
});

test.each(['2026-03-30 08:15:00.250', '1774858500250'])('a secret was last used at the time %s', async (lastUsed) => {
  const activity = await readActivity(search([{ consumerKey: 'crm', secretId: ADDED, lastUsed }]).logs, GATEWAY, {
    now,
  });

  expect(lastUseOf(activity, 'crm', { addedAt: ADDED }, 0)).toEqual(new Date('2026-03-30T08:15:00.250Z'));
  expect(lastUseOf(activity, 'crm', {}, 1)).toBe('never');
  expect(lastUseOf(activity, 'other', { addedAt: ADDED }, 0)).toBe('never');
});

test('a time that cannot be read fails the search', async () => {
  const { logs } = search([{ consumerKey: 'crm', lastUsed: 'soon' }]);

  await expect(readActivity(logs, GATEWAY, { now })).rejects.toThrow('returned the time "soon", expected a timestamp');
});

test('uses whose lines do not name the secret leave it unknown which one was used', async () => {
  const { logs } = search([{ consumerKey: 'crm', lastUsed: '2026-03-30 08:15:00.250' }]);
  const activity = await readActivity(logs, GATEWAY, { now });

  expect(lastUseOf(activity, 'crm', { addedAt: ADDED }, 0)).toBe('unknown');
  expect(lastUseOfConsumer(activity, 'crm')).toEqual(new Date('2026-03-30T08:15:00.250Z'));
});

test('without a log nothing was used', async () => {
  const { logs, requests } = search([], undefined);
  const none = { ...logs, keptSince: async () => undefined };

  expect((await readActivity(none, GATEWAY, { now })).uses.size).toBe(0);
  expect(requests).toEqual([]);
});
