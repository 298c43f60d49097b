import { load, problemsOf } from '../support/files';

const RESERVING = 'isolation: { reservedConcurrency: 40 }';
const enough = (accountConcurrency: number) =>
  `isolation: { accountConcurrency: ${accountConcurrency}, reservedConcurrency: 40 }`;

test('a reservation without the declared quota of the account is a problem', () => {
  expect(problemsOf({ platform: RESERVING, alpha: '', bravo: '' })).toMatchObject([
    {
      path: 'isolation.accountConcurrency',
      message: 'is missing, but the gateways reserve 80 executions',
      allowed: expect.stringMatching(/^180 or more, once the account's service quota "Concurrent executions" is that/),
    },
  ]);
});

test('reservations that leave fewer than a hundred executions are a problem', () => {
  expect(problemsOf({ platform: enough(179), alpha: '', bravo: '' })).toMatchObject([
    { message: 'is too small: the gateways reserve 80 executions, and Lambda keeps 100 unreserved' },
  ]);
});

test('reservations that leave a hundred executions are valid', () => {
  expect(load({ platform: enough(180), alpha: '', bravo: '' }).gateways).toMatchObject([
    { reservedConcurrency: 40 },
    { reservedConcurrency: 40 },
  ]);
});

test('a gateway that forwards by a function reserves for both of its functions', () => {
  const forwarder = 'uiNodes: { forwarding: lambda }';
  expect(problemsOf({ platform: enough(219), alpha: forwarder, bravo: '' })).toMatchObject([
    { message: expect.stringContaining('reserve 120 executions') },
  ]);
});

test('a reseller may reserve another number or none, and passes it on', () => {
  const files = {
    platform: enough(999),
    alpha: 'isolation: { reservedConcurrency: 7 }',
    below: 'parent: alpha',
    bravo: 'isolation: { reservedConcurrency: none }',
  };
  const reserved = load(files).gateways.map(({ resellerId, reservedConcurrency }) => [resellerId, reservedConcurrency]);
  expect(reserved).toEqual([
    ['alpha', 7],
    ['below', 7],
    ['bravo', undefined],
  ]);
});

test('the sum is not reported while a file that counts has another problem', () => {
  const problems = problemsOf({ platform: enough(179), alpha: 'isolation: { reservedConcurrency: 0 }', bravo: '' });
  expect(problems.map(({ path }) => path)).toEqual(['isolation.reservedConcurrency']);
});
