import { operationsRule } from '../../../../lambda/authorizer/consumers/rules/operations';
import { outcome } from '../../support/rules';

const allows = (declared: unknown, method: string, path = '/aps/2/resources') =>
  outcome(operationsRule(declared), { method, path });

test.each(['GET', 'HEAD'])('readOnly allows %s', (method) => {
  expect(allows('readOnly', method, '/aps/2/anything')).toBe('passes');
});

test.each(['POST', 'PUT', 'DELETE', 'get', 'head'])('readOnly denies %s', (method) => {
  expect(allows('readOnly', method)).toBe('operation_refused');
});

const LIST = [{ methods: ['get', 'PUT'], path: '/aps/2/resources/**' }, { path: '/aps/2/services/*' }];

test.each([
  ['GET', '/aps/2/resources'],
  ['HEAD', '/aps/2/resources'],
  ['PUT', '/aps/2/resources/7'],
  ['DELETE', '/aps/2/services/x'],
])('a list allows %s %s, which one of its rules allows', (method, path) => {
  expect(allows(LIST, method, path)).toBe('passes');
});

test.each([
  ['POST', '/aps/2/resources'],
  ['GET', '/aps/2/services'],
  ['GET', '/aps/2/services/x/y'],
])('a list denies %s %s, which none of its rules allows', (method, path) => {
  expect(allows(LIST, method, path)).toBe('operation_refused');
});

test('HEAD is allowed where GET is, and GET is not where only HEAD is', () => {
  const methodsAllowed = (methods: readonly string[]) =>
    ['GET', 'HEAD', 'PUT'].map((method) => allows([{ methods, path: '/aps/2/**' }], method) === 'passes');
  expect([['GET'], ['HEAD'], ['PUT']].map(methodsAllowed)).toEqual([
    [true, true, false],
    [false, true, false],
    [false, false, true],
  ]);
});

test('an empty list denies everything', () => {
  expect(allows([], 'GET')).toBe('operation_refused');
});

test.each([
  ['readonly', 'rules.operations should be readOnly or a list'],
  [{}, 'rules.operations should be readOnly or a list'],
  [[null], 'rules.operations[0] should be an object'],
  [['GET'], 'rules.operations[0] should be an object'],
  [[{ path: '/a' }, {}], 'rules.operations[1].path should be a path pattern that starts with /'],
  [[{ path: 'aps/2' }], 'rules.operations[0].path should be a path pattern that starts with /'],
  [[{ path: '/a/**/b' }], 'rules.operations[0].path should be a path pattern that starts with /, with ** only as'],
  [[{ path: '/a**' }], 'rules.operations[0].path should be'],
  [[{ path: '/a/***' }], 'rules.operations[0].path should be'],
  [[{ path: '/a/**/' }], 'rules.operations[0].path should be'],
  [
    [{ path: '/a' }, { method: 'GET', path: '/a' }],
    'rules.operations[1].method should be left out, or one of methods, path',
  ],
  [[{ path: '/a', 'é\n': 1 }], 'rules.operations[0].%C3%A9%0A should be left out'],
  [[{ path: '/a', methods: 'GET' }], 'rules.operations[0].methods should be a list of HTTP methods'],
  [[{ path: '/a', methods: ['GET', 7] }], 'rules.operations[0].methods should be a list of HTTP methods'],
])('%j is malformed', (declared, message) => {
  expect(() => operationsRule(declared)).toThrow(message);
});

test('the message names an operation that several groups have once, so that others find room', () => {
  const again = Array.from({ length: 5 }, () => ({ methods: ['GET'], path: '/aps/2/bills/**' }));
  const rule = operationsRule([...again, { methods: ['POST'], path: '/aps/2/carts' }]);

  expect(rule({ method: 'PUT', path: '/' } as never)?.detail.sentence).toBe(
    'It may call GET /aps/2/bills/**; POST /aps/2/carts.',
  );
});

test('the message lists the first five operations that the consumer may call', () => {
  const tells = (declared: unknown) => operationsRule(declared)({ method: 'PUT', path: '/' } as never)?.detail.sentence;
  expect(tells(LIST)).toBe('It may call GET,PUT /aps/2/resources/**; any method on /aps/2/services/*.');
  expect(tells([])).toBe('It may call nothing.');
  expect(tells([{ path: '/a', methods: [] }])).toBe('It may call no method on /a.');
  expect(tells('readOnly')).toBe('It may call GET.');
  const methods = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J'];
  expect(tells([{ path: '/a', methods }])).toBe('It may call A,B,C,D,E,F,G,H,I /a.');
  expect(tells(Array.from({ length: 6 }, (_, index) => ({ path: `/${index}` })))).toMatch(/on \/4\.$/);
});
