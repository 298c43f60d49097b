import { runInsightsQuery } from '../../../../lib/local/aws/logs/insights';

const EVENTS = [
  event(10, { consumerKey: 'crm', status: '200', secretId: '1' }),
  event(11, { consumerKey: 'crm', status: 429 }),
  event(9, { consumerKey: '-', status: '403' }),
];

function event(hour: number, fields: object) {
  const message = JSON.stringify(fields);
  return { timeMs: Date.UTC(2026, 2, 5, hour), logGroup: '/alpha/access', message, fields: { ...fields } };
}

test('events are filtered, and summed up by fields; an absent field has no value', () => {
  const query =
    'filter ispresent(consumerKey) and consumerKey != "-" | stats max(@timestamp) as last, count(*) as n by consumerKey, secretId';

  expect(runInsightsQuery(query, EVENTS)).toEqual([
    { consumerKey: 'crm', secretId: '1', last: '2026-03-05 10:00:00.000', n: '1' },
    { consumerKey: 'crm', last: '2026-03-05 11:00:00.000', n: '1' },
  ]);
});

test('events are counted by bins of time', () => {
  const query = 'stats count(*) as n by bin(2h), consumerKey';

  expect(runInsightsQuery(query, EVENTS)).toEqual([
    { 'bin(2h)': '2026-03-05 10:00:00.000', consumerKey: 'crm', n: '2' },
    { 'bin(2h)': '2026-03-05 08:00:00.000', consumerKey: '-', n: '1' },
  ]);
});

test('percentiles are of the values that are numbers', () => {
  const values = ['-', ...Array.from({ length: 200 }, (_, index) => String(index + 1))];
  const events = values.map((ms) => event(1, { ms }));

  expect(runInsightsQuery('stats pct(ms, 50) as half, pct(ms, 99) as most, pct(other, 5) as none', events)).toEqual([
    { half: '100', most: '198' },
  ]);
});

test.each([
  ['filter status >= 400 and status < 429', '1'],
  ['filter consumerKey = "crm"', '2'],
])('"%s" leaves %s', (filter, count) => {
  const rows = runInsightsQuery(`${filter} | stats count(*) as n by consumerKey`, EVENTS);

  expect(rows.map(({ n }) => n)).toEqual([count]);
});

test('lines that contain a text are found, oldest first, with their log group', () => {
  const query =
    'filter @message like "consumerKey" and @message like "4" | sort @timestamp asc | fields @log, @message';

  expect(runInsightsQuery(query, EVENTS)).toEqual([
    { '@log': '000000000000:/alpha/access', '@message': '{"consumerKey":"-","status":"403"}' },
    { '@log': '000000000000:/alpha/access', '@message': '{"consumerKey":"crm","status":429}' },
  ]);
});

test.each(['filter strlen(x) > 3', 'stats avg(x) as a by y', 'sort x'])('"%s" is refused', (query) => {
  expect(() => runInsightsQuery(query, EVENTS)).toThrow('has no stand-in');
});
