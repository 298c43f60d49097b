import { CHECKS, checkOf, checkOutcomes } from '../../lambda/authorizer/checks';
import { COMMON_REFUSALS } from '../../lambda/authorizer/refusals';

test('the checks of the deny reasons come in the order of the stages', () => {
  const order = Object.keys(COMMON_REFUSALS).map((reason) => CHECKS.indexOf(checkOf(reason)!));

  expect(order).toEqual(order.toSorted((a, b) => a - b));
  expect(new Set(order).size).toBe(CHECKS.length);
});

test.each(['moon_is_full', 'constructor'])('the reason %s of another version comes from no known check', (reason) => {
  expect(checkOf(reason)).toBeUndefined();
});

test('checks before the failed one have passed, those after it were not reached', () => {
  expect(checkOutcomes('signature')).toMatchObject({ timestamp: 'passed', signature: 'failed', nonce: 'not reached' });
});

test('without a failed check all have passed', () => {
  expect(new Set(Object.values(checkOutcomes(undefined)))).toEqual(new Set(['passed']));
});
