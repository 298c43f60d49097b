import { NODE_FAULTS_EXAMPLE } from '../../../../lib/local/ui-node/faults/example';
import { NodeFaultsError, readFaults } from '../../../../lib/local/ui-node/faults/read-faults';

test('the example has a fault for each kind of answer', () => {
  expect(readFaults('example', NODE_FAULTS_EXAMPLE).map(Object.keys)).toEqual([
    ['method', 'times', 'delaySeconds'],
    ['path', 'times', 'status', 'headers'],
    ['method', 'status', 'body'],
    ['path', 'status', 'headers'],
    ['path', 'status', 'headers', 'body'],
    ['path', 'compression'],
    ['path', 'bodyMegabytes'],
    ['path', 'breakOff'],
  ]);
});

test('JSON is read too', () => {
  expect(readFaults('body', '{"faults":[{"status":507}]}')).toEqual([{ status: 507 }]);
});

test('an empty list is a list', () => {
  expect(readFaults('body', 'faults: []')).toEqual([]);
});

test.each([
  [
    'an unknown key',
    'faults:\n  - { stauts: 503 }',
    /body:2 {2}faults\.0\.stauts: unknown key, got 503; allowed: one of: /,
  ],
  ['a status that is none', 'faults:\n  - { status: 99 }', /faults\.0\.status: .*99; allowed: .*from 200 to 599/],
  ['a negative delay', 'faults:\n  - { delaySeconds: -1 }', /faults\.0\.delaySeconds: .*from 0 to 3600/],
  ['a fault without any effect', 'faults:\n  - { method: GET }', /faults\.0: .*one or more of: delaySeconds, status/],
  ['two bodies', 'faults:\n  - { body: [], bodyMegabytes: 11 }', /faults\.0\.bodyMegabytes: .*not both/],
  ['a status for no answer', 'faults:\n  - { breakOff: beforeAnswer, status: 503 }', /faults\.0\.breakOff: .*inBody/],
  [
    'a header of the connection',
    'faults:\n  - { status: 200, headers: { Content-Length: 7 } }',
    /faults\.0\.headers\.Content-Length: .*does not belong to the connection/,
  ],
  ['a path with a query', 'faults:\n  - { path: "/a?b", status: 500 }', /faults\.0\.path: .*without a query/],
  ['a list without a name', '- { status: 503 }', /a map with these keys: faults/],
  ['an empty file', '', /this file is empty/],
  ['what is not YAML', 'faults: [', /body:1 {2}Flow sequence .*; allowed: /],
])('%s is a problem with its place and what is allowed', (_, text, message) => {
  expect(() => readFaults('body', text)).toThrow(NodeFaultsError);
  expect(() => readFaults('body', text)).toThrow(message);
});

test('every problem is reported at once', () => {
  expect(() => readFaults('body', 'faults:\n  - { status: 1 }\n  - { times: 0, status: 503 }')).toThrow(
    /faults\.0\.status[^]*faults\.1\.times/,
  );
});
