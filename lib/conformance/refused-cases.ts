import { type ConformanceCase, LIST, proving, type Shared } from './case';

/** Purpose of the cases that are refused, unless one has its own. */
export const REFUSAL: Shared = {
  group: 'refused',
  proves: 'only a holder of the consumer secret can call, and only with exactly the request that was signed',
  failure: {
    by: 'provider',
    means: 'the gateway accepts a request that it has to refuse: take it out of service, and report it',
  },
};

const REPLAY = {
  proves: 'a recorded request cannot be sent again',
  failure: {
    by: 'provider',
    means: 'a recorded request works twice: look at the nonce table and the clock of the authorizer',
  },
} as const;

const GUARD = {
  proves: 'a consumer cannot give the platform an identity, a host or a method of its own',
  failure: {
    by: 'provider',
    means: "the header reaches the UI nodes: remove it from the allowed headers, and deploy the reseller's stack",
  },
} as const;

const CLEAR = {
  proves:
    'what the gateway cannot verify, or what would reach the platform in another form, is refused with its reason',
  failure: {
    by: 'provider',
    means: "the deployed authorizer is not that of this version: deploy the reseller's stack",
  },
} as const;

/** Requests that must be refused, with the refusal. */
export const REFUSED: readonly ConformanceCase[] = proving(REFUSAL, [
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
    ...REPLAY,
    target: LIST,
    times: 2,
    expect: { status: 401, code: 'nonce_used', problem: 'nonce_used' },
  },
  {
    id: 'too-old',
    title: 'a timestamp before the window is refused, and the response names the window',
    ...REPLAY,
    target: LIST,
    sign: { clockOffset: -7200 },
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
    ...REPLAY,
    target: LIST,
    sign: { clockOffset: 7200 },
    expect: { status: 401, code: 'timestamp_refused', problem: 'timestamp_refused' },
  },
  {
    id: 'plaintext',
    title: 'PLAINTEXT is refused',
    ...CLEAR,
    target: LIST,
    sign: { method: 'PLAINTEXT' },
    expect: { status: 401, code: 'signature_method_unsupported', problem: 'signature_method_rejected' },
  },
  {
    id: 'token',
    title: 'a token is refused: the gateway is two-legged',
    ...CLEAR,
    target: LIST,
    sign: { extra: { oauth_token: 'sometoken' } },
    expect: { status: 401, code: 'token_unsupported' },
  },
  {
    id: 'form-body',
    title: 'a form-encoded body is refused',
    ...CLEAR,
    method: 'POST',
    target: LIST,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: 'a=b',
    expect: { status: 401, code: 'form_body_unsupported' },
  },
  {
    id: 'form-type-on-post',
    title: 'the form type is refused on a POST even without a body: API Gateway shows the function no length',
    ...CLEAR,
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
    ...CLEAR,
    target: LIST,
    sign: { header: (value) => `${value}, !oauth_consumer_key="K2"` },
    expect: { status: 401, code: 'parameter_unexpected' },
  },
  {
    id: 'comma-after-scheme',
    title: 'a comma after the scheme is refused as such',
    ...CLEAR,
    target: LIST,
    sign: { header: (value) => value.replace('OAuth ', 'OAuth, ') },
    expect: { status: 401, code: 'authorization_malformed' },
  },
  {
    id: 'query-token',
    title: 'a bearer token in the query is refused, though the query is signed',
    proves: GUARD.proves,
    failure: { by: 'provider', means: "the function is older than the rule: deploy the reseller's stack" },
    target: `${LIST}?access_token=x`,
    expect: { status: 401, code: 'parameter_in_query' },
  },
  ...['X-Forwarded-User', 'X-Original-Host', 'Remote-User', 'X-SSL-Client-Verify', 'Proxy', 'X_Note'].map((name) => ({
    id: `header-${name.toLowerCase()}`,
    title: `the header ${name} is refused`,
    ...GUARD,
    target: LIST,
    headers: { [name]: 'x' },
    expect: { status: 401, code: 'header_refused' },
  })),
  {
    id: 'trailing-slash',
    title: 'a trailing slash is refused where it would be lost',
    ...CLEAR,
    target: `${LIST}/`,
    needs: ['slashLost'],
    expect: { status: 401, code: 'trailing_slash_refused' },
  },
  {
    id: 'aps-header',
    title: 'a header that asserts an identity on the APS bus is refused',
    ...GUARD,
    target: LIST,
    headers: { 'APS-Resource-ID': '00000000-0000-4000-8000-000000000000' },
    expect: { status: 401, code: 'header_refused' },
  },
  {
    id: 'method-override',
    title: 'a method override is refused',
    ...GUARD,
    // If it were obeyed, nothing would be deleted.
    target: `${LIST}/00000000-0000-4000-8000-000000000000`,
    headers: { 'X-HTTP-Method-Override': 'DELETE' },
    expect: { status: 401, code: 'header_refused' },
  },
]);
