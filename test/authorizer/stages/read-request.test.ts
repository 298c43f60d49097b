import { Denied } from '../../../lambda/authorizer/decision';
import {
  policyResource,
  readRequest,
  readRequestIds,
  type SignedRequest,
} from '../../../lambda/authorizer/stages/read-request';
import { authorizerEvent, type AuthorizerEvent } from '../support/events';

const read = (event: AuthorizerEvent): SignedRequest => {
  const request = readRequest(event);
  if (request instanceof Denied) throw new Error('expected a readable event');
  return request;
};
const changed = (change: (event: AuthorizerEvent) => void, url?: string): AuthorizerEvent => {
  const event = authorizerEvent(url === undefined ? {} : { url });
  change(event);
  return event;
};

function hostHeader(event: AuthorizerEvent, host: string): void {
  event.headers.Host = host;
  event.multiValueHeaders.Host = [host];
}
const evilHost = (event: AuthorizerEvent): void => hostHeader(event, 'evil.example:8443');
const forwarded = (event: AuthorizerEvent): void =>
  void (event.multiValueHeaders['X-Forwarded-Host'] = ['evil.example']);
const local = (event: AuthorizerEvent): void => {
  event.requestContext.domainName = 'localhost:10443';
  hostHeader(event, 'localhost:1');
};
const unchanged = (): void => {};
const uriOf = (url: string, change: (event: AuthorizerEvent) => void = unchanged) => read(changed(change, url)).uri;

describe('base string URI', () => {
  test('has the domain name and the requested path, including the stage', () => {
    expect(uriOf('https://gw1.example.com/aps/2/resources?a=1')).toBe('https://gw1.example.com/aps/2/resources');
  });
  test('keeps escapes, double slashes and a final slash of the path', () => {
    expect(uriOf('https://gw1.example.com/aps//2/a%2fb%20+/')).toBe('https://gw1.example.com/aps//2/a%2fb%20+/');
  });
  test('takes the port from the Host header of the same host', () => {
    expect(uriOf('https://GW1.example.com:8443/aps/2')).toBe('https://gw1.example.com:8443/aps/2');
  });
  test('leaves the default port out', () => {
    expect(uriOf('https://gw1.example.com:443/aps/2')).toBe('https://gw1.example.com/aps/2');
  });
  test('ignores a Host header that names another host', () => {
    expect(uriOf('https://gw1.example.com/aps/2', evilHost)).toBe('https://gw1.example.com/aps/2');
  });
  test('never uses X-Forwarded-Host', () => {
    expect(uriOf('https://gw1.example.com/aps/2', forwarded)).toBe('https://gw1.example.com/aps/2');
  });
  test('takes the port of the domain name if it has one, as on localhost', () => {
    expect(uriOf('https://localhost/aps/2', local)).toBe('https://localhost:10443/aps/2');
  });
});

describe('query', () => {
  test('keeps duplicates, empty values and decoded text', () => {
    const { query } = read(authorizerEvent({ url: 'https://gw1.example.com/aps/2?x=1&and(eq(a,1))&x=&y=%2B+%C3%A9' }));
    expect(query).toEqual([
      ['x', '1'],
      ['x', ''],
      ['and(eq(a,1))', ''],
      ['y', '+ é'],
    ]);
  });
  test('is not decoded again', () => {
    expect(read(authorizerEvent({ url: 'https://gw1.example.com/aps/2?a=%252B' })).query).toEqual([['a', '%2B']]);
  });
  test.each([null, undefined])('is empty when the maps are %s', (nothing) => {
    const event = changed((each) => {
      each.multiValueQueryStringParameters = nothing;
      each.queryStringParameters = nothing;
    });
    expect(read(event).query).toEqual([]);
  });
  test('with an empty list for a name cannot be read', () => {
    const event = changed((each) => {
      each.queryStringParameters = { x: '1' };
      each.multiValueQueryStringParameters = { x: [] };
    });
    expect(readRequest(event)).toEqual(new Denied('request_unreadable'));
  });
  test('accepts names of object properties as parameter names', () => {
    const event = authorizerEvent({ url: 'https://gw1.example.com/aps/2?__proto__=1&constructor=2' });
    expect(read(event).query).toEqual([
      ['__proto__', '1'],
      ['constructor', '2'],
    ]);
  });
});

describe('headers', () => {
  test('are found in any case, with all values', () => {
    const { headers } = read(
      authorizerEvent({
        headers: [
          ['X-One', '1'],
          ['x-oNE', '2'],
        ],
      }),
    );
    expect(headers.get('x-one')).toEqual(['1', '2']);
  });
  test('are found even if only the single-value map has them', () => {
    const event = changed((each) => {
      each.headers['X-One'] = '1';
    });
    expect(read(event).headers.get('x-one')).toEqual(['1']);
  });
  test('that differ between the maps have both values', () => {
    const event = changed((each) => {
      each.headers['x-one'] = '1';
      each.multiValueHeaders['X-One'] = ['2'];
    });
    expect(read(event).headers.get('x-one')).toEqual(['2', '1']);
  });
  test('may be missing', () => {
    const event = changed((each) => {
      delete each.headers;
      each.multiValueHeaders = null;
    });
    expect(read(event).headers.size).toBe(0);
  });
  test('without a list have one value', () => {
    const event = changed((each) => {
      each.multiValueHeaders['X-One'] = '1';
    });
    expect(read(event).headers.get('x-one')).toEqual(['1']);
  });
  test('that are not text are empty', () => {
    const event = changed((each) => {
      each.multiValueHeaders['X-One'] = [7];
    });
    expect(read(event).headers.get('x-one')).toEqual(['']);
  });
});

