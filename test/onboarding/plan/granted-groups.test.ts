import type { ConsumerRules } from '../../../lambda/authorizer/contract';
import { requireGrantedGroups } from '../../../lib/onboarding/plan/granted-groups';
import { consumer, GATEWAY } from '../support/current-state';

const gateway = { ...GATEWAY, operationGroups: { orders: 'B', reports: 'C', admin: 'A' } };
const grant = (rules: ConsumerRules, before?: ConsumerRules) => () =>
  requireGrantedGroups(gateway, consumer({ rules }), before && consumer({ rules: before }));

test.each<ConsumerRules>([
  {},
  { groups: ['reports'] },
  { groups: ['reports', 'orders'], securityLevel: 'B' },
  { groups: ['admin', 'orders', 'reports'], securityLevel: 'A' },
])('a consumer can be given %j', (rules) => {
  expect(grant(rules)).not.toThrow();
});

test.each<[ConsumerRules, string]>([
  [{ groups: ['orders'] }, 'security level C, but operation group "orders" has level B'],
  [{ groups: ['reports', 'admin'], securityLevel: 'B' }, 'security level B, but operation group "admin" has level A'],
  [{ groups: ['toString'] }, 'the gateway of alpha has no operation group "toString"; it has: orders, reports, admin.'],
])('a consumer cannot be given %j', (rules, message) => {
  expect(grant(rules)).toThrow(message);
});

test('a gateway without groups says so', () => {
  expect(() => requireGrantedGroups(GATEWAY, consumer({ rules: { groups: ['orders'] } }), undefined)).toThrow(
    'has no operation group "orders"; it has: none.',
  );
});

test('a level cannot be lowered below that of a group that the consumer has', () => {
  const groups = ['orders'];
  expect(grant({ groups, securityLevel: 'C' }, { groups, securityLevel: 'B' })).toThrow('has level B');
});

test('a group that was removed meanwhile does not hinder other changes', () => {
  expect(grant({ groups: ['gone', 'reports'] }, { groups: ['gone'] })).not.toThrow();
});
