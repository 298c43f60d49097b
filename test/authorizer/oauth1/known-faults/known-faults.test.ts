import { parseAuthorizationHeader } from '../../../../lambda/authorizer/oauth1/authorization-header';
import { KNOWN_FAULTS } from '../../../../lambda/authorizer/oauth1/known-faults/known-faults';
import type { Parameter } from '../../../../lambda/authorizer/oauth1/parameter';
import { percentEncode } from '../../../../lambda/authorizer/oauth1/percent-encoding';
import { parseTypedQuery } from '../../../../lambda/authorizer/oauth1/query-parameters';
import {
  correctSigning,
  type SentRequest,
  signatureOf,
  signedParameters,
  signedUriText,
  type Signing,
} from '../../../../lambda/authorizer/oauth1/signing';
import { typedPair } from '../../../../lambda/authorizer/oauth1/typed-parameter';
import { type RecordedFault, recordedFaults } from '../../support/recorded-faults';
import { CORRECT, SENT, WAYS } from './ways';

function sentRequest({ method, url, authorization, body }: RecordedFault): SentRequest {
  const { hostname, port, pathname } = new URL(url);
  return {
    method,
    host: hostname,
    port: port === '' ? undefined : Number(port),
    path: pathname,
    query: parseTypedQuery(url.split('?')[1] ?? ''),
    protocol: parametersOf(authorization).filter(([name]) => name !== 'oauth_signature'),
    signatureMethod: 'HMAC-SHA1',
    ...(body !== undefined && { body }),
  };
}

function parametersOf(authorization: string): readonly Parameter[] {
  const parsed = parseAuthorizationHeader(authorization);
  if ('problem' in parsed) throw new Error(parsed.problem);
  return parsed;
}

/** Ids of the faults under which a recorded signature matches. */
function explanations(recorded: RecordedFault): readonly string[] {
  const [, signature] = parametersOf(recorded.authorization).find(([name]) => name === 'oauth_signature')!;
  const correct = correctSigning(sentRequest(recorded));
  return KNOWN_FAULTS.filter(({ change }) =>
    change(correct).some((signing) => signatureOf(signing, percentEncode(recorded.consumerSecret)) === signature),
  ).map(({ id }) => id);
}

/** Mistakes that no fault of the list can explain: another secret or host, which only the sender knows. */
const UNEXPLAINED = ['host of the platform signed (brand endpoint)', "secret of the other reseller's consumer"];

test.each(
  recordedFaults().map((recorded, index) => [index, recorded.client, recorded.transformation, recorded] as const),
)('recorded request %i of %s is explained: %s', (_index, _client, transformation, recorded) => {
  expect(explanations(recorded).length > 0).toBe(!UNEXPLAINED.includes(transformation));
});

/** A request in which most faults make no difference. */
const PLAIN: SentRequest = {
  method: 'GET',
  host: 'gw1.example.com',
  port: undefined,
  path: '/aps',
  query: [],
  protocol: [['oauth_consumer_key', 'crm']],
  signatureMethod: 'HMAC-SHA256',
};

/** The steps of a signing, each as text. */
function stepsOf(signing: Signing): Readonly<Record<string, string>> {
  const key = signing.key('c2Vj%2Fw%3D%3D');
  return {
    method: signing.method,
    uri: signedUriText(signing.uri),
    parameters: decodeURIComponent(signedParameters(signing)),
    key: typeof key === 'string' ? key : key.toString('latin1'),
    hash: signing.hash,
    text: signing.text('ab+/cd+/e+8='),
  };
}

/** The ways in which a fault signs, each with the steps that differ from the correct signing. */
function waysOf(id: string, sent: SentRequest): readonly object[] {
  const signing = correctSigning(sent);
  const correct = stepsOf(signing);
  const { change } = KNOWN_FAULTS.find((fault) => fault.id === id)!;
  return change(signing).map((way) =>
    Object.fromEntries(Object.entries(stepsOf(way)).filter(([step, text]) => text !== correct[step])),
  );
}

test('without a fault, each step is that of the RFC', () => {
  expect(stepsOf(correctSigning(SENT))).toEqual(CORRECT);
});

test('each fault has its ways', () => {
  expect(Object.keys(WAYS)).toEqual(KNOWN_FAULTS.map(({ id }) => id));
});

