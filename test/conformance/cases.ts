import type { ConformanceCase } from './case';
import { PAYLOADS } from './payload-cases';

const LIST = '/aps/2/resources';
const BRAND = 'http://parallels.com/aps/types/pa/brand/1.0';

/** Requests that the gateway must accept and the platform must answer. */
const ACCEPTED: readonly ConformanceCase[] = [
  {
    id: 'list',
    title: 'a signed GET of the collection is answered by the platform',
    target: LIST,
    expect: { status: 200 },
  },
  {
    id: 'booster-header',
    title: 'the header that proves the APS booster comes back',
    target: LIST,
    needs: ['nodeResponseHeaders'],
    expect: { status: 200, headers: { 'x-apsbooster-response': 'true' } },
  },
  {
    id: 'forwarded-host',
    title: 'the UI node receives the host that the consumer called',
    target: LIST,
    needs: ['nodeCapture', 'headerMapping'],
    expect: { status: 200, node: { headers: { 'x-forwarded-host': '{host}', authorization: '{authorization}' } } },
  },
  {
    id: 'forwarded-host-forged',
    title: "a consumer's own X-Forwarded-Host never reaches the UI node",
    target: LIST,
    headers: { 'X-Forwarded-Host': 'elsewhere.example' },
    needs: ['nodeCapture', 'headerMapping'],
    expect: { status: 200, node: { headers: { 'x-forwarded-host': '{host}' } } },
  },
  {
    id: 'canonical-authorization',
    title: 'the UI node gets the verified parameters and nothing else of the Authorization header',
    target: LIST,
    sign: { header: (value) => value.replace('OAuth ', String.raw`OAuth ,Realm="x,oauth_consumer_key=\"K2\"", `) },
    needs: ['nodeCapture', 'headerMapping'],
    expect: { status: 200, node: { headers: { authorization: '{authorization}' } } },
  },
  {
    id: 'canonical-authorization-lower-case',
    title: 'so it does when the name of the header is in lower case, as over HTTP/2',
    target: LIST,
    sign: { name: 'authorization', header: (value) => value.replaceAll(', ', ',,') },
    needs: ['nodeCapture', 'headerMapping'],
    expect: { status: 200, node: { headers: { authorization: '{authorization}' } } },
  },
  {
    id: 'forwarded',
    title: "the Forwarded header of a proxy on the consumer's side is accepted",
    target: LIST,
    headers: { Forwarded: 'for=192.0.2.60;host=elsewhere.example' },
    expect: { status: 200, node: { headers: { 'x-forwarded-host': '{host}' } } },
  },
  {
    id: 'post-json',
    title: 'a JSON body is not part of the signature and goes on',
    method: 'POST',
    target: LIST,
    headers: { 'Content-Type': 'application/json' },
    body: '{"aps":{"type":"http://example.com/types/conformance/1.0"},"name":"conformance"}',
    needs: ['writable'],
    expect: { status: 201 },
  },
  {
    id: 'extra-parameter',
    title: 'a signed parameter that the gateway does not know is accepted',
    target: LIST,
    sign: { extra: { oauth_body_hash: '2jmj7l5rSw0yVb/vlWAYkK/YBwk=' } },
    expect: { status: 200 },
  },
  {
    id: 'empty-token',
    title: 'an empty oauth_token counts as a missing one',
    target: LIST,
    sign: { extra: { oauth_token: '' } },
    expect: { status: 200 },
  },
  {
    id: 'form-type-without-body',
    title: 'a form content type without a body changes nothing',
    target: LIST,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    expect: { status: 200 },
  },
  {
    id: 'scheme-case',
    title: 'the scheme of the header is case-insensitive',
    target: LIST,
    sign: { header: (value) => value.replace('OAuth ', 'oauth ') },
    expect: { status: 200 },
  },
];

/** RQL as the platform's documentation writes it: without `=`, parentheses and commas literal. */
const RQL: readonly ConformanceCase[] = [
  ['rql-implementing', `implementing(${BRAND})`],
  ['rql-like', 'like(name,*a*)'],
  ['rql-sort', 'sort(-name)'],
  ['rql-limit', 'limit(0,10)'],
  ['rql-comma', `implementing(${BRAND}),like(name,*a*),sort(-name),limit(0,10)`],
  ['rql-and', `and(implementing(${BRAND}),or(like(name,*a*),eq(name,b)))`],
  ['rql-ampersand', `implementing(${BRAND})&sort(-name)&limit(0,10)`],
  ['rql-infix', 'name=like=*a*'],
].map(([id = '', query = '']) => ({
  id,
  title: `the query ${query} is answered`,
  target: `${LIST}?${query}`,
  needs: ['literalQuery'] as const,
  expect: { status: 200 },
}));

