import { percentDecode, percentEncode } from '../../../lambda/authorizer/oauth1/percent-encoding';

test.each([
  ['!', '%21'],
  ["'", '%27'],
  ['(', '%28'],
  [')', '%29'],
  ['*', '%2A'],
  [' ', '%20'],
  ['+', '%2B'],
  ['%', '%25'],
  ['/', '%2F'],
  ['é', '%C3%A9'],
  ['💥', '%F0%9F%92%A5'],
  ["(a)!*'", '%28a%29%21%2A%27'],
  ['Zz09-._~', 'Zz09-._~'],
])('%s is encoded as %s and decoded again', (text, encoded) => {
  expect(percentEncode(text)).toBe(encoded);
  expect(percentDecode(encoded)).toBe(text);
});

test('a plus is not decoded', () => {
  expect(percentDecode('a+b%20c')).toBe('a+b c');
});

test.each(['%', '%4', '%zz', '%FF', '%ED%A0%80'])('%s cannot be decoded', (text) => {
  expect(percentDecode(text)).toBeUndefined();
});
