import { runInsightsQuery } from '../../../../lib/local/aws/logs/insights';

const EVENTS = [
  { timeMs: Date.UTC(2026, 2, 5, 10), fields: { consumerKey: 'crm', status: '200', secretId: '1' } },
  { timeMs: Date.UTC(2026, 2, 5, 11), fields: { consumerKey: 'crm', status: 429 } },
  { timeMs: Date.UTC(2026, 2, 5, 9), fields: { consumerKey: '-', status: '403' } },
];

test('events are filtered, and summed up by fields; an absent field has no value', () => {
  const query =
    'filter ispresent(consumerKey) and consumerKey != "-" | stats max(@timestamp) as last, count(*) as n by consumerKey, secretId';

  expect(runInsightsQuery(query, EVENTS)).toEqual([
    { consumerKey: 'crm', secretId: '1', last: '2026-03-05 10:00:00.000', n: '1' },
    { consumerKey: 'crm', last: '2026-03-05 11:00:00.000', n: '1' },
  ]);
});

test.each([
  ['filter status >= 400 and status < 429', '1'],
  ['filter consumerKey = "crm"', '2'],
])('"%s" leaves %s', (filter, count) => {
  const rows = runInsightsQuery(`${filter} | stats count(*) as n by consumerKey`, EVENTS);

  expect(rows.map(({ n }) => n)).toEqual([count]);
});

test.each(['filter strlen(x) > 3', 'stats avg(x) as a by y', 'sort x'])('"%s" is refused', (query) => {
  expect(() => runInsightsQuery(query, EVENTS)).toThrow('has no stand-in');
});