/** Requests that must be refused, with the refusal. */
const REFUSED: readonly ConformanceCase[] = [
  {
    id: 'unsigned',
    title: 'a request without Authorization is refused',
    target: LIST,
    sign: { by: 'nobody' },
    needs: ['gatewayResponses'],
    expect: { status: 401, code: 'authorization_missing' },
  },
  {
    id: 'unknown-key',
    title: 'an unknown consumer key gets the same refusal as a wrong signature',
    target: LIST,
    sign: { by: 'unknownKey' },
    expect: { status: 401, code: 'signature_invalid', problem: 'signature_invalid' },
  },
  {
    id: 'wrong-secret',
    title: 'a signature with another secret is refused',
    target: LIST,
    sign: { by: 'wrongSecret' },
    expect: { status: 401, code: 'signature_invalid', problem: 'signature_invalid' },
  },
  {
    id: 'forged-method',
    title: 'a signature over GET does not open DELETE',
    method: 'DELETE',
    target: `${LIST}/00000000-0000-4000-8000-000000000000`,
    sign: { over: { method: 'GET' } },
    expect: { status: 401, code: 'signature_invalid' },
  },
  {
    id: 'forged-path',
    title: 'a signature over one path does not open another',
    target: `${LIST}/00000000-0000-4000-8000-000000000000`,
    sign: { over: { target: LIST } },
    expect: { status: 401, code: 'signature_invalid' },
  },
  {
    id: 'forged-query',
    title: 'a signature over one query does not open another',
    target: `${LIST}?limit(0,1000)`,
    sign: { over: { target: `${LIST}?limit(0,10)` } },
    expect: { status: 401, code: 'signature_invalid' },
  },
  {
    id: 'replay',
    title: 'the same signed request is refused the second time',
    target: LIST,
    times: 2,
    expect: { status: 401, code: 'nonce_used', problem: 'nonce_used' },
  },
  {
    id: 'too-old',
    title: 'a timestamp before the window is refused, and the response names the window',
    target: LIST,
    sign: { clockOffset: -3600 },
    needs: ['gatewayResponses'],
    expect: {
      status: 401,
      code: 'timestamp_refused',
      problem: 'timestamp_refused',
      headers: { 'www-authenticate': /oauth_acceptable_timestamps/ },
    },
  },
  {
    id: 'too-new',
    title: 'a timestamp after the window is refused',
    target: LIST,
    sign: { clockOffset: 3600 },
    expect: { status: 401, code: 'timestamp_refused', problem: 'timestamp_refused' },
  },
  {
    id: 'plaintext',
    title: 'PLAINTEXT is refused',
    target: LIST,
    sign: { method: 'PLAINTEXT' },
    expect: { status: 401, code: 'signature_method_unsupported', problem: 'signature_method_rejected' },
  },
  {
    id: 'token',
    title: 'a token is refused: the gateway is two-legged',
    target: LIST,
    sign: { extra: { oauth_token: 'sometoken' } },
    expect: { status: 401, code: 'token_unsupported' },
  },
  {
    id: 'form-body',
    title: 'a form-encoded body is refused',
    method: 'POST',
    target: LIST,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: 'a=b',
    expect: { status: 401, code: 'form_body_unsupported' },
  },
  {
    id: 'form-type-without-body',
    title: 'the form type is refused on a POST even without a body: API Gateway shows the function no length',
    method: 'POST',
    target: LIST,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': '0' },
    expect: { status: 401, code: 'form_body_unsupported' },
  },
  {
    id: 'parameter-moved',
    title: 'a signed query does not open the collection when it is moved into the header',
    method: 'DELETE',
    // Should it be obeyed one day, nothing is deleted.
    target: `${LIST}/00000000-0000-4000-8000-000000000000`,
    sign: {
      over: { target: `${LIST}/00000000-0000-4000-8000-000000000000?eq(id,5)` },
      header: (value) => `${value}, eq%28id%2C5%29=""`,
    },
    expect: { status: 401, code: 'parameter_unexpected', problem: 'parameter_rejected' },
  },
  {
    id: 'parameter-misspelled',
    title: 'a parameter whose name some servers read as another one is refused',
    target: LIST,
    sign: { header: (value) => `${value}, !oauth_consumer_key="K2"` },
    expect: { status: 401, code: 'parameter_unexpected' },
  },
  {
    id: 'comma-after-scheme',
    title: 'a comma after the scheme is refused as such',
    target: LIST,
    sign: { header: (value) => value.replace('OAuth ', 'OAuth, ') },
    expect: { status: 401, code: 'authorization_malformed' },
  },
  ...['X-Forwarded-User', 'X-Original-Host', 'Remote-User', 'X-SSL-Client-Verify', 'Proxy', 'X_Note'].map((name) => ({
    id: `header-${name.toLowerCase()}`,
    title: `the header ${name} is refused`,
    target: LIST,
    headers: { [name]: 'x' },
    expect: { status: 401, code: 'header_refused' },
  })),
  {
    id: 'trailing-slash',
    title: 'a trailing slash is refused where it would be lost',
    target: `${LIST}/`,
    needs: ['slashLost'],
    expect: { status: 401, code: 'trailing_slash_refused' },
  },
  {
    id: 'aps-header',
    title: 'a header that asserts an identity on the APS bus is refused',
    target: LIST,
    headers: { 'APS-Resource-ID': '00000000-0000-4000-8000-000000000000' },
    expect: { status: 401, code: 'header_refused' },
  },
  {
    id: 'method-override',
    title: 'a method override is refused',
    // If it were obeyed, nothing would be deleted.
    target: `${LIST}/00000000-0000-4000-8000-000000000000`,
    headers: { 'X-HTTP-Method-Override': 'DELETE' },
    expect: { status: 401, code: 'header_refused' },
  },
  {
    id: 'other-gateway',
    title: "another reseller's consumer is unknown here",
    target: LIST,
    sign: { by: 'otherGateway' },
    needs: ['secondGateway'],
    expect: { status: 401, code: 'signature_invalid' },
  },
  {
    id: 'suspended',
    title: 'a suspended consumer is refused as such',
    target: LIST,
    sign: { by: 'suspended' },
    needs: ['suspendedConsumer'],
    expect: { status: 401, code: 'consumer_suspended' },
  },
];

