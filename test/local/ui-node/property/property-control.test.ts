import { GatewayProperty } from '../../../../lib/local/ui-node/property/gateway-property';
import { answerPropertyControl, PROPERTY_PATH } from '../../../../lib/local/ui-node/property/property-control';
import { bodyOf, request } from '../../support/rest-api-fixture';

let property: GatewayProperty;
beforeEach(() => {
  property = new GatewayProperty(['alpha', 'beta']);
  property.set('alpha', 'https://alpha.example');
});

function control(method: string, below = '', body = '', sourceIp = '127.0.0.1') {
  const target = `${PROPERTY_PATH}${below}`;
  const answer = answerPropertyControl(request({ method, target, body: Buffer.from(body), sourceIp }), property);
  return answer && ([answer.status, JSON.parse(bodyOf(answer))] as const);
}

test('GET lists the property of every reseller', () => {
  expect(control('GET')).toEqual([
    200,
    {
      gatewayProperty: [
        { reseller: 'alpha', url: 'https://alpha.example' },
        { reseller: 'beta', url: null },
      ],
    },
  ]);
});

test('GET shows the property of one reseller', () => {
  expect(control('GET', '/alpha')).toEqual([200, { reseller: 'alpha', url: 'https://alpha.example' }]);
});

test.each(['https://beta.example:8443', 'https://beta.example:8443/', ' https://BETA.example:8443\n'])(
  'PUT of %j sets it',
  (value) => {
    expect(control('PUT', '/beta', value)).toEqual([200, { reseller: 'beta', url: 'https://beta.example:8443' }]);
    expect([property.of('alpha'), property.of('beta')]).toEqual(['https://alpha.example', 'https://beta.example:8443']);
  },
);

test('DELETE clears it', () => {
  expect(control('DELETE', '/alpha')).toEqual([200, { reseller: 'alpha', url: null }]);
  expect(property.of('alpha')).toBeUndefined();
});

test.each([
  '',
  'alpha.example',
  'http://alpha.example',
  'https://alpha.example/aps',
  'https://alpha.example?a=1',
  'https://user@alpha.example',
  'https://:secret@alpha.example',
  '{"url":"https://alpha.example"}',
])('PUT of %j says what is expected and changes nothing', (value) => {
  expect(control('PUT', '/alpha', value)).toEqual([
    400,
    { message: expect.stringMatching(/^The property is unchanged: got ".*", expected https:\/\/host\[:port\]/) },
  ]);
  expect(property.of('alpha')).toBe('https://alpha.example');
});

test('PUT of a body that is too long repeats none of it', () => {
  expect(control('PUT', '/alpha', 'x'.repeat(301))).toEqual([
    400,
    { message: expect.stringContaining('got "301 bytes", expected') },
  ]);
});

test.each(['POST', 'PATCH', 'OPTIONS', 'HEAD'])('%s is not allowed and changes nothing', (method) => {
  expect([control(method, '/alpha', 'https://other.example')?.[0], control(method)?.[0]]).toEqual([405, 405]);
  expect(property.of('alpha')).toBe('https://alpha.example');
});

test('PUT without a reseller says where to send it', () => {
  expect(control('PUT', '', 'https://other.example')).toEqual([
    405,
    { message: 'PUT is not allowed here; send GET, or PUT or DELETE to /gateway-property/<reseller>.' },
  ]);
});

test.each(['/gamma', '/alpha/x', '/__proto__'])('%s is unknown, and the known resellers are named', (below) => {
  expect(control('PUT', below, 'https://other.example')).toEqual([
    404,
    { message: 'The platform does not know this reseller; it knows: alpha, beta.' },
  ]);
});

test.each(['192.0.2.7', '10.0.0.1', '::2', '1127.0.0.1'])('a program at %s may not even look', (sourceIp) => {
  expect(control('GET', '', '', sourceIp)?.[0]).toBe(403);
  expect(control('DELETE', '/alpha', '', sourceIp)?.[0]).toBe(403);
  expect(property.of('alpha')).toBe('https://alpha.example');
});

test.each(['127.0.0.1', '127.8.8.8', '::1'])('a program at %s may', (sourceIp) => {
  expect(control('GET', '', '', sourceIp)?.[0]).toBe(200);
});

test.each(['/aps/2/resources', '/node-faults', `${PROPERTY_PATH}s/alpha`])('%s is none of its URLs', (target) => {
  expect(answerPropertyControl(request({ target }), property)).toBeUndefined();
});
