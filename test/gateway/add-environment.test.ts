import type { Stack } from 'aws-cdk-lib';
import { environmentOf } from './support/environment';
import { appOf } from './support/synthesis';

const protectedStacks = (terminationProtection: boolean) =>
  appOf(environmentOf({ platform: { protection: { terminationProtection } } })).node.children.map(
    (stack) => (stack as Stack).terminationProtection,
  );

describe('termination protection', () => {
  test('is on for every stack where declared', () => expect(protectedStacks(true)).toEqual([true, true]));
  test('is off otherwise', () => expect(protectedStacks(false)).toEqual([false, false]));
});
