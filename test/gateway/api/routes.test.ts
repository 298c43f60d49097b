import type { Template } from 'aws-cdk-lib/assertions';
import { resellerTemplate, resourcesOf, text } from '../support/synthesis';

interface Integration {
  readonly Type: string;
  readonly Uri?: unknown;
  readonly RequestParameters?: Record<string, string>;
  readonly PassthroughBehavior?: string;
  readonly RequestTemplates?: Record<string, string>;
  readonly IntegrationResponses?: { StatusCode: string; ResponseTemplates: Record<string, string> }[];
}

/** Methods as `GET /2/resources` with their properties. */
function methodsOf(template: Template): Map<string, Record<string, unknown> & { Integration: Integration }> {
  const resources = new Map(resourcesOf(template, 'AWS::ApiGateway::Resource'));
  const path = (id: string): string => {
    const { ParentId, PathPart } = resources.get(id)!.Properties as { ParentId: { Ref?: string }; PathPart: string };
    return `${ParentId.Ref ? path(ParentId.Ref) : ''}/${PathPart}`;
  };
  return new Map(
    resourcesOf(template, 'AWS::ApiGateway::Method').map(([, { Properties }]) => {
      const { Ref } = Properties['ResourceId'] as { Ref?: string };
      return [`${String(Properties['HttpMethod'])} ${Ref ? path(Ref) : '/'}`, Properties as never];
    }),
  );
}

const methods = methodsOf(
  resellerTemplate({
    routes: [{ path: '/aps/2/resources' }, { path: '/aps/2/services/order-manager/', methods: ['POST', 'GET'] }],
  }),
);
const forwarded = [...methods].filter(([name]) => !name.startsWith('ANY '));
const unknown = [...methods].filter(([name]) => name.startsWith('ANY '));

const both = (method: string, path: string) => [`${method} ${path}`, `${method} ${path}/{proxy+}`];

test('exactly the declared methods are forwarded, at each path and below it', () => {
  expect(forwarded.map(([name]) => name).toSorted()).toEqual(
    [
      ...['GET', 'POST', 'PUT', 'DELETE'].flatMap((method) => both(method, '/2/resources')),
      ...['GET', 'POST'].flatMap((method) => both(method, '/2/services/order-manager')),
    ].toSorted(),
  );
});

test('HEAD is forwarded as HEAD where it is declared, and authorized like every method', () => {
  const declared = methodsOf(resellerTemplate({ routes: [{ path: '/aps/2/a', methods: ['GET', 'HEAD'] }] }));
  expect(both('HEAD', '/2/a').map((name) => declared.get(name))).toEqual(
    both('HEAD', '/2/a').map(() =>
      expect.objectContaining({
        AuthorizationType: 'CUSTOM',
        ApiKeyRequired: true,
        Integration: expect.objectContaining({ IntegrationHttpMethod: 'HEAD' }),
      }),
    ),
  );
});

test('the gateway itself answers every other path and method', () => {
  expect(unknown.map(([name]) => name).toSorted()).toEqual(
    [
      'ANY /',
      'ANY /2',
      'ANY /2/resources',
      'ANY /2/resources/{proxy+}',
      'ANY /2/services',
      'ANY /2/services/order-manager',
      'ANY /2/services/order-manager/{proxy+}',
      'ANY /{proxy+}',
    ].toSorted(),
  );
});

test('a path between two nested routes belongs to the outer one, so it has no method of its own', () => {
  const nested = methodsOf(
    resellerTemplate({
      routes: [
        { path: '/aps/2/services', methods: ['GET'] },
        { path: '/aps/2/services/orders/archive', methods: ['PUT'] },
      ],
    }),
  );
  const below = [...nested.keys()].filter((name) => name.includes(' /2/services'));
  expect(below.toSorted()).toEqual(
    ['/2/services', '/2/services/orders/archive']
      .flatMap((path) => [...both('ANY', path), ...both(path === '/2/services' ? 'GET' : 'PUT', path)])
      .toSorted(),
  );
});

test.each(forwarded)('%s is authorized and metered', (_name, method) => {
  expect(method).toMatchObject({
    AuthorizationType: 'CUSTOM',
    ApiKeyRequired: true,
    AuthorizerId: expect.anything() as object,
  });
});

test.each(forwarded)('%s tells the nodes which host was called', (_name, { Integration }) => {
  expect(Integration.RequestParameters).toMatchObject({
    'integration.request.header.X-Forwarded-Host': 'context.domainName',
  });
});

test.each(forwarded)('%s is proxied to its own path on the brand endpoint', (name, { Integration }) => {
  const [, path = ''] = name.split(' ');
  expect(Integration.Type).toBe('HTTP_PROXY');
  expect(text(Integration.Uri)).toBe(`https://brand.provider.test/aps${path.replace('{proxy+}', '{proxy}')}`);
});

test.each(forwarded.filter(([name]) => name.endsWith('{proxy+}')))('%s passes on what is below', (_name, method) => {
  expect(method['RequestParameters']).toEqual({ 'method.request.path.proxy': true });
  expect(method.Integration.RequestParameters).toMatchObject({
    'integration.request.path.proxy': 'method.request.path.proxy',
  });
});

test.each(unknown)('%s is open to anyone, and uses up no quota', (_name, method) => {
  expect(method).toMatchObject({ AuthorizationType: 'NONE', ApiKeyRequired: false });
});

test.each(unknown)('%s answers 404 with a code', (_name, { Integration }) => {
  expect(Integration).toMatchObject({ Type: 'MOCK', PassthroughBehavior: 'NEVER' });
  const [answer] = Integration.IntegrationResponses!;
  expect(answer?.StatusCode).toBe('404');
  expect(JSON.parse(answer!.ResponseTemplates['application/json']!)).toEqual({
    code: 'route_unknown',
    message: expect.stringMatching(
      /^This gateway has no route for this path and method\. Check the path and method/,
    ) as string,
    requestId: '$context.extendedRequestId',
  });
});
