import { counted, type FailureRecord, lockEnd } from '../../../lambda/authorizer/lockout/failure-store';

const LIMITS = { failures: 5, withinMinutes: 10, forMinutes: 30 };
const AT = 1_795_320_000;

function record(changes: Partial<FailureRecord> = {}): FailureRecord {
  return { failures: 2, locked: false, endsAt: AT + 7, ...changes };
}

test('the first failure starts a record that ends after the declared time', () => {
  expect(counted(undefined, 1, LIMITS, AT)).toEqual({ failures: 1, locked: false, endsAt: AT + 600, at: AT });
});

test('further failures are added without moving the end', () => {
  expect(counted(record(), 2, LIMITS, AT)).toEqual({ failures: 4, locked: false, endsAt: AT + 7, at: AT, added: 2 });
});

test('the failure that reaches the limit locks for the declared time from then on', () => {
  expect(counted(record(), 3, LIMITS, AT)).toEqual({ failures: 5, locked: true, endsAt: AT + 1800, at: AT, added: 3 });
});

test('failures beyond the limit lock as well', () => {
  expect(counted(undefined, 9, LIMITS, AT)).toEqual({ failures: 9, locked: true, endsAt: AT + 1800, at: AT });
});

test.each([
  ['a record', record({ failures: 4, endsAt: AT })],
  ['a lock', record({ failures: 6, locked: true, endsAt: AT })],
])('%s that ends now does not count', (_what, ended) => {
  expect(counted(ended, 1, LIMITS, AT)).toEqual({ failures: 1, locked: false, endsAt: AT + 600, at: AT });
});

test('a lock holds until its end, exclusive', () => {
  const lock = record({ locked: true });
  expect([lockEnd(lock, AT + 6), lockEnd(lock, AT + 7)]).toEqual([AT + 7, undefined]);
});

test.each([undefined, record()])('%j does not lock', (unlocked) => {
  expect(lockEnd(unlocked, AT)).toBeUndefined();
});
