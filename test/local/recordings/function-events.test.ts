import type { AuthorizerEvent } from '../../../lib/local/rest-api/authorizer/authorizer-event';
import { buildAuthorizerEvent } from '../../../lib/local/rest-api/authorizer/authorizer-event';
import type { HeaderList } from '../../../lib/local/http/http-message';
import { exchange, method } from '../support/rest-api-fixture';
import recorded from './function-events.json';

function eventOf(headers: HeaderList): AuthorizerEvent {
  const opened = exchange({ headers: [['Host', 'gateway.example'], ...headers] });
  const route = {
    method: method(),
    pathParameters: {},
    httpMethod: 'POST',
    requestedPath: '/aps/2/resources',
    path: '/2/resources',
    query: new Map(),
    domainName: 'gateway.example',
  };
  return buildAuthorizerEvent(opened, route, 'arn');
}

test.each(recorded.hiddenHeaders)('a function does not see the header %s', (name) => {
  expect(Object.keys(eventOf([[name, 'v']]).multiValueHeaders)).not.toContain(name);
});

test.each(recorded.hiddenHeaders)('a function does not see the header %s in lower case', (name) => {
  expect(Object.keys(eventOf([[name.toLowerCase(), 'v']]).headers)).not.toContain(name.toLowerCase());
});

test.each(recorded.keptHeaders)('a function sees the header %s', (name) => {
  expect(eventOf([[name, `${name} v`]]).headers[name]).toBe(`${name} v`);
});

test.each(recorded.traces)('of the trace that a client sends, $fact', ({ sent, received }) => {
  expect(eventOf([['x-amzn-trace-id', sent]]).headers['X-Amzn-Trace-Id']).toBe(received);
});
