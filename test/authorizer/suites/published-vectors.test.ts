import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAuthority } from '../../../lambda/authorizer/oauth1/authority';
import { parseAuthorizationHeader } from '../../../lambda/authorizer/oauth1/authorization-header';
import { baseStringUri } from '../../../lambda/authorizer/oauth1/base-string-uri';
import { hmacKey, hmacSignature, verifyHmacSignature } from '../../../lambda/authorizer/oauth1/hmac-signature';
import { normalizedParameters } from '../../../lambda/authorizer/oauth1/normalized-parameters';
import type { Parameter } from '../../../lambda/authorizer/oauth1/parameter';
import { percentEncode } from '../../../lambda/authorizer/oauth1/percent-encoding';
import { parseQueryParameters } from '../../../lambda/authorizer/oauth1/query-parameters';
import { signatureBaseString } from '../../../lambda/authorizer/oauth1/signature-base-string';

// oxlint-disable-next-line typescript/no-explicit-any -- each kind of vector has its own input
type Vector = { id: string; kind: string; source: string; expect: string; input: any } & Record<string, string | null>;

const lines = readFileSync(join(__dirname, '../vectors/oauth1-published.jsonl'), 'utf8').trim().split('\n');
const vectors = lines.map((line) => JSON.parse(line) as Vector);
const ofKind = (...kinds: string[]) =>
  vectors.filter(({ kind }) => kinds.includes(kind)).map((v) => [v.id, v] as const);

/** A request's parameters as RFC 5849 §3.4.1.3.1 collects them, form body included. */
function baseString(method: string, url: string, authorization: string, body: string | null): string {
  const [, scheme, host, path = '', query = ''] = /^(https?):\/\/([^/?]+)([^?]*)(?:\?(.*))?$/.exec(url)!;
  const header = parseAuthorizationHeader(authorization) as readonly Parameter[];
  const uri = baseStringUri({ scheme: scheme as 'http', ...parseAuthority(host!)!, path });
  return signatureBaseString(method, uri, [
    ...parseQueryParameters(query),
    ...header.filter(([name]) => name !== 'oauth_signature'),
    ...parseQueryParameters(body ?? ''),
  ]);
}

test.each(ofKind('percent_encode'))('percent-encoding: %s', (_, { input, expect: expected }) => {
  expect(percentEncode(input as string)).toBe(expected);
});

test.each(ofKind('normalize'))('normalized parameters: %s', (_, { input, expect: expected }) => {
  expect(normalizedParameters(input as Parameter[])).toBe(expected);
});

test.each(ofKind('normalize_query'))('normalized parameters of a query: %s', (_, { input, expect: expected }) => {
  expect(normalizedParameters(parseQueryParameters(input as string))).toBe(expected);
});

test.each(ofKind('base_uri'))('base string URI: %s', (_, { input, expect: expected }) => {
  const { scheme, host, target } = input as { scheme: 'http' | 'https'; host: string; target: string };
  expect(baseStringUri({ scheme, ...parseAuthority(host)!, path: target.split('?')[0]! })).toBe(expected);
});

test.each(ofKind('base_string', 'base_string_from_query'))('signature base string: %s', (_, vector) => {
  // One vector is the base string of another one's request.
  const request = vectors.find(({ id }) => id === vector.input.id) ?? vector.input;
  const authorization = request.authorization ?? `OAuth ${request.header_params ?? ''}`.trim();
  expect(baseString(request.method, request.url, authorization, request.body ?? null)).toBe(vector.expect);
});

test.each(ofKind('hmac_sha1', 'hmac_sha256'))('signature: %s', (_, { kind, input, expect: expected }) => {
  const { consumer_secret: secret, token_secret: token, base_string: text } = input as Record<string, string>;
  const method = kind === 'hmac_sha1' ? 'HMAC-SHA1' : 'HMAC-SHA256';
  expect(hmacSignature(method, hmacKey(secret!, token), text!)).toBe(expected);
});

test.each(ofKind('request'))('whole request: %s', (_, vector) => {
  const { method, url, authorization, body, consumer_secret: secret, token_secret: token } = vector;
  const header = parseAuthorizationHeader(authorization!) as readonly Parameter[];
  const of = (wanted: string) => header.find(([name]) => name === wanted)?.[1] ?? '';
  const outcome = verifyHmacSignature(
    of('oauth_signature_method') as 'HMAC-SHA1',
    hmacKey(secret!, token ?? ''),
    baseString(method!, url!, authorization!, body!),
    of('oauth_signature'),
  );
  expect(outcome).toBe(vector.expect === 'accept' ? 'verified' : 'mismatch');
});

test('every kind of vector runs, except the two that the function does not need', () => {
  const kinds = new Set(vectors.map(({ kind }) => kind));
  expect([...kinds].toSorted()).toEqual(
    [
      'base_string',
      'base_string_from_query',
      'base_uri',
      'hmac_sha1',
      'hmac_sha256',
      // No method that is offered, and a hash of a body that the function never sees.
      'hmac_sha512',
      'normalize',
      'normalize_query',
      'oauth_body_hash',
      'percent_encode',
      'request',
    ].toSorted(),
  );
});