test('the source IP is the one that API Gateway reports', () => {
  expect(read(authorizerEvent({ sourceIp: '203.0.113.9', headers: [['X-Forwarded-For', '10.0.0.1']] })).sourceIp).toBe(
    '203.0.113.9',
  );
});

test('the VPC endpoint is the one that API Gateway reports', () => {
  expect(read(authorizerEvent({ vpceId: 'vpce-0a' })).vpcEndpoint).toBe('vpce-0a');
  expect(read(authorizerEvent({ headers: [['X-Vpce-Id', 'vpce-0a']] })).vpcEndpoint).toBeUndefined();
});

test.each<[string, (event: AuthorizerEvent) => unknown]>([
  ['no method', (event) => delete event.httpMethod],
  ['a method with a space', (event) => (event.httpMethod = 'GET /')],
  ['a method that is too long', (event) => (event.httpMethod = 'G'.repeat(33))],
  ['an empty method', (event) => (event.httpMethod = '')],
  ['no method ARN', (event) => delete event.methodArn],
  ['a method ARN without stage', (event) => (event.methodArn = 'arn:aws:execute-api:eu-central-1:1:a')],
  ['no request context', (event) => delete event.requestContext],
  ['a request context that is a list', (event) => (event.requestContext = [])],
  ['no path', (event) => delete event.requestContext.path],
  ['a path that is relative', (event) => (event.requestContext.path = 'aps/2')],
  ['a path with a lone surrogate', (event) => (event.requestContext.path = '/\udc00')],
  ['no domain name', (event) => delete event.requestContext.domainName],
  ['an invalid domain name', (event) => (event.requestContext.domainName = 'a/b')],
  ['two Host headers', (event) => (event.multiValueHeaders.Host = ['gw1.example.com', 'gw1.example.com:82'])],
  ['a query value with a lone surrogate', (event) => (event.multiValueQueryStringParameters = { a: ['\ud800'] })],
  ['a query name with a lone surrogate', (event) => (event.multiValueQueryStringParameters = { '\ud800': ['a'] })],
  ['a query value that is a number', (event) => (event.multiValueQueryStringParameters = { a: [1] })],
  ['a query that is not a map', (event) => (event.multiValueQueryStringParameters = '?a')],
  ['a single-value query that is not a map', (event) => (event.queryStringParameters = ['a'])],
  ['headers that are not a map', (event) => (event.headers = 'x')],
  ['multi-value headers that are not a map', (event) => (event.multiValueHeaders = [])],
  ['a query name without a list', (event) => (event.multiValueQueryStringParameters = { a: '1' })],
  ['a query name only in the single-value map', (event) => (event.queryStringParameters = { a: '1' })],
])('an event with %s cannot be read', (_, change) => {
  expect(readRequest(changed((event) => void change(event)))).toEqual(new Denied('request_unreadable'));
});

test.each([null, undefined, 7, 'text', [], [[]]])('%p is not an event', (event) => {
  expect(readRequest(event)).toEqual(new Denied('request_unreadable'));
});

describe('policy resource', () => {
  test('is the method on every path of the stage, however long the path', () => {
    const event = authorizerEvent({ method: 'PUT', url: `https://gw1.example.com/aps/${'x'.repeat(1000)}` });
    expect(policyResource(event)).toBe('arn:aws:execute-api:eu-central-1:123456789012:a1b2c3d4e5/aps/PUT/*');
  });
  test('uses the method that API Gateway evaluates, which is the one in the ARN', () => {
    expect(policyResource(changed((event) => (event.httpMethod = 'DELETE')))).toMatch(/\/aps\/GET\/\*$/);
  });
  test.each<[string, unknown]>([
    ['no event', undefined],
    ['a malformed ARN', { httpMethod: 'GET', methodArn: 'x/y/z' }],
    ['a malformed method', { httpMethod: '*', methodArn: 'arn:aws:execute-api:r:1:api/aps/*/' }],
  ])('covers everything for %s, which can only be denied', (_, event) => {
    expect(policyResource(event)).toBe('*');
  });
});

test('the ids come from the request context', () => {
  expect(readRequestIds(authorizerEvent({}))).toEqual({
    requestId: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
    extendedRequestId: 'JKJaXmPLvHcESHA=',
    resourcePath: '/2/resources',
  });
});

describe('the method', () => {
  const withMethod = (method: string) => authorizerEvent({ method });

  test.each(['M-SEARCH', 'X'.repeat(32)])('%s is read', (method) => {
    expect(read(withMethod(method)).method).toBe(method);
  });

  test.each(['', 'X'.repeat(33), 'GET ', ' GET', 'GET\n', 'G_T', '*', 'GET/*'])('%j cannot be read', (method) => {
    expect(readRequest(withMethod(method))).toBeInstanceOf(Denied);
  });

  test.each(['', 'X'.repeat(33), 'GET ', ' GET', 'GET\n', 'G_T', '*'])('%j in the ARN allows nothing', (method) => {
    expect(policyResource(withMethod(method))).toBe('*');
  });

  test('that differs from the method that API Gateway evaluates cannot be read', () => {
    expect(readRequest(changed((event) => void (event.httpMethod = 'DELETE')))).toBeInstanceOf(Denied);
  });
});

test.each(['xarn:aws:a/b/GET/x', 'arn:aws:a/b', 'arn:/b/GET', 'arn:aws:a//GET', ` arn:aws:a/b/GET`, ''])(
  'the method ARN %j cannot be read',
  (methodArn) => {
    const event = changed((each) => void (each.methodArn = methodArn));
    expect(readRequest(event)).toBeInstanceOf(Denied);
    expect(policyResource(event)).toBe('*');
  },
);
