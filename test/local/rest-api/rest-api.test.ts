import { FunctionError } from '../../../lib/local/function/invoke';
import type { AuthorizerEvent } from '../../../lib/local/rest-api/authorizer/authorizer-event';
import { allow, AUTHORIZER, bodyOf, deny, headerOf, method, request, restApi } from '../support/rest-api-fixture';

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

async function answerWith(invoke: () => Promise<unknown>, gatewayResponses = new Map()) {
  const { api } = restApi({ model: { methods: [protectedMethod], gatewayResponses }, invoke });
  const response = await api.answer(signed());
  return { status: response.status, body: bodyOf(response), errorType: headerOf(response.headers, 'x-amzn-ErrorType') };
}

describe('what the authorizer does leads to', () => {
  test('the integration, when it allows', async () => {
    expect(await answerWith(async () => allow())).toMatchObject({ status: 200, body: '{"path":"/aps/2/resources"}' });
  });

  test("403 with AWS's own words, when it denies and no gateway response is declared", async () => {
    expect(await answerWith(async () => deny())).toEqual({
      status: 403,
      body: '{"message":"User is not authorized to access this resource with an explicit deny"}',
      errorType: 'AccessDeniedException',
    });
  });

  test('403, when its policy speaks of something else', async () => {
    const Statement = [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: 'arn:aws:execute-api:*:*:other/*' }];
    expect(await answerWith(async () => allow({ policyDocument: { Statement } }))).toMatchObject({
      status: 403,
      body: '{"message":"User is not authorized to access this resource"}',
    });
  });

  test('401, when it throws exactly Unauthorized', async () => {
    expect(await answerWith(() => Promise.reject(new FunctionError('error', 'Unauthorized')))).toMatchObject({
      status: 401,
      body: '{"message":"Unauthorized"}',
    });
  });

  test.each(['error', 'timeout'] as const)('500 with a null message, when it ends with %s', async (kind) => {
    const invoke = async () => {
      throw new FunctionError(kind, 'something');
    };
    expect(await answerWith(invoke)).toEqual({
      status: 500,
      body: '{"message":null}',
      errorType: 'AuthorizerConfigurationException',
    });
  });

  test('the declared answer of AUTHORIZER_FAILURE, when it throws', async () => {
    const declared = new Map([
      [
        'AUTHORIZER_FAILURE',
        {
          statusCode: 503,
          parameters: { 'gatewayresponse.header.Retry-After': "'5'" },
          templates: { 'application/json': '{}' },
        },
      ],
    ]);
    const failure = new FunctionError('error', 'credentials_unavailable');
    expect(await answerWith(() => Promise.reject(failure), declared)).toMatchObject({ status: 503, body: '{}' });
  });

  test('AUTHORIZER_CONFIGURATION_ERROR, when its output is malformed', async () => {
    const declared = new Map([
      [
        'AUTHORIZER_CONFIGURATION_ERROR',
        { statusCode: 503, parameters: {}, templates: { 'application/json': '"config"' } },
      ],
    ]);
    expect(await answerWith(async () => ({ principalId: '' }), declared)).toMatchObject({
      status: 503,
      body: '"config"',
    });
  });

  test('a denial that its context explains', async () => {
    const declared = new Map([
      [
        'ACCESS_DENIED',
        {
          statusCode: 401,
          parameters: { 'gatewayresponse.header.WWW-Authenticate': 'context.authorizer.challenge' },
          templates: { 'application/json': '{"code":"$context.authorizer.reason","id":"$context.extendedRequestId"}' },
        },
      ],
    ]);
    const { api } = restApi({
      model: { methods: [protectedMethod], gatewayResponses: declared },
      invoke: async () => deny({ context: { reason: 'nonce_used', challenge: 'OAuth realm="r"' } }),
    });
    const response = await api.answer(signed());
    expect([response.status, bodyOf(response), headerOf(response.headers, 'WWW-Authenticate')]).toEqual([
      401,
      '{"code":"nonce_used","id":"extended-1"}',
      'OAuth realm="r"',
    ]);
  });
});

test('without its identity source a request is 401 and the authorizer is not called', async () => {
  const invoke = jest.fn();
  const { api } = restApi({ model: { methods: [protectedMethod] }, invoke });
  const response = await api.answer(request());
  expect([response.status, invoke.mock.calls]).toEqual([401, []]);
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

  test('gives the path raw, inside and outside of the stage', () => {
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

test('a method ARN over 1600 bytes is 414', async () => {
  const { api } = restApi({ model: { methods: [method({ authorizer, resourcePath: '/{proxy+}' })] } });
  expect((await api.answer(signed({ target: `/aps/${'a'.repeat(1600)}` }))).status).toBe(414);
});

test('a request to no method is 403 Missing Authentication Token', async () => {
  const response = await restApi().api.answer(request({ target: '/aps/elsewhere' }));
  expect([response.status, bodyOf(response)]).toEqual([403, '{"message":"Missing Authentication Token"}']);
});

test('X-HTTP-Method-Override changes the method', async () => {
  const { api } = restApi({ model: { methods: [method({ httpMethod: 'DELETE' })] } });
  const headers = [
    ['Host', 'h'],
    ['X-HTTP-Method-Override', 'delete'],
  ] as const;
  expect((await api.answer(request({ headers }))).status).toBe(200);
});

test('every answer has the request id and the extended request id', async () => {
  const { headers } = await restApi().api.answer(request());
  expect([headerOf(headers, 'x-amzn-RequestId'), headerOf(headers, 'x-amz-apigw-id')]).toEqual([
    'request-1',
    'extended-1',
  ]);
});

test('the access log has a dash for what is absent', async () => {
  const { api, accessLog } = restApi({
    model: {
      stage: {
        name: 'aps',
        variables: {},
        throttles: new Map(),
        accessLogFormat: '$context.requestTime $context.path $context.status $context.authorizer.reason',
      },
    },
  });
  await api.answer(request({ target: '/aps/2/resources?secret=1' }));
  expect(accessLog).toEqual(['22/Nov/2026:03:21:07 +0000 /aps/2/resources 200 -']);
});

test('a mistake in the local gateway is a 500 without its stack, and is reported to its owner', async () => {
  const mistake = new TypeError('a mistake');
  const { api, internalErrors } = restApi({
    model: { methods: [protectedMethod] },
    invoke: async () => {
      throw mistake;
    },
  });
  const response = await api.answer(signed());
  expect([response.status, bodyOf(response), internalErrors]).toEqual([
    500,
    '{"message":"Internal server error"}',
    [mistake],
  ]);
});
