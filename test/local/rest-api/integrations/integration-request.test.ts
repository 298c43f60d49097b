import { openExchange, type RoutedRequest } from '../../../../lib/local/rest-api/exchange';
import { buildIntegrationRequest } from '../../../../lib/local/rest-api/integrations/integration-request';
import type { HeaderList } from '../../../../lib/local/http/http-message';
import { decodeQuery } from '../../../../lib/rest-api/query';
import type { HttpProxyIntegration, RestApiModel } from '../../../../lib/local/template/rest-api-model';
import { FIXED_IDS, headerOf, method, model, NOW, request } from '../../support/rest-api-fixture';

interface Sent {
  readonly integration?: Partial<HttpProxyIntegration>;
  readonly headers?: HeaderList;
  readonly query?: string;
  readonly proxy?: string;
  readonly body?: Buffer;
  readonly model?: Partial<RestApiModel>;
}

function build(sent: Sent = {}) {
  const integration: HttpProxyIntegration = {
    type: 'HTTP_PROXY',
    method: 'GET',
    uri: 'https://node.example/aps/2/resources/{proxy}',
    requestParameters: {
      'integration.request.path.proxy': 'method.request.path.proxy',
      'integration.request.header.X-Forwarded-Host': 'context.domainName',
    },
    timeoutMs: 29_000,
    ...sent.integration,
  };
  const api = model(sent.model);
  const incoming = request({
    headers: [['Host', 'gateway.example:10443'], ...(sent.headers ?? [])],
    ...(sent.body && { body: sent.body }),
  });
  const exchange = openExchange(incoming, api, { accountId: '111122223333', ids: FIXED_IDS, now: NOW });
  const route: RoutedRequest = {
    method: method({ integration }),
    pathParameters: { proxy: sent.proxy ?? 'id-1' },
    httpMethod: 'POST',
    requestedPath: '/aps/2/resources/id-1',
    path: '/2/resources/id-1',
    query: decodeQuery(sent.query ?? ''),
    domainName: 'gateway.example:10443',
  };
  exchange.route = route;
  return buildIntegrationRequest(exchange, route, integration);
}

test('goes to the host of the URI', () => {
  expect([build().hostname, headerOf(build().headers, 'Host')]).toEqual(['node.example', 'node.example']);
});

test.each(['id-1', 'a/b', 'a%2Fb', 'a+b%20c', '(x)'])(
  'puts the path parameter %s into the path as it came',
  (proxy) => {
    expect(build({ proxy }).target).toBe(`/aps/2/resources/${proxy}`);
  },
);

test('appends the query', () => {
  expect(build({ query: 'like(name,*x*)' }).target).toBe('/aps/2/resources/id-1?like(name,*x*)');
});

test("appends the client's query to the URI's own, and mapped parameters as they are", () => {
  const integration = {
    uri: 'https://node.example/x?own={proxy}',
    requestParameters: {
      'integration.request.path.proxy': 'method.request.path.proxy',
      'integration.request.querystring.colour': 'stageVariables.colour',
    },
  };
  expect(build({ integration, query: 'own=client' }).target).toBe('/x?own=id-1&own=client&colour=blue');
});

test('sends only the mapped X-Forwarded-Host, whatever the client sent', () => {
  const { headers } = build({
    headers: [
      ['x-forwarded-host', 'forged.example'],
      ['X-Forwarded-Host', 'forged.example'],
    ],
  });
  expect(headers.filter(([name]) => name.toLowerCase() === 'x-forwarded-host')).toEqual([
    ['X-Forwarded-Host', 'gateway.example:10443'],
  ]);
});

test('sends static values and leaves out what has no value', () => {
  const integration = {
    requestParameters: {
      'integration.request.header.X-Static': "'as it is'",
      'integration.request.header.X-Absent': 'method.request.header.X-Absent',
    },
  };
  const { headers } = build({ integration });
  expect([headerOf(headers, 'X-Static'), headerOf(headers, 'X-Absent')]).toEqual(['as it is', undefined]);
});

test('lets a mapping set Host', () => {
  const integration = { requestParameters: { 'integration.request.header.Host': "'other.example'" } };
  expect(headerOf(build({ integration }).headers, 'Host')).toBe('other.example');
});

test.each(['Content-Length', 'Transfer-Encoding'])('fails on a mapping of %s, as AWS does', (name) => {
  const integration = { requestParameters: { [`integration.request.header.${name}`]: "'1'" } };
  expect(() => build({ integration })).toThrow(expect.objectContaining({ responseType: 'API_CONFIGURATION_ERROR' }));
});

test("sends the integration's method, or the caller's for ANY", () => {
  expect([build().method, build({ integration: { method: 'ANY' } }).method]).toEqual(['GET', 'POST']);
});

test('recomputes the length', () => {
  const { headers } = build({ body: Buffer.from('größe'), headers: [['content-length', '99']] });
  expect(headers.filter(([name]) => name.toLowerCase() === 'content-length')).toEqual([['Content-Length', '7']]);
});

test('loses bytes that are not UTF-8, unless the type is declared binary', () => {
  const body = Buffer.from([0xff, 0x00]);
  const headers: HeaderList = [['Content-Type', 'application/octet-stream']];
  expect([
    build({ body, headers }).body.equals(body),
    build({ body, headers, model: { binaryMediaTypes: ['application/octet-stream'] } }).body.equals(body),
  ]).toEqual([false, true]);
});
