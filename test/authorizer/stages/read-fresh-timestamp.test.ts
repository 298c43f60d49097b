import { Denied } from '../../../lambda/authorizer/decision';
import { readFreshTimestamp } from '../../../lambda/authorizer/stages/read-fresh-timestamp';

const NOW = 1_795_320_000_999;
const SETTINGS = { timestampWindowSeconds: 300, clockSkewSeconds: 20 };
const check = (timestamp: string) => {
  const fresh = readFreshTimestamp(timestamp, NOW, SETTINGS);
  return fresh instanceof Denied ? fresh.reason : fresh.rememberUntil;
};

test.each(['1795319700', '1795320000', '1795320020', '0001795320000', '1795320000'.padStart(64, '0')])(
  '%s is fresh',
  (timestamp) => {
    expect(check(timestamp)).toBe(Number(timestamp) + 380);
  },
);

test('a timestamp of nine digits can be fresh', () => {
  expect(readFreshTimestamp('137131200', 137_131_200_000, SETTINGS)).toEqual({ rememberUntil: 137_131_580 });
});

test.each(['1795319699', '1795320021', '0', '1', '179532000', '17953200000', '9'.repeat(64)])(
  '%s is outside the window',
  (timestamp) => {
    expect(check(timestamp)).toBe('timestamp_refused');
  },
);

test.each([
  '',
  ' 1795320000',
  '1795320000 ',
  '1795320000\n',
  '+1795320000',
  '-1',
  '1795320000.0',
  '1e9',
  '0x6b0',
  '1_0',
  '1795abc',
  '١٧٩٥٣٢٠٠٠٠',
  '１７９５',
  '1795320000'.padStart(65, '0'),
])('%j is not a timestamp', (timestamp) => {
  expect(check(timestamp)).toBe('timestamp_malformed');
});

test.each([
  ['1795320000.25', 'It is 1795320000.25.'],
  ['', 'It is empty.'],
  [' 1"', 'It is %201%22.'],
])('the message says that %j was sent', (timestamp, sentence) => {
  expect(readFreshTimestamp(timestamp, NOW, SETTINGS)).toMatchObject({ detail: { sentence } });
});

test.each([
  ['1795319699999', ''],
  ['1795319700000', ', in milliseconds'],
  ['1795320020000', ', in milliseconds'],
  ['1795320020001', ''],
])('the message repeats %s%s', (timestamp, words) => {
  expect(readFreshTimestamp(timestamp, NOW, SETTINGS)).toMatchObject({
    detail: { sentence: `It is ${timestamp}${words}; the gateway accepts 1795319700 to 1795320020.` },
  });
});

test('the message recognizes milliseconds', () => {
  expect(readFreshTimestamp('1795320000123', NOW, SETTINGS)).toMatchObject({
    detail: { sentence: 'It is 1795320000123, in milliseconds; the gateway accepts 1795319700 to 1795320020.' },
  });
});
