import { SIGNATURE_METHODS } from '../../lambda/authorizer/contract';
import { diagnose } from '../../lib/diagnose/diagnose';
import type { CapturedRequest } from '../../lib/diagnose/inputs/captured-request';
import { NOW, signed, withHeader } from './support/captured';

const hints = (request: CapturedRequest) =>
  diagnose(request, { secrets: [], hosts: [], signatureMethods: SIGNATURE_METHODS, nowMs: NOW }).hints.map(
    ({ sentence }) => sentence,
  );
const ofUrl = (url: string) => hints(signed({ url }));

test('a plain request gives no hint', () => {
  expect(ofUrl('https://gateway.example/aps/2/resources?a=b&c=d%20e')).toEqual([]);
});

test.each([
  ['http', 'http://gateway.example/aps/2/x', /scheme http/],
  ['http with its port', 'http://gateway.example:80/aps/2/x', /scheme http/],
  ['the default port', 'https://gateway.example:443/aps/2/x', /port 443, which is not signed/],
  ['another port', 'https://gateway.example:8443/aps/2/x', /port 8443, which is signed/],
  ['capital letters in the host', 'https://Gateway.example/aps/2/x', /capital letters/],
  ['a semicolon', 'https://gateway.example/aps/2/x?a=1;2', /";", at which API Gateway splits/],
  ['a plus', 'https://gateway.example/aps/2/x?a=1+2', /"\+", which API Gateway reads as a space/],
  ['escapes of escapes', 'https://gateway.example/aps/2/x?a=%2528', /percent-encoded twice/],
  ['escapes in names', 'https://gateway.example/aps/2/x?a%28b=1', /name in the query has escapes/],
  ['parameters without =', 'https://gateway.example/aps/2/x?limit(0,10)', /has no =/],
  ['a second =', 'https://gateway.example/aps/2/x?a=b=c', /clients cut it there/],
  ['an empty pair', 'https://gateway.example/aps/2/x?a=1&&b=2', /empty parameter/],
  ['& at the end', 'https://gateway.example/aps/2/x?a=1&', /empty parameter/],
  ['repeated names', 'https://gateway.example/aps/2/x?a=1&a=2', /occurs more than once/],
  [
    'the name of a VPC endpoint with the id of an API',
    'https://1o9d74bokj-vpce-0a1b.execute-api.eu-central-1.amazonaws.com/aps/2/x',
    /a name of the VPC endpoint/,
  ],
  [
    'the name of a VPC endpoint',
    'https://vpce-0a1b.execute-api.eu-central-1.vpce.amazonaws.com/aps/2/x',
    /a name of the VPC endpoint/,
  ],
  ['escapes in the path', 'https://gateway.example/aps/2/x%20y', /path has escapes/],
])('%s is the only thing seen', (_title, url, sentence) => {
  const seen = ofUrl(url);

  expect(seen).toHaveLength(1);
  expect(seen[0]).toMatch(sentence);
});

test('a signature that no key can produce is named first', () => {
  const request = withHeader(signed(), (header) => header.replace(/(oauth_signature=")[^"]*/, '$1abcd'));

  expect(hints(request)[0]).toBe('No key can produce this oauth_signature: it has 4 characters; HMAC-SHA1 has 28.');
});

test('white space around the consumer key is named', () => {
  expect(hints(signed({}, { consumerKey: 'crm ' }))[0]).toMatch(/consumer_key begins or ends with white space/);
});
