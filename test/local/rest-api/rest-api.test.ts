import { gunzipSync } from 'node:zlib';

import { FunctionError } from '../../../lib/local/function/invoke';
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

  test('403, when its policy covers something else', async () => {
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

  test('a denial that its context and the message of API Gateway explain', async () => {
    const declared = new Map([
      [
        'ACCESS_DENIED',
        {
          statusCode: 401,
          parameters: { 'gatewayresponse.header.WWW-Authenticate': 'context.authorizer.challenge' },
          templates: {
            'application/json': '{"code":"$context.authorizer.reason","detail":$context.error.messageString}',
          },
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
      '{"code":"nonce_used","detail":"User is not authorized to access this resource with an explicit deny"}',
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

test('an answer is compressed for a caller that accepts it, and reported as it was', async () => {
  const reported: string[] = [];
  const { api } = restApi({
    model: { minimumCompressionBytes: 1 },
    onAnswered: (response) => reported.push(bodyOf(response)),
  });
  const { headers, body } = await api.answer(
    request({
      headers: [
        ['Host', 'h'],
        ['Accept-Encoding', 'gzip'],
      ],
    }),
  );
  expect([headerOf(headers, 'content-encoding'), gunzipSync(body as Buffer).toString(), reported]).toEqual([
    'gzip',
    '{"path":"/aps/2/resources"}',
    ['{"path":"/aps/2/resources"}'],
  ]);
});

test('a body that cannot be decompressed is 415 before the authorizer is called', async () => {
  let calls = 0;
  const { api } = restApi({
    model: { methods: [protectedMethod] },
    invoke: async () => {
      calls += 1;
      return allow();
    },
  });
  const headers = [
    ['Host', 'h'],
    ['Content-Encoding', 'br'],
  ] as const;
  expect([(await api.answer(request({ headers, body: Buffer.from('x') }))).status, calls]).toEqual([415, 0]);
});

test('the access log names why a UI node gave no answer', async () => {
  const integration = {
    type: 'HTTP_PROXY',
    method: 'GET',
    uri: 'https://node.example/',
    requestParameters: {},
    timeoutMs: 100,
  } as const;
  const stage = {
    name: 'aps',
    variables: {},
    throttles: new Map(),
    accessLogFormat: '$context.integration.error',
  };
  const { api, accessLog } = restApi({
    model: { methods: [method({ integration })], stage },
    dial: () => {
      throw new Error('no such host');
    },
  });
  await api.answer(request());
  expect(accessLog).toEqual(['no such host']);
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
