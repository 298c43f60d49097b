import { statusRule } from '../../../../lambda/authorizer/consumers/rules/status';
import { outcome } from '../../support/rules';

test('an active consumer is served', () => {
  expect(outcome(statusRule('active'))).toBe('passes');
});

test.each([undefined, null, 'Active', '', true])('%p is not a status', (status) => {
  expect(() => statusRule(status)).toThrow('status should be active or suspended');
});

test('a suspended consumer is denied', () => {
  expect(outcome(statusRule('suspended'))).toBe('consumer_suspended');
});
