import * as fc from 'fast-check';
import { hmacsign, rfc3986 } from 'oauth-sign';
import { percentEncode } from '../../../lambda/authorizer/oauth1/percent-encoding';
import { reasonFor } from '../support/decide';
import { authorizerEvent, type AuthorizerEvent } from '../support/events';

const SIGNING = { consumerKey: 'crm-of-acme', consumerSecret: 'kd94hf93k423kf44' };

/** Over the forwarder, so that a path may end in a slash. */
const reasonOf = (event: AuthorizerEvent) => reasonFor(event, { settings: { APS_GATEWAY_FORWARDING: 'lambda' } });

const anyOf = (characters: string) => fc.constantFrom(...Array.from(characters));

/** Characters that matter somewhere: reserved, encoded, RQL, non-ASCII, beyond the basic plane. */
const text = fc.string({ unit: anyOf('aZ0-._~ +%&=()*,:/!\'"\\;é☃💥'), maxLength: 8 });
const name = text.filter((candidate) => !candidate.startsWith('oauth_'));
const segment = fc
  .string({ unit: anyOf('aZ0-._~+()*,:é '), minLength: 1, maxLength: 6 })
  .filter((each) => !/^ *\.{1,2} *$/.test(each));

const request = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE'),
  host: fc.constantFrom('gw1.example.com', 'GW1.Example.COM', 'gw1.example.com:8443', 'gw1.example.com:443'),
  path: fc.array(segment.map(encodeURIComponent), { maxLength: 4 }),
  query: fc.array(fc.tuple(name, text), { maxLength: 5 }),
  nonce: fc.string({ unit: anyOf('abcXYZ019+/=-_é'), minLength: 1, maxLength: 24 }),
});
type Request = typeof request extends fc.Arbitrary<infer T> ? T : never;

const form = (part: string): string => encodeURIComponent(part);
const urlOf = ({ host, path, query }: Request): string =>
  `https://${host}/aps/2/${path.join('/')}${query.length > 0 ? '?' : ''}${query.map(([key, value]) => `${form(key)}=${form(value)}`).join('&')}`;
/** Signs with a library that shares no code with what is tested. */
const signed = (sent: Request): AuthorizerEvent => {
  const authority = sent.host.toLowerCase().replace(/:443$/, '');
  const protocol: Record<string, string> = {
    oauth_consumer_key: SIGNING.consumerKey,
    oauth_signature_method: 'HMAC-SHA1',
    oauth_timestamp: String(Math.floor(Date.now() / 1000)),
    oauth_nonce: sent.nonce,
    oauth_version: '1.0',
  };
  const parameters: Record<string, string | string[]> = { ...protocol };
  for (const [key, value] of sent.query) {
    const values = Object.hasOwn(parameters, key) ? [parameters[key]!].flat() : [];
    parameters[key] = [...values, value];
  }
  const uri = `https://${authority}/aps/2/${sent.path.join('/')}`;
  const oauth_signature = hmacsign(sent.method, uri, parameters, SIGNING.consumerSecret, '');
  const written = Object.entries({ ...protocol, oauth_signature }).map(([key, value]) => `${key}="${rfc3986(value)}"`);
  return authorizerEvent({
    method: sent.method,
    url: urlOf(sent),
    headers: [['Authorization', `OAuth ${written.join(', ')}`]],
  });
};

const header = (event: AuthorizerEvent): string => event.headers.Authorization as string;
function withHeader(event: AuthorizerEvent, value: string): AuthorizerEvent {
  const changed = structuredClone(event);
  changed.headers.Authorization = value;
  changed.multiValueHeaders.Authorization = [value];
  return changed;
}

test('every correctly signed request is allowed', () =>
  fc.assert(
    fc.asyncProperty(request, async (sent) => {
      expect(await reasonOf(signed(sent))).toBe('allowed');
    }),
  ));