test.each(Object.entries(WAYS))('%s changes its step, and no other', (id, ways) => {
  expect(waysOf(id, SENT)).toEqual(ways);
});

test('a fault that makes no difference to a request has no way to sign it', () => {
  expect(KNOWN_FAULTS.map(({ id }) => id).filter((id) => waysOf(id, PLAIN).length === 0)).toEqual([
    'query_unsigned',
    'valueless_unsigned',
    'value_cut',
    'dots_underscored',
    'repeated_collapsed',
    'repeated_numbered',
    'empty_pair',
    'semicolon_separates',
    'plus_literal',
    'names_escaped_twice',
    'latin1',
    'utf8_twice',
    'sorted_by_name_only',
    'url_with_query',
    'port_unsigned',
    'host_case',
    'path_decoded',
    'path_escaped_twice',
    'body_signed',
  ]);
});

test.each([
  ['port_signed', { uri: 'https://gw1.example.com:443/aps' }],
  ['path_slash', { uri: 'https://gw1.example.com/aps/' }],
  ['path_prefix_missing', { uri: 'https://gw1.example.com/' }],
  ['hash_other', { hash: 'HMAC-SHA1' }],
])('%s changes a plain request', (id, way) => {
  expect(waysOf(id, PLAIN)).toEqual([way]);
});

/** A request with this query. */
const withQuery = (query: string): SentRequest => ({ ...PLAIN, query: parseTypedQuery(query) });

test('a query that a fault leaves as it is is not signed again', () => {
  const ways = Object.fromEntries(KNOWN_FAULTS.map(({ id }) => [id, waysOf(id, withQuery('b=1&a')).length]));
  expect(ways).toMatchObject({ value_cut: 0, dots_underscored: 0, repeated_collapsed: 0, repeated_numbered: 0 });
  expect(ways).toMatchObject({ semicolon_separates: 0, plus_literal: 0, names_escaped_twice: 0, query_unescaped: 1 });
  expect(ways).toMatchObject({ latin1: 0, utf8_twice: 0, sorted_by_name_only: 0 });
});

test('only the parameters of a query that a fault concerns are changed', () => {
  const { query } = correctSigning(withQuery('b=1&a=x=y&c.d&%C3%BC&e;f=+'));
  const changed = ['value_cut', 'dots_underscored', 'utf8_twice', 'semicolon_separates', 'plus_literal'].map((id) => {
    const [way] = KNOWN_FAULTS.find((fault) => fault.id === id)!.change(correctSigning({ ...PLAIN, query }));
    return query.filter((each) => !way!.query.includes(each)).map(typedPair);
  });
  expect(changed).toEqual([['a=x=y'], ['c.d'], ['%C3%BC'], ['e;f=+'], ['e;f=+']]);
});

test.each([
  ['value_cut', 'a=x=y', 'a=x'],
  ['dots_underscored', 'a.b=1', 'a_b=1'],
  ['repeated_numbered', 'a=1&a=2', 'a[0]=1&a[1]=2'],
])('%s changes the query %s as typed, too', (id, query, typed) => {
  const [way] = KNOWN_FAULTS.find((fault) => fault.id === id)!.change(correctSigning(withQuery(query)));
  expect(way!.query.map(typedPair).join('&')).toBe(typed);
});

test('Latin-1 is used only for the characters that it has beyond ASCII', () => {
  expect(waysOf('latin1', withQuery('%C3%A9%E2%98%83%7F=%C2%80%C3%BF%C4%80'))).toEqual([
    { parameters: '%E9%E2%98%83%7F=%80%FF%C4%80&oauth_consumer_key=crm' },
  ]);
});

test('an empty body is not signed as a form', () => {
  expect(waysOf('body_signed', { ...PLAIN, body: '' })).toEqual([]);
});

test('a parameter that was sent is not added', () => {
  const protocol = ['oauth_token', 'oauth_version'].map((name) => [name, ''] as const);
  expect(waysOf('token_unsent', { ...PLAIN, protocol })).toEqual([
    { parameters: 'oauth_callback=oob&oauth_token=&oauth_version=' },
  ]);
});

test('names that are escaped twice are signed once where no value is written otherwise', () => {
  expect(waysOf('names_escaped_twice', withQuery('%C3%BC=1'))).toHaveLength(1);
});
