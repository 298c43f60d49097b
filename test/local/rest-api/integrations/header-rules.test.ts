import {
  overrideHeaders,
  requestHeadersToIntegration,
  responseHeadersFromIntegration,
} from '../../../../lib/local/rest-api/integrations/header-rules';

const sent = (name: string, value = 'v') => requestHeadersToIntegration([[name, value]]);

test.each([
  'Host',
  'Content-MD5',
  'expect',
  'Max-Forwards',
  'TE',
  'Trailer',
  'Upgrade',
  'Via',
  'X-HTTP-Method-Override',
])('%s does not reach the UI node', (name) => {
  expect(sent(name)).toEqual([]);
});

test.each(['User-Agent', 'Accept', 'Content-Type', 'date', 'Range', 'Cookie', 'X-Own'])(
  '%s reaches the UI node',
  (name) => {
    expect(sent(name)).toEqual([[name, 'v']]);
  },
);

test('an OAuth Authorization passes, a SigV4 one does not', () => {
  expect(sent('Authorization', 'OAuth oauth_nonce="1"')).toHaveLength(1);
  expect(sent('Authorization', 'AWS4-HMAC-SHA256 Credential=x')).toEqual([]);
});

test.each(['Date', 'Server', 'Connection', 'Content-Length', 'WWW-Authenticate'])('%s comes back remapped', (name) => {
  expect(responseHeadersFromIntegration([[name.toLowerCase(), 'v']])[0]).toEqual([`x-amzn-Remapped-${name}`, 'v']);
});

test('the booster header comes back as it is', () => {
  expect(responseHeadersFromIntegration([['X-APSBooster-Response', 'true']])[0]).toEqual([
    'X-APSBooster-Response',
    'true',
  ]);
});

test.each(['Transfer-Encoding', 'Via', 'Upgrade'])('%s does not come back', (name) => {
  expect(responseHeadersFromIntegration([[name, 'v']])).toEqual([['Content-Type', 'application/json']]);
});

test('an answer that has a content type keeps it', () => {
  expect(responseHeadersFromIntegration([['content-type', 'text/plain']])).toEqual([['content-type', 'text/plain']]);
});

test('an override replaces every spelling of a name', () => {
  expect(
    overrideHeaders(
      [
        ['x-forwarded-host', 'forged'],
        ['Own', '1'],
      ],
      [['X-Forwarded-Host', 'real']],
    ),
  ).toEqual([
    ['Own', '1'],
    ['X-Forwarded-Host', 'real'],
  ]);
});