const RESPELLINGS: Readonly<Record<string, (value: string, random: number) => string>> = {
  'another order': (value) => `OAuth ${value.slice(6).split(', ').toReversed().join(', ')}`,
  'the scheme in lower case': (value) => value.replace('OAuth', 'oauth'),
  'tabs after the scheme': (value) => value.replace('OAuth ', 'OAuth\t\t'),
  'no spaces': (value) => value.replaceAll(', ', ','),
  'spaces before commas': (value) => value.replaceAll(', ', ' ,\t'),
  'a realm': (value) => value.replace('OAuth ', 'OAuth realm="a, b=\\"c\\"", '),
  'a realm at the end': (value) => `${value}, realm=""`,
  'empty list elements': (value) => `${value.replace('OAuth ', 'OAuth ,').replace(', ', ',\t, ')} ,`,
  'white space at the end': (value) => `${value} \t`,
  'lower-case hex': (value) => value.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase()),
  'needless escapes': (value, random) => escapeOneValueCharacter(value, random),
};

function escapeOneValueCharacter(value: string, random: number): string {
  const positions = [...value.matchAll(/(?<=")[A-Za-z0-9]/g)].map(({ index }) => index);
  const at = positions[random % positions.length]!;
  return `${value.slice(0, at)}%${value.charCodeAt(at).toString(16)}${value.slice(at + 1)}`;
}

test.each(Object.entries(RESPELLINGS))('a header with %s is allowed', (_, respell) =>
  fc.assert(
    fc.asyncProperty(request, fc.nat(), async (sent, random) => {
      const event = signed(sent);
      expect(await reasonOf(withHeader(event, respell(header(event), random)))).toBe('allowed');
    }),
    { numRuns: 30 },
  ),
);

test('a query in another order, or with needless escapes, is allowed', () =>
  fc.assert(
    fc.asyncProperty(request, async (sent) => {
      const event = signed(sent);
      const query = sent.query.toReversed().map(([key, value]) => `${percentEncode(key)}=${percentEncode(value)}`);
      const url = `${urlOf({ ...sent, query: [] })}${query.length > 0 ? '?' : ''}${query.join('&')}`;
      const respelled = authorizerEvent({ method: sent.method, url, headers: [['Authorization', header(event)]] });
      expect(await reasonOf(respelled)).toBe('allowed');
    }),
  ));

/** One change of what is signed, each to something that means something else. */
const CHANGES: Readonly<Record<string, (event: AuthorizerEvent, random: number) => boolean>> = {
  'the method': (event) => {
    const method = event.httpMethod === 'GET' ? 'DELETE' : 'GET';
    const methodArn = (event.methodArn as string).replace(`/aps/${event.httpMethod}/`, `/aps/${method}/`);
    return change(event, 'httpMethod', method) && change(event, 'methodArn', methodArn);
  },
  'the host': (event) => change(event.requestContext, 'domainName', 'gw2.example.com'),
  'the port': (event) =>
    change(event.headers, 'Host', 'gw1.example.com:9443') &&
    change(event.multiValueHeaders, 'Host', ['gw1.example.com:9443']),
  'the path by a segment': (event) => change(event.requestContext, 'path', `${event.requestContext.path}/x`),
  'the path by a slash': (event) => change(event.requestContext, 'path', `${event.requestContext.path}/`),
  'the case of the path': (event) =>
    change(event.requestContext, 'path', event.requestContext.path.replace('aps', 'APS')),
  'one more parameter': (event) => change(event.multiValueQueryStringParameters, 'added', ['']),
  'one parameter less': (event) => {
    const [first] = Object.keys(event.multiValueQueryStringParameters as object);
    if (first === undefined) return false;
    delete event.queryStringParameters[first];
    return delete event.multiValueQueryStringParameters[first];
  },
  'a parameter twice': (event) => {
    const [first] = Object.values(event.multiValueQueryStringParameters as Record<string, string[]>);
    return first !== undefined && first.push(first[0]!) > 0;
  },
  'a value': (event) => {
    const [first] = Object.values(event.multiValueQueryStringParameters as Record<string, string[]>);
    return first !== undefined && change(first, 0, `${first[0]!}x`);
  },
};

function change(object: Record<string | number, unknown> | unknown[], key: string | number, value: unknown): boolean {
  (object as Record<string | number, unknown>)[key] = value;
  return true;
}

test.each(Object.entries(CHANGES))('a request with a change of %s is denied', (_, apply) =>
  fc.assert(
    fc.asyncProperty(request, fc.nat(), async (sent, random) => {
      const event = signed(sent);
      fc.pre(apply(event, random));
      expect(await reasonOf(event)).toBe('signature_invalid');
    }),
    { numRuns: 50 },
  ),
);

test('a header with any one character of a value changed is denied', () =>
  fc.assert(
    fc.asyncProperty(request, fc.nat(), anyOf('aZ09-._~'), async (sent, random, character) => {
      const event = signed(sent);
      const positions = [...header(event).matchAll(/(?<="[^",]*)[A-Za-z0-9](?=[^"]*"(?:,|$))/g)]
        .map(({ index }) => index)
        .filter((index) => header(event)[index] !== character);
      const at = positions[random % positions.length]!;
      const forged = `${header(event).slice(0, at)}${character}${header(event).slice(at + 1)}`;
      // A change within an escape can spell the same text, as in %2f for %2F.
      fc.pre(decoded(forged) !== decoded(header(event)));
      expect(await reasonOf(withHeader(event, forged))).not.toBe('allowed');
    }),
    { numRuns: 300 },
  ));

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return 'malformed';
  }
}

test('a header without any one parameter except the version, or with one more, is denied', () =>
  fc.assert(
    fc.asyncProperty(request, fc.nat(5), async (sent, index) => {
      const event = signed(sent);
      const parts = header(event).slice(6).split(', ');
      const without = parts.filter((_, position) => position !== index);
      expect(await reasonOf(withHeader(event, `OAuth ${without.join(', ')}`))).not.toBe('allowed');
      expect(await reasonOf(withHeader(event, `${header(event)}, oauth_x="1"`))).toBe('signature_invalid');
    }),
  ));

test.each([
  ['oauth_body_hash', [['oauth_body_hash', 'Lve95gjOVATpfV8EL5X4nxwjKHE=']]],
  ['a parameter called realm in the query', []],
] as const)('a signed request with %s is allowed', async (_, extra) => {
  const url = `https://gw1.example.com/aps/2/resources?realm=Photos`;
  const event = signWith(url, extra);
  expect(await reasonOf(event)).toBe('allowed');
});

test.each([
  ['absent version', []],
  ['empty token', [['oauth_token', '']]],
] as const)('a request with %s is allowed', async (_, extra) => {
  expect(await reasonOf(signWith('https://gw1.example.com/aps/2/resources', extra, false))).toBe('allowed');
});

/** Signs with further header parameters, as clients do that the signer here does not imitate. */
function signWith(url: string, extra: readonly (readonly [string, string])[], version = true): AuthorizerEvent {
  const parameters: Record<string, string | string[]> = {
    oauth_consumer_key: SIGNING.consumerKey,
    oauth_nonce: `n-${Math.random()}`,
    oauth_signature_method: 'HMAC-SHA1',
    oauth_timestamp: String(Math.floor(Date.now() / 1000)),
    ...(version ? { oauth_version: '1.0' } : {}),
  };
  for (const [key] of extra) parameters[key] = extra.filter(([other]) => other === key).map(([, value]) => value);
  const [base, query = ''] = url.split('?');
  const queried = Object.fromEntries(new URLSearchParams(query));
  const oauth_signature = hmacsign('GET', base!, { ...parameters, ...queried }, SIGNING.consumerSecret, '');
  const written = Object.entries({ ...parameters, oauth_signature }).flatMap(([key, value]) =>
    [value].flat().map((each) => `${key}="${percentEncode(each)}"`),
  );
  return authorizerEvent({ url, headers: [['Authorization', `OAuth ${written.join(', ')}`]] });
}
