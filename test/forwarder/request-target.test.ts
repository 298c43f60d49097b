import { hmacsign } from 'oauth-sign';
import { requestTarget } from '../../lambda/forwarder/request-target';
import { verifySignature } from '../../lib/local/ui-node/verify-signature';

const PATH = '/aps/2/resources';

test.each([
  [
    'a call without a value keeps parentheses, commas and stars',
    { 'and(eq(a,1),like(name,*x*))': [''] },
    'and(eq(a,1),like(name,*x*))',
  ],
  ['a type URI stays literal', { 'implementing(http://aps.test/t/1.0)': [''] }, 'implementing(http://aps.test/t/1.0)'],
  ['a value keeps its equals signs', { name: ['like=*q*'] }, 'name=like=*q*'],
  ['a repeated parameter keeps all its values', { x: ['1', '3', '2'] }, 'x=1&x=3&x=2'],
  ['parameters keep their order', { z: ['9'], 'limit(0,10)': [''] }, 'z=9&limit(0,10)'],
  ['a space is encoded', { q: ['a b'] }, 'q=a%20b'],
  ['a plus is encoded', { q: ['a+b'] }, 'q=a%2Bb'],
  ['a percent sign is encoded', { q: ['100%'] }, 'q=100%25'],
  ['characters that would separate parameters are encoded', { 'a&b': ['c#d;e'] }, 'a%26b=c%23d%3Be'],
  ['brackets, braces and pipes are encoded', { q: ['[{|}]'] }, 'q=%5B%7B%7C%7D%5D'],
  ['non-ASCII text is encoded as UTF-8', { q: ['é€😀'] }, 'q=%C3%A9%E2%82%AC%F0%9F%98%80'],
  ['the plus of sort, which arrives as a space, is restored', { 'sort( name,-id, age)': [''] }, 'sort(+name,-id,+age)'],
  ['a space elsewhere stays a space', { 'eq(name, x)': [''] }, 'eq(name,%20x)'],
  ['an equals sign in a name without value is encoded', { 'a=b': [''] }, 'a%3Db'],
  ['an equals sign in a name with a value is encoded', { 'a=b': ['c=d'] }, 'a%3Db=c=d'],
])('%s', (_fact, query, expected) => {
  expect(requestTarget(PATH, query)).toBe(`${PATH}?${expected}`);
});

test('without a query there is no question mark', () => {
  expect(requestTarget('/aps/2/resources/', {})).toBe('/aps/2/resources/');
});

test('the path is forwarded as requested', () => {
  expect(requestTarget('/aps/2/resources/a%20b%2Fc/', {})).toBe('/aps/2/resources/a%20b%2Fc/');
});

test('a signature over a name with an equals sign verifies at the node', () => {
  const oauth = { oauth_consumer_key: 'k', oauth_nonce: 'n', oauth_signature_method: 'HMAC-SHA1' };
  const signed = { ...oauth, 'a=b': 'c=d' };
  const signature = encodeURIComponent(hmacsign('GET', `https://api.alpha.test${PATH}`, signed, 's', ''));
  const parameters = Object.entries({ ...oauth, oauth_signature: signature }).map(
    ([name, value]) => `${name}="${value}"`,
  );
  const request = {
    method: 'GET',
    target: requestTarget(PATH, { 'a=b': ['c=d'] }),
    headers: [
      ['X-Forwarded-Host', 'api.alpha.test'],
      ['Authorization', `OAuth ${parameters.join(', ')}`],
    ] as const,
  };
  expect(verifySignature(request, () => [{ secrets: ['s'], gatewayHost: 'api.alpha.test' }])).toEqual({
    verdict: 'verified',
    consumerKey: 'k',
  });
});
