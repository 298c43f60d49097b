import { assert, constantFrom, dictionary, option, property, record, subarray, uniqueArray } from 'fast-check';
import { groupsRule } from '../../../../lambda/authorizer/consumers/rules/groups';
import { operationsRule } from '../../../../lambda/authorizer/consumers/rules/operations';
import {
  coversLevel,
  type OperationGroups,
  SECURITY_LEVELS,
  type SecurityLevel,
} from '../../../../lambda/authorizer/contract';
import { outcome } from '../../support/rules';

const GROUPS: OperationGroups = {
  orders: { level: 'B', operations: [{ methods: ['POST'], path: '/aps/2/orders/**' }] },
  reports: { level: 'C', operations: [{ path: '/aps/2/reports' }, { methods: ['GET'], path: '/aps/2/totals' }] },
  admin: { level: 'A', operations: [{ path: '/aps/2/**' }] },
};
const calls = (names: unknown, level: unknown, method: string, path: string) =>
  outcome(groupsRule(names, level, GROUPS), { method, path });

test.each([
  ['POST', '/aps/2/orders/7'],
  ['DELETE', '/aps/2/reports'],
  ['HEAD', '/aps/2/totals'],
])('a consumer of two groups may call %s %s, which one of them allows', (method, path) => {
  expect(calls(['orders', 'reports'], 'B', method, path)).toBe('passes');
});

test.each([
  ['GET', '/aps/2/orders/7'],
  ['POST', '/aps/2/totals'],
  ['GET', '/aps/2/types'],
])('and not %s %s, which none of them allows', (method, path) => {
  expect(calls(['orders', 'reports'], 'B', method, path)).toBe('operation_refused');
});

test.each<[SecurityLevel | undefined, boolean, boolean, boolean]>([
  ['A', true, true, true],
  ['B', false, true, true],
  ['C', false, false, true],
  [undefined, false, false, true],
])('a consumer of level %s may use groups of levels A, B and C: %s, %s, %s', (level, ...expected) => {
  const groupOf = (group: SecurityLevel) => ({ only: { level: group, operations: [{ path: '/aps/2/x' }] } });
  const used = SECURITY_LEVELS.map(
    (group) => outcome(groupsRule(['only'], level, groupOf(group)), { method: 'PUT', path: '/aps/2/x' }) === 'passes',
  );
  expect(used).toEqual(expected);
});

test.each([[['gone']], [[]], [['toString']], [['__proto__']]])(
  'the groups %j, which the gateway does not have, allow nothing',
  (names) => {
    expect(calls(names, 'A', 'GET', '/aps/2/reports')).toBe('operation_refused');
  },
);

test('a group that the object of groups only inherits allows nothing', () => {
  const inherited = Object.create(GROUPS) as OperationGroups;
  expect(outcome(groupsRule(['reports'], 'A', inherited), { method: 'GET', path: '/aps/2/reports' })).toBe(
    'operation_refused',
  );
});

test.each([{ names: 'orders' }, { names: 7 }, { names: null }, { names: [7] }, { names: ['reports', null] }])(
  '$names is not a list of groups',
  ({ names }) => {
    expect(() => groupsRule(names, 'A', GROUPS)).toThrow('rules.groups should be a list of names');
  },
);

test.each(['D', 'a', '', 1, null])('%j is not a security level', (level) => {
  expect(() => groupsRule(['orders'], level, GROUPS)).toThrow('rules.securityLevel should be one of A, B, C');
});

const operation = record({
  methods: subarray(['GET', 'POST', 'PUT'], { minLength: 1 }),
  path: constantFrom('/aps/2/a', '/aps/2/b/*', '/aps/2/**'),
});
const level = constantFrom(...SECURITY_LEVELS);
const groups = dictionary(
  constantFrom('one', 'two', 'three'),
  record({ level, operations: uniqueArray(operation, { minLength: 1, maxLength: 3 }) }),
);

test('a request passes if and only if a group that its level covers allows it', () => {
  assert(
    property(
      groups,
      subarray(['one', 'two', 'three', 'gone']),
      option(level, { nil: undefined }),
      constantFrom('GET', 'POST', 'DELETE', 'HEAD'),
      constantFrom('/aps/2/a', '/aps/2/b/7', '/aps/2/c/d'),
      (declared, names, own, method, path) => {
        const allowed = names.some((name) => {
          const group = Object.hasOwn(declared, name) ? declared[name] : undefined;
          const covered = group !== undefined && coversLevel(own ?? 'C', group.level);
          return covered && outcome(operationsRule(group.operations), { method, path }) === 'passes';
        });
        expect(outcome(groupsRule(names, own, declared), { method, path })).toBe(
          allowed ? 'passes' : 'operation_refused',
        );
      },
    ),
  );
});
