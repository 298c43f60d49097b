import type { Parameter } from '../../../lambda/authorizer/oauth1/parameter';
import { readProtocolParameters } from '../../../lambda/authorizer/oauth1/protocol-parameters';

const REQUIRED: readonly Parameter[] = [
  ['oauth_consumer_key', 'key'],
  ['oauth_signature_method', 'HMAC-SHA1'],
  ['oauth_signature', 'c2ln'],
  ['oauth_timestamp', '1795320000'],
  ['oauth_nonce', 'n1'],
];

test('reads the five required parameters', () => {
  expect(readProtocolParameters(REQUIRED)).toEqual({
    consumerKey: 'key',
    signatureMethod: 'HMAC-SHA1',
    signature: 'c2ln',
    timestamp: '1795320000',
    nonce: 'n1',
    token: '',
    version: undefined,
    signed: REQUIRED.filter(([name]) => name !== 'oauth_signature'),
  });
});

test('reads token and version if they are present', () => {
  const read = readProtocolParameters([...REQUIRED, ['oauth_token', 't'], ['oauth_version', '1.0']]);
  expect(read).toMatchObject({ token: 't', version: '1.0' });
});

test.each(REQUIRED.map(([name]) => name))('%s is required', (absent) => {
  const rest = REQUIRED.filter(([name]) => name !== absent);
  expect(readProtocolParameters(rest)).toEqual({ problem: 'missing', names: [absent] });
});

test.each(['oauth_consumer_key', 'oauth_signature', 'oauth_token', 'oauth_version', 'oauth_body_hash'])(
  '%s may occur only once, whatever its values',
  (name) => {
    const twice: Parameter[] = [...REQUIRED.filter(([other]) => other !== name), [name, ''], [name, 'x']];
    expect(readProtocolParameters(twice)).toEqual({ problem: 'repeated', name });
  },
);

test('unknown protocol parameters are signed', () => {
  const hash: Parameter = ['oauth_body_hash', 'aGFzaA=='];
  expect(readProtocolParameters([...REQUIRED, hash])).toMatchObject({
    signed: [...REQUIRED.filter(([name]) => name !== 'oauth_signature'), hash],
  });
});

test.each([
  'x',
  'oauthx',
  'oauth_',
  'OAUTH_NONCE',
  'oauth_Nonce',
  '!oauth_nonce',
  'oauth-nonce',
  'eq(id,5)',
  '__proto__',
])('a header parameter %s is unexpected, alone or before a problem of another kind', (name) => {
  expect(readProtocolParameters([...REQUIRED, [name, '1']])).toEqual({ problem: 'unexpected', name });
  expect(readProtocolParameters([[name, '1'], REQUIRED[0]!, REQUIRED[0]!])).toEqual({ problem: 'unexpected', name });
});
