import { DENY_REFUSALS, type DenyReason, SIGNATURE_METHODS } from '../../lambda/authorizer/contract';
import { COMMON_REFUSALS } from '../../lambda/authorizer/refusals';
import { gatewayView } from '../../lib/diagnose/gateway-view';
import type { CapturedRequest } from '../../lib/diagnose/inputs/captured-request';
import { captured, NOW, signed, withHeader } from './support/captured';

const view = (request: CapturedRequest, mayBeLate = false) =>
  gatewayView(request, { signatureMethods: SIGNATURE_METHODS, nowMs: NOW, mayBeLate });
const codes = (request: CapturedRequest, mayBeLate = false) =>
  view(request, mayBeLate).refusals.map(({ code }) => code);

/** A request for each reason that a gateway can see without credentials; `undefined` where its settings or tables decide. */
const REFUSED: Readonly<Partial<Record<DenyReason, CapturedRequest | undefined>>> = {
  request_unreadable: signed({ headers: [['Host', 'a b']] }),
  client_certificate_missing: undefined,
  path_refused: signed({ url: 'https://gateway.example/aps/2/resources/..' }),
  trailing_slash_refused: signed({ url: 'https://gateway.example/aps/2/resources/' }),
  header_refused: signed({ headers: [['APS-Token', 'x']] }),
  form_body_unsupported: signed({
    method: 'POST',
    headers: [['Content-Type', 'application/x-www-form-urlencoded']],
  }),
  parameter_in_query: signed({ url: 'https://gateway.example/aps/2/resources?oauth_nonce=n' }),
  authorization_missing: captured(),
  authorization_repeated: signed({ headers: [['Authorization', 'OAuth oauth_nonce="n"']] }),
  authorization_too_large: withHeader(signed(), (header) => header.padEnd(8193)),
  authorization_scheme_unsupported: withHeader(signed(), (header) => header.replace('OAuth', 'Bearer')),
  authorization_malformed: withHeader(signed(), (header) => header.replaceAll('"', '')),
  parameter_unexpected: withHeader(signed(), (header) => `${header}, sort="1"`),
  parameter_repeated: withHeader(signed(), (header) => `${header}, oauth_nonce="other"`),
  parameter_missing: withHeader(signed(), (header) => header.replace(/oauth_nonce="[^"]*", /, '')),
  authorization_ambiguous: undefined,
  version_unsupported: withHeader(signed(), (header) => header.replace('"1.0"', '"2.0"')),
  signature_method_unsupported: withHeader(signed(), (header) => header.replace('HMAC-SHA1', 'PLAINTEXT')),
  token_unsupported: withHeader(signed(), (header) => `${header}, oauth_token="t"`),
  nonce_malformed: signed({}, { nonce: '' }),
  timestamp_malformed: withHeader(signed(), (header) => header.replace(/(oauth_timestamp=")\d+/, '$11e9')),
  timestamp_refused: signed({}, { timestamp: NOW / 1000 - 301 }),
  locked_out: undefined,
};

const VISIBLE = Object.entries(COMMON_REFUSALS)
  .filter(([code, { shownTo }]) => shownTo === 'anyone' && code !== 'signature_invalid')
  .map(([code]) => code);

test('the table below has every reason that needs no credentials', () => {
  expect(Object.keys(REFUSED)).toEqual(VISIBLE);
});

test.each(Object.entries(REFUSED).filter((row): row is [DenyReason, CapturedRequest] => row[1] !== undefined))(
  '%s is seen without a secret, with its remedy',
  (reason, request) => {
    const { refusals } = view(request);

    expect(refusals[0]).toMatchObject({ code: reason, remedy: DENY_REFUSALS[reason].remedy });
    expect(refusals[0]?.message).toContain(DENY_REFUSALS[reason].message);
  },
);

test('a correct request is not refused', () => {
  expect(codes(signed())).toEqual([]);
});

test('all reasons are reported, in the order of the gateway', () => {
  const request = signed({ url: 'https://gateway.example/aps/2/x/', headers: [['X-Original-URL', '/']] });

  expect(codes(withHeader(request, (header) => header.replace('"1.0"', '"2.0"')))).toEqual([
    'trailing_slash_refused',
    'header_refused',
    'version_unsupported',
  ]);
});

test.each([
  ['a raw |', 'https://gateway.example/aps/2/resources?a|b', ['request_malformed']],
  ['a stray %', 'https://gateway.example/aps/2/resources?like(name,50%)', ['request_malformed']],
  ['a path without /aps', 'https://gateway.example/2/resources', ['Forbidden']],
])('%s is refused by API Gateway before the authorizer', (_title, url, expected) => {
  const { headers } = signed();
  expect(codes(captured({ url, headers }))).toEqual(expected);
});

test('an old timestamp is not a reason if the request may be old', () => {
  expect(codes(signed({}, { timestamp: NOW / 1000 - 301 }), true)).toEqual([]);
});

test.each([
  ['in the future', NOW / 1000 + 301],
  ['in milliseconds', NOW],
])('a timestamp %s is a reason even then', (_title, timestamp) => {
  expect(codes(signed({}, { timestamp }), true)).toEqual(['timestamp_refused']);
});

test('the query is decoded as API Gateway decodes it', () => {
  const { request } = view(signed({ url: 'https://gateway.example/aps/2/x?a+b=1;c=%2B' }));

  expect(request?.query.toSorted()).toEqual([
    ['a b', '1'],
    ['c', '+'],
  ]);
});
