import type { AuthorizerEvent } from '../../../../lib/local/rest-api/authorizer/authorizer-event';
import { allow, AUTHORIZER, method, request, restApi } from '../../support/rest-api-fixture';

const authorizer = { functionArn: AUTHORIZER, identitySources: ['method.request.header.Authorization'] };
const protectedMethod = method({ authorizer });
const signed = (overrides = {}) =>
  request({
    headers: [
      ['Host', 'gateway.example'],
      ['authorization', 'OAuth x'],
    ],
    ...overrides,
  });

describe('the authorizer event', () => {
  let event: AuthorizerEvent;

  beforeAll(async () => {
    const { api } = restApi({
      model: { methods: [method({ authorizer, resourcePath: '/2/resources/{proxy+}' })] },
      invoke: async (_arn, sent) => {
        event = sent as AuthorizerEvent;
        return allow();
      },
    });
    await api.answer(
      signed({
        target: '/aps//2/resources/a%2Fb+c/?x=1&y=p+q%2B&x=2&flag',
        headers: [
          ['Host', 'gateway.example:10443'],
          ['authorization', 'OAuth x'],
          ['tEsT-HEADeR', 'one'],
          ['tEsT-HEADeR', 'two'],
          ['X-Forwarded-For', '198.51.100.1'],
        ],
      }),
    );
  });

  test('has the members of a REQUEST authorizer event and no others', () => {
    expect(Object.keys(event).toSorted()).toEqual([
      'headers',
      'httpMethod',
      'methodArn',
      'multiValueHeaders',
      'multiValueQueryStringParameters',
      'path',
      'pathParameters',
      'queryStringParameters',
      'requestContext',
      'resource',
      'stageVariables',
      'type',
    ]);
  });

  test('names the method by its ARN', () => {
    expect(event.methodArn).toBe(
      'arn:aws:execute-api:eu-central-1:111122223333:api1234567/aps/GET/2/resources/a%2Fb+c/',
    );
  });

  test('has the path raw, with and without the stage', () => {
    expect([event.path, event.requestContext['path']]).toEqual(['/2/resources/a%2Fb+c/', '/aps//2/resources/a%2Fb+c/']);
  });

  test('gives path parameters raw, without the trailing slash', () => {
    expect(event.pathParameters).toEqual({ proxy: 'a%2Fb+c' });
  });

  test('gives all values of a parameter in the multi map, the last in the other', () => {
    expect(event.multiValueQueryStringParameters).toEqual({ x: ['1', '2'], y: ['p q+'], flag: [''] });
    expect(event.queryStringParameters).toEqual({ x: '2', y: 'p q+', flag: '' });
  });

  test('keeps the spelling of headers, except that Authorization is capitalised', () => {
    expect(event.multiValueHeaders).toMatchObject({ 'tEsT-HEADeR': ['one', 'two'], Authorization: ['OAuth x'] });
    expect(event.headers).toMatchObject({ 'tEsT-HEADeR': 'two' });
  });

  test('has the headers that API Gateway adds', () => {
    expect(event.headers).toMatchObject({
      'X-Forwarded-For': '198.51.100.1, 192.0.2.7',
      'X-Forwarded-Port': '10443',
      'X-Forwarded-Proto': 'https',
      'X-Amzn-Trace-Id': 'Root=1-0-trace',
    });
  });

  test('takes the domain name from the Host header, port included', () => {
    expect(event.requestContext).toMatchObject({ domainName: 'gateway.example:10443', domainPrefix: 'gateway' });
  });

  test('takes the source IP from the connection', () => {
    expect(event.requestContext['identity']).toMatchObject({ sourceIp: '192.0.2.7' });
  });
});

test('maps without entries are empty in the authorizer event, not null', async () => {
  let event: AuthorizerEvent | undefined;
  const invoke = async (_arn: string, sent: unknown) => {
    event = sent as AuthorizerEvent;
    return allow();
  };
  await restApi({ model: { methods: [protectedMethod] }, invoke }).api.answer(signed());
  expect([event?.queryStringParameters, event?.multiValueQueryStringParameters, event?.pathParameters]).toEqual([
    {},
    {},
    {},
  ]);
});
