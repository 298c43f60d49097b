import type { HeaderList } from '../../../lib/local/http/http-message';
import { responseHeadersFromIntegration } from '../../../lib/local/rest-api/integrations/header-rules';
import { buildIntegrationRequest } from '../../../lib/local/rest-api/integrations/integration-request';
import { passRequestBody, passResponseBody } from '../../../lib/local/rest-api/integrations/payload';
import type { HttpProxyIntegration } from '../../../lib/local/template/rest-api-model';
import { exchange, headerOf, method } from '../support/rest-api-fixture';
import recorded from './http-proxy.json';

interface Sent {
  readonly method?: string;
  readonly headers?: HeaderList;
  readonly mappings?: Readonly<Record<string, string>>;
}

/** Headers of the request that reaches the node. */
function received(sent: Sent): HeaderList {
  const integration: HttpProxyIntegration = {
    type: 'HTTP_PROXY',
    method: sent.method ?? 'GET',
    uri: 'https://node.example/aps',
    requestParameters: sent.mappings ?? {},
    timeoutMs: 5000,
  };
  const opened = exchange({ headers: [['Host', 'gateway.example'], ...(sent.headers ?? [])] });
  const route = {
    method: method({ integration }),
    pathParameters: {},
    httpMethod: 'POST',
    requestedPath: '/aps',
    path: '/',
    query: new Map(),
    domainName: 'gateway.example',
  };
  return buildIntegrationRequest(opened, route, integration).headers;
}

test.each(recorded.droppedHeaders)('the header %s does not reach the node', (name) => {
  expect(headerOf(received({ headers: [[name, 'v']] }), name)).toBeUndefined();
});

test.each(recorded.passedHeaders)('the header %s reaches the node', (name) => {
  expect(headerOf(received({ headers: [[name, `${name} v`]] }), name)).toBe(`${name} v`);
});

test.each(recorded.mappableHeaders)("a mapping replaces the client's header %s", (name) => {
  const mappings = { [`integration.request.header.${name}`]: "'mapped'" };
  const headers = received({ headers: [[name, 'sent']], mappings });

  expect(headers.filter(([it]) => it.toLowerCase() === name.toLowerCase())).toEqual([[name, 'mapped']]);
});

test.each(recorded.mappingsThatFail)('a mapping of %s fails every call', (name) => {
  const mappings = { [`integration.request.header.${name}`]: "'7'" };

  expect(() => received({ mappings })).toThrow(expect.objectContaining({ responseType: 'API_CONFIGURATION_ERROR' }));
});

test('a POST without a body states that its length is 0', () => {
  expect(headerOf(received({ method: 'POST' }), 'Content-Length')).toBe(recorded.lengthOfNoBody.POST);
});

test.each(Object.entries(recorded.remappedHeaders))("the node's header %s comes back as %s", (name, remapped) => {
  expect(responseHeadersFromIntegration([[name, 'v']])[0]).toEqual([remapped, 'v']);
});

test('without binary media types every byte that is not UTF-8 reaches the node as U+FFFD', () => {
  const body = Buffer.from([0x1f, 0x8b, 0x08, 0xff]);

  expect(passRequestBody(body, [['Content-Type', 'application/gzip']], []).toString()).toBe('\x1f\uFFFD\b\uFFFD');
});

describe('with image/png as a binary media type', () => {
  const respond = (contentType: string, accept: string, body: Buffer) =>
    passResponseBody(body, [['Content-Type', contentType]], binary(accept));
  const binary = (accept: string) => exchange({ headers: [['Accept', accept]] }, { binaryMediaTypes: ['image/png'] });

  test.each(recorded.binaryAnswers)('$fact', ({ contentType, accept, sent, received: expected }) => {
    const body = respond(contentType, accept, Buffer.from(sent, 'base64'));

    expect(body.toString('base64')).toBe(expected);
  });

  test('a text that is not base64 fails for a binary Accept', () => {
    expect(() => respond('text/plain', 'image/png', Buffer.from('not base64!'))).toThrow(
      expect.objectContaining({ responseType: 'API_CONFIGURATION_ERROR' }),
    );
  });
});
