import { readRecordFile } from '../../../lib/cli/files/record-files';

const read = (name: string, text: string) => readRecordFile({ name, text });

test('what looks like a number, a boolean or a date stays what is written', async () => {
  const text = `consumers:
  - consumerKey: 0012345
    tier: standard
    externalReference: 007
    displayName: on
  - consumerKey: 1e5
    tier: standard
    externalReference: 1.10
    validUntil: 2027-01-31
`;

  expect(await read('r.yaml', text)).toEqual([
    { record: { consumerKey: '0012345', tier: 'standard', externalReference: '007', displayName: 'on' }, line: 2 },
    { record: { consumerKey: '1e5', tier: 'standard', externalReference: '1.10', validUntil: '2027-01-31' }, line: 6 },
  ]);
});

test('records may be JSON', async () => {
  const text = '[\n  {"consumerKey": 12345678901234567890, "tier": "standard", "note": null}\n]\n';

  expect(await read('r.json', text)).toEqual([
    { record: { consumerKey: '12345678901234567890', tier: 'standard', note: null }, line: 2 },
  ]);
});

test('CSV without a column that every record needs is refused once', async () => {
  await expect(read('r.csv', 'consumerKey,reseller\na,alpha\nb,alpha\n')).rejects.toMatchObject({
    code: 'usage',
    message: 'r.csv, line 1: expected a line of column names with: consumerKey, tier',
  });
});

test.each([
  ['a map without consumers', 'alpha: [a]\n'],
  ['a text', 'Hunter22\n'],
  ['nothing', ''],
])('%s is refused with what is expected', async (_what, text) => {
  await expect(read('r.yaml', text)).rejects.toMatchObject({
    message: 'r.yaml: expected a list, or a map with the key consumers, as "export" writes it',
  });
});

test('an alias without an anchor is refused with its line, and its name is not repeated', async () => {
  await expect(read('r.yaml', 'consumers: *nope\n')).rejects.toMatchObject({
    message:
      'r.yaml, line 1: an alias without an anchor; expected an alias that follows its anchor; a text that begins with * in quotes',
  });
});
