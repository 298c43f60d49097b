import { readCsv } from '../../../lib/cli/files/csv';

const read = (text: string) => readCsv({ name: 'file.csv', text }, ['consumerKey', 'tier']);
const RECORDS = [
  { consumerKey: 'crm-one', tier: 'standard', note: 'a, b' },
  { consumerKey: 'crm-two', tier: 'premium', note: '' },
];

test.each([
  ['commas', 'consumerKey,tier,note\ncrm-one,standard,"a, b"\ncrm-two,premium,\n'],
  ['semicolons', 'consumerKey;tier;note\ncrm-one;standard;a, b\ncrm-two;premium;\n'],
  ['tabs', 'consumerKey\ttier\tnote\ncrm-one\tstandard\ta, b\ncrm-two\tpremium\t\n'],
  [
    'a line that names the separator',
    'sep=;\r\nconsumerKey;tier;note\r\ncrm-one;standard;a, b\r\ncrm-two;premium;\r\n',
  ],
  ['a separator of its own', 'sep=|\nconsumerKey|tier|note\ncrm-one|standard|a, b\ncrm-two|premium|\n'],
  ['line ends of old Macs', 'consumerKey,tier,note\rcrm-one,standard,"a, b"\rcrm-two,premium,\r'],
  ['empty rows', 'consumerKey,tier,note\r\n\r\ncrm-one,standard,"a, b"\r\n,,\r\ncrm-two,premium,\r\n , , \r\n'],
  ['empty columns at the end', 'consumerKey,tier,note,,\ncrm-one,standard,"a, b",,\ncrm-two,premium,,,\n,,,,\n'],
])('a table with %s is read as spreadsheets write it', async (_what, text) => {
  expect((await read(text)).map(({ record }) => record)).toEqual(RECORDS);
});

test('rows have the lines that an editor shows', async () => {
  const rows = await read('sep=,\r\nconsumerKey,tier,note\r\na,b,"two\r\nlines"\r\n\r\nc,d,e\r\n');

  expect(rows.map(({ line }) => line)).toEqual([4, 6]);
});

test.each([
  ['the wrong separator', 'consumerKey:tier\na:b\n', 'line 1: expected a line of column names with: consumerKey, tier'],
  ['a quote that is not closed', 'consumerKey,tier\na,"Hunter22\n', 'line 2: a quote is not closed'],
  [
    'a formula that keeps zeros',
    'consumerKey,tier\n="0012",b\n',
    'line 2: a quote is inside a field; put the field in quotes and double the quote',
  ],
  [
    'text after a quote',
    'consumerKey,tier\n"a"Hunter22,b\n',
    'line 2: text follows a closing quote; double each quote inside a quoted field',
  ],
  ['a column twice', 'consumerKey,tier,note,tier\na,b,c,d\n', 'line 1: columns 2 and 4 have the same name'],
  ['a value without a column', 'consumerKey,,tier\na,Hunter22,b\n', 'line 2: column 2 has a value but no name'],
  [
    'a row that is too short',
    'consumerKey,tier\nHunter22\n',
    'line 2: got 1 field, expected 2, as in the line of column names',
  ],
  [
    'rows that are too long',
    'consumerKey,tier\na,b,Hunter22\nc,d,e\nf,g,h\n',
    'line 2: got 3 fields, expected 2, as in the line of column names (and 2 more rows like this)',
  ],
])('%s is refused once, and nothing of the file is repeated', async (_what, text, message) => {
  await expect(read(text)).rejects.toMatchObject({ code: 'usage', message: `file.csv, ${message}` });
});