/** Responses of the gateway itself. */
const GATEWAY: readonly ConformanceCase[] = [
  ...['/aps/2/applications', '/aps/2', '/aps/2/types', '/aps/elsewhere'].map((target, index) => ({
    id: `unknown-path-${index + 1}`,
    title: `${target} is answered 404 by the gateway itself, signed or not`,
    target,
    needs: ['gatewayResponses'] as const,
    expect: { status: 404, code: 'route_unknown', headers: { 'x-apsbooster-response': null } },
  })),
  {
    id: 'unknown-method',
    title: 'a method that is not declared is answered 404',
    method: 'PATCH',
    target: LIST,
    needs: ['gatewayResponses'],
    expect: { status: 404, code: 'route_unknown' },
  },
  {
    id: 'raw-pipe',
    title: 'a raw | in the query is refused',
    target: `${LIST}?eq(name,a|b)`,
    needs: ['strictRequestLine'],
    expect: { status: 400 },
  },
  {
    id: 'malformed-escape',
    title: 'a malformed % in the query is refused',
    target: `${LIST}?eq(name,%zz)`,
    needs: ['strictRequestLine'],
    expect: { status: 400 },
  },
  {
    id: 'quota',
    title: 'the fourth request of a tier with a quota of three is refused',
    target: LIST,
    sign: { by: 'metered' },
    repeat: 4,
    needs: ['metering'],
    expect: { status: 429, code: 'quota_exceeded' },
  },
  {
    id: 'throttle',
    title: 'the last of three requests in a row is refused on a tier of one a second',
    target: LIST,
    sign: { by: 'throttled' },
    repeat: 3,
    needs: ['throttling'],
    expect: { status: 429, code: 'throttled', headers: { 'retry-after': '1' } },
  },
];

/** Every expectation, in the order in which they are run. */
export const CASES: readonly ConformanceCase[] = [...ACCEPTED, ...PAYLOADS, ...RQL, ...REFUSED, ...GATEWAY];
