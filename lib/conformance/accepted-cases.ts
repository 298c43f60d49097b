import { type ConformanceCase, LIST, proving, type Shared } from './case';

const SHARED: Shared = {
  group: 'accepted',
  proves: 'correct requests are answered, in every form that RFC 5849 and HTTP allow',
  failure: {
    by: 'provider',
    means: "some of the consumer's libraries and proxies are refused: deploy the reseller's stack with this version",
  },
};

/** Cases about the headers that the UI node gets. */
const HEADERS = {
  proves: 'the platform gets the host that was called, and the verified parameters only',
  failure: { by: 'provider', means: "the header mappings are not those of this version: deploy the reseller's stack" },
} as const;

/** Requests that the gateway must accept and the platform must answer. */
export const ACCEPTED: readonly ConformanceCase[] = proving(SHARED, [
  {
    id: 'list',
    title: 'a correct GET of the collection is answered by the platform',
    proves:
      'gateway and platform know the consumer, and the platform verifies the same credentials again, a signature over this URL',
    failure: { by: 'provider', means: 'no correct request of this consumer is answered' },
    target: LIST,
    expect: { status: 200 },
  },
  {
    id: 'head',
    title: 'a correct HEAD of the collection is answered by the platform',
    method: 'HEAD',
    target: LIST,
    needs: ['headRoute'],
    expect: { status: 200 },
  },
  {
    id: 'head-signed-as-get',
    title: 'HEAD is signed as HEAD, not as GET',
    proves: 'a signature over one method does not open another',
    failure: { by: 'provider', means: 'the gateway accepts a request that it has to refuse: take it out of service' },
    method: 'HEAD',
    target: LIST,
    sign: { over: { method: 'GET' } },
    needs: ['headRoute'],
    expect: { status: 401, problem: 'signature_invalid' },
  },
  {
    id: 'booster-header',
    title: 'the header that proves the APS booster comes back',
    proves: 'requests go through the APS booster of a UI node, as the platform demands',
    failure: {
      by: 'platform team',
      means:
        'no UI node with the APS booster answers, or a proxy in front of it removes the header: activate the booster, or correct uiNodes',
    },
    target: LIST,
    needs: ['nodeResponseHeaders'],
    expect: { status: 200, headers: { 'x-apsbooster-response': 'true' } },
  },
  {
    id: 'forwarded-host',
    title: 'the UI node receives the host that the consumer called',
    ...HEADERS,
    target: LIST,
    needs: ['nodeCapture', 'headerMapping'],
    expect: { status: 200, node: { headers: { 'x-forwarded-host': '{host}', authorization: '{authorization}' } } },
  },
  {
    id: 'forwarded-host-forged',
    title: "a consumer's own X-Forwarded-Host never reaches the UI node",
    ...HEADERS,
    target: LIST,
    headers: { 'X-Forwarded-Host': 'elsewhere.example' },
    needs: ['nodeCapture', 'headerMapping'],
    expect: { status: 200, node: { headers: { 'x-forwarded-host': '{host}' } } },
  },
  {
    id: 'canonical-authorization',
    title: 'the UI node gets the verified parameters and nothing else of the Authorization header',
    ...HEADERS,
    target: LIST,
    sign: { header: (value) => value.replace('OAuth ', String.raw`OAuth ,Realm="x,oauth_consumer_key=\"K2\"", `) },
    needs: ['nodeCapture', 'headerMapping'],
    expect: { status: 200, node: { headers: { authorization: '{authorization}' } } },
  },
  {
    id: 'canonical-authorization-lower-case',
    title: 'the UI node gets the same if the name of the header is in lower case, as over HTTP/2',
    ...HEADERS,
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
    proves: 'the consumer may create a resource, and the body arrives',
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
  {
    id: 'group-allows',
    title: "a method that one of a consumer's operation groups allows is accepted",
    proves: 'a consumer may call what its operation groups allow',
    target: LIST,
    sign: { by: 'grouped' },
    needs: ['operationGroups'],
    expect: { status: 200 },
  },
]);
