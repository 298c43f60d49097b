import type { ConsumerRules, OperationRule } from '../../../lambda/authorizer/contract';
import type { Step } from '../../../lib/onboarding/plan/step';
import { planStatus, planUpdate } from '../../../lib/onboarding/plan/change';
import { converge, type Surroundings } from '../../../lib/onboarding/plan/converge';
import { planOffboard, planRestore, planReturn } from '../../../lib/onboarding/plan/offboard';
import { planOnboard } from '../../../lib/onboarding/plan/onboard';
import { planRotate, type RotateIntent } from '../../../lib/onboarding/plan/rotate';
import { apiKey, AROUND, consumer, GATEWAY, kinds, NOW, present } from '../support/current-state';

const INTENT = { reseller: 'alpha', consumerKey: 'crm', tier: 'standard', secret: 'first', facts: {} };
const stored = (steps: readonly Step[]) =>
  steps.find((step) => step.kind === 'updateCredentials' || step.kind === 'createCredentials')?.consumer;

describe('onboarding', () => {
  test('credentials come last, once the API key is metered', () => {
    expect(kinds(planOnboard(present('absent', []), INTENT, NOW, AROUND))).toEqual([
      'createApiKey crm',
      'attachApiKey the new API key',
      'createCredentials crm',
    ]);
  });

  test('an API key that a killed run left is used', () => {
    expect(kinds(planOnboard(present('absent', [apiKey({ usagePlanIds: [] })]), INTENT, NOW, AROUND))).toEqual([
      'attachApiKey k1',
      'createCredentials crm',
    ]);
  });

  test('a second API key is left alone while there are no credentials', () => {
    const steps = planOnboard(present('absent', [apiKey(), apiKey({ id: 'k2' })]), INTENT, NOW, AROUND);

    expect(kinds(steps)).toEqual(['createCredentials crm']);
  });

  test.each([
    ['tier (got "premium", stored "standard")', { tier: 'premium' }],
    ['secret.', { secret: 'other' }],
    ['operations (got "readOnly", stored none)', { rules: { operations: 'readOnly' as const } }],
    ['note (got "n", stored none)', { facts: { note: 'n' } }],
    ['secretExpires (got "2027-01-01T00:00:00Z", stored none)', { secretExpires: '2027-01-01T00:00:00Z' }],
  ])('a present consumer with another %s is a conflict', (name, more) => {
    const plan = () => planOnboard(present(consumer(), [apiKey()]), { ...INTENT, ...more }, NOW, AROUND);

    expect(plan).toThrow(`with another ${name}`);
  });

  test('all that differs is named at once, long texts by their beginning', () => {
    const before = consumer({ about: { note: 'x'.repeat(200) }, rules: { sourceIps: ['192.0.2.1'] } });
    const plan = () => planOnboard(present(before, [apiKey()]), { ...INTENT, secret: 'other' }, NOW, AROUND);

    expect(plan).toThrow(
      `with another secret, note (got none, stored "${'x'.repeat(59)}…"), sourceIps (got none, stored "192.0.2.1").`,
    );
  });

  test('a key whose deletion is scheduled is not free', () => {
    expect(() => planOnboard(present('scheduled', []), INTENT, NOW, AROUND)).toThrow('was offboarded');
  });

  test('more facts than fit beside the credentials are refused', () => {
    const sourceIps = Array.from({ length: 150 }, (_, index) => `203.0.113.${index}`);
    const plan = () => planOnboard(present('absent', []), { ...INTENT, rules: { sourceIps } }, NOW, AROUND);

    expect(plan).toThrow(/take 2\d{3} characters, of 2048/);
  });
});

describe('rules that a gateway can never serve', () => {
  const gateway = {
    ...GATEWAY,
    signatureMethods: ['HMAC-SHA1'],
    routes: [{ path: '/aps/2/resources' }, { path: '/aps/2/services/orders', methods: ['POST'] }],
  };
  const plan = (rules: ConsumerRules, around: Surroundings = { ...AROUND, gateway }) =>
    planOnboard(present('absent', []), { ...INTENT, rules }, NOW, around);

  test('are signature methods that it does not accept', () => {
    expect(() => plan({ signatureMethods: ['HMAC-SHA256'] })).toThrow(
      'never be served: the gateway of alpha accepts HMAC-SHA1, and the consumer may only sign with HMAC-SHA256.',
    );
  });

  test('are refused by an update, too', () => {
    const update = () =>
      planUpdate(
        present(consumer(), [apiKey()]),
        'alpha',
        { facts: {}, rules: { signatureMethods: ['HMAC-SHA256'] } },
        { ...AROUND, gateway },
      );

    expect(update).toThrow('would never be served');
  });

  test('are not looked for where an older gateway does not tell what it serves', () => {
    expect(plan({ signatureMethods: ['HMAC-SHA256'], operations: [{ path: '/aps/2/x' }] }, AROUND)).toHaveLength(3);
  });

  test.each<[string, OperationRule]>([
    ['another path', { path: '/aps/2/resource' }],
    ['a path above a route', { path: '/aps/2/services' }],
    ['a path beside a route', { path: '/aps/2/services/bills/*' }],
    ['another method of a route', { path: '/aps/2/services/orders', methods: ['GET'] }],
  ])('are operations with %s', (_what, rule) => {
    expect(() => plan({ operations: [rule] })).toThrow(
      'has no route for any of its operations; the routes are: /aps/2/resources; POST /aps/2/services/orders',
    );
  });

  test.each<[string, OperationRule]>([
    ['the path of a route', { path: '/aps/2/resources/' }],
    ['a path below a route', { path: '/aps/2/resources/*/users' }],
    ['everything below a path above a route', { path: '/aps/2/**', methods: ['POST'] }],
    ['a part of a segment', { path: '/aps/2/res*s' }],
    ['a method of a route', { path: '/aps/2/services/*', methods: ['GET', 'POST'] }],
  ])('are not operations with %s', (_what, rule) => {
    expect(plan({ operations: [rule] })).toHaveLength(3);
  });

  test('are not some operations among others that it serves', () => {
    expect(plan({ operations: [{ path: '/aps/2/nowhere' }, { path: '/aps/2/resources' }] })).toHaveLength(3);
  });

  test('is read-only where no route has GET', () => {
    const posting = { ...AROUND, gateway: { ...gateway, routes: gateway.routes.slice(1) } };

    expect(() => plan({ operations: 'readOnly' }, posting)).toThrow('has no route for any of its operations');
  });
});

describe('any change', () => {
  test('is nothing where all is as desired', () => {
    expect(converge(present(consumer(), [apiKey()]), consumer(), AROUND)).toEqual([]);
  });

  test('makes a lost API key anew with the value in the credentials, and stores its id', () => {
    const steps = converge(present(consumer(), []), consumer(), AROUND);

    expect(kinds(steps)).toEqual(['createApiKey crm', 'attachApiKey the new API key', 'updateCredentials crm']);
    expect(steps[0]).toMatchObject({ value: 'value-of-the-api-key' });
  });

  test('takes away API keys that the credentials do not name', () => {
    const steps = converge(present(consumer(), [apiKey({ id: 'k0' }), apiKey()]), consumer(), AROUND);

    expect(kinds(steps)).toEqual(['detachApiKey k0', 'deleteApiKey k0']);
  });

  test('starts from the version that was read', () => {
    const steps = planStatus(present(consumer(), [apiKey()]), 'alpha', 'suspended', AROUND);

    expect(steps[0]).toMatchObject({ kind: 'updateCredentials', versionId: 'v1' });
  });
});

describe('update', () => {
  test('tells from which tier to which', () => {
    const intent = { tier: 'premium', facts: {}, rules: {} };

    expect(planUpdate(present(consumer(), [apiKey()]), 'alpha', intent, AROUND)[0]).toMatchObject({
      changes: ['tier standard → premium'],
    });
  });

  test('stores the tier before it moves the API key', () => {
    const steps = planUpdate(
      present(consumer(), [apiKey()]),
      'alpha',
      { tier: 'premium', facts: {}, rules: {} },
      AROUND,
    );

    expect(kinds(steps)).toEqual(['updateCredentials crm', 'detachApiKey k1', 'attachApiKey k1']);
  });

  test('adds, changes and takes away rules and leaves the others', () => {
    const before = consumer({ rules: { sourceIps: ['192.0.2.1'], operations: 'readOnly' } });
    const rules = { sourceIps: null, validUntil: '2027-01-01T00:00:00Z' };
    const steps = planUpdate(present(before, [apiKey()]), 'alpha', { facts: {}, rules }, AROUND);

    expect(stored(steps)?.rules).toEqual({ operations: 'readOnly', validUntil: '2027-01-01T00:00:00Z' });
  });

  test('without any rule left, the document has none', () => {
    const before = consumer({ rules: { operations: 'readOnly' } });
    const steps = planUpdate(present(before, [apiKey()]), 'alpha', { facts: {}, rules: { operations: null } }, AROUND);

    expect(stored(steps)).not.toHaveProperty('rules');
  });

  test('refuses an end before the present start', () => {
    const before = consumer({ rules: { validFrom: '2027-05-01T00:00:00Z' } });
    const plan = () =>
      planUpdate(
        present(before, [apiKey()]),
        'alpha',
        { facts: {}, rules: { validUntil: '2027-01-01T00:00:00Z' } },
        AROUND,
      );

    expect(plan).toThrow('would never be served');
  });

  test('of a consumer of another reseller is refused', () => {
    const plan = () => planStatus(present(consumer(), [apiKey()]), 'beta', 'suspended', AROUND);

    expect(plan).toThrow('belongs to reseller alpha, not to beta');
  });
});

describe('suspension', () => {
  test('is in the credentials before it is at the API key', () => {
    expect(kinds(planStatus(present(consumer(), [apiKey()]), 'alpha', 'suspended', AROUND))).toEqual([
      'updateCredentials crm',
      'disableApiKey k1',
    ]);
  });

  test('ends at the API key before it ends in the credentials', () => {
    const suspended = present(consumer({ status: 'suspended' }), [apiKey({ enabled: false })]);

    expect(kinds(planStatus(suspended, 'alpha', 'active', AROUND))).toEqual([
      'enableApiKey k1',
      'updateCredentials crm',
    ]);
  });
});

describe('rotation', () => {
  const rotate = (before: Parameters<typeof present>[0], intent: RotateIntent) =>
    stored(planRotate(present(before, [apiKey()]), 'alpha', intent, NOW, AROUND))?.secrets;
  const begin = { kind: 'begin', secret: 'second', overlapUntil: '2026-03-11T05:06:07Z', running: 'keep' } as const;

  test('keeps the present secret until the overlap ends', () => {
    expect(rotate(consumer(), begin)).toEqual([
      { value: 'second', addedAt: NOW },
      { value: 'first', addedAt: '2026-01-01T00:00:00Z', validUntil: '2026-03-11T05:06:07Z' },
    ]);
  });

  test('does not prolong a secret that expires before the overlap ends', () => {
    const expiring = consumer({ secrets: [{ value: 'first', validUntil: '2026-03-05T00:00:00Z' }] });

    expect(rotate(expiring, begin)?.[1]).toMatchObject({ validUntil: '2026-03-05T00:00:00Z' });
  });

  test('without overlap replaces the secret', () => {
    expect(rotate(consumer(), { kind: 'begin', secret: 'second', running: 'keep' })).toEqual([
      { value: 'second', addedAt: NOW },
    ]);
  });

  test('to the present secret is a conflict', () => {
    expect(() => rotate(consumer(), { ...begin, secret: 'first' })).toThrow(
      'This is the present secret of consumer crm already, and no overlap is running',
    );
  });

  test('to the present secret without overlap is done already', () => {
    expect(rotate(consumer(), { kind: 'begin', secret: 'first', running: 'change' })).toBeUndefined();
  });

  test('to a secret that would expire before the one before it is refused', () => {
    const expiring = { ...begin, secretExpires: '2026-03-11T05:06:07Z' };

    expect(() => rotate(consumer(), expiring)).toThrow(
      'The new secret would expire at 2026-03-11T05:06:07Z, and the one before it be accepted until 2026-03-11T05:06:07Z',
    );
    expect(rotate(consumer(), { ...expiring, secretExpires: '2026-03-11T05:06:08Z' })).toHaveLength(2);
  });

  describe('during an overlap', () => {
    const older = { value: 'zeroth', validUntil: '2026-03-06T00:00:00Z' };
    const overlapping = consumer({ secrets: [{ value: 'first' }, older] });
    const again = { ...begin, secret: 'first', running: 'change' } as const;

    test('to its new secret ends the overlap as asked for', () => {
      expect(rotate(overlapping, again)?.[1]).toEqual({ ...older, validUntil: '2026-03-11T05:06:07Z' });
    });

    test('to its new secret, with no end asked for, changes nothing', () => {
      expect(rotate(overlapping, { ...again, running: 'keep' })).toBeUndefined();
    });

    test('gives it another end without any secret', () => {
      const until = { kind: 'overlap', overlapUntil: '2026-03-04T12:00:00Z' } as const;

      expect(rotate(overlapping, until)).toEqual([{ value: 'first' }, { ...older, validUntil: until.overlapUntil }]);
    });

    test('does not prolong it beyond the expiry of the older secret', () => {
      const expiring = consumer({ secrets: [{ value: 'first' }, { ...older, expires: '2026-03-07T00:00:00Z' }] });

      expect(rotate(expiring, again)?.[1]).toMatchObject({ validUntil: '2026-03-07T00:00:00Z' });
    });

    test('judges an expiry by the end that the overlap has, not by one that was not asked for', () => {
      const soon = { ...again, running: 'keep', secretExpires: '2026-03-07T00:00:00Z' } as const;

      expect(rotate(overlapping, soon)).toEqual([{ value: 'first', validUntil: '2026-03-07T00:00:00Z' }, older]);
      expect(() => rotate(overlapping, { ...soon, secretExpires: '2026-03-05T00:00:00Z' })).toThrow('would expire at');
    });

    test('is not prolonged beyond the expiry of the new secret', () => {
      const expiring = consumer({ secrets: [{ value: 'first', validUntil: '2026-03-10T00:00:00Z' }, older] });

      expect(() => rotate(expiring, { kind: 'overlap', overlapUntil: '2026-03-12T00:00:00Z' })).toThrow(
        'give a shorter --overlap',
      );
    });

    test('ends it where no end is named', () => {
      expect(rotate(overlapping, { kind: 'overlap' })).toEqual([{ value: 'first' }]);
    });
  });

  test('has no end to change where no overlap is running', () => {
    expect(() => rotate(consumer(), { kind: 'overlap' })).toThrow('Consumer crm has no overlap running');
  });

  test('cannot be undone where there is one secret only', () => {
    const revert = () => rotate(consumer(), { kind: 'revert' });

    expect(revert).toThrow('Consumer crm has one consumer secret; there is none before it to go back to.');
  });

  test('drops an older secret whose overlap is over', () => {
    const over = consumer({ secrets: [{ value: 'first' }, { value: 'zeroth', validUntil: '2026-03-04T05:06:07Z' }] });

    expect(rotate(over, begin)?.map(({ value }) => value)).toEqual(['second', 'first']);
  });
});

describe('offboarding', () => {
  const offboard = (state: Parameters<typeof present>[0], keys = [apiKey()]) =>
    planOffboard(present(state, keys), 'alpha', { now: NOW, recoveryDays: 30 }, AROUND);

  test('suspends, schedules the deletion, then takes the API key away', () => {
    expect(kinds(offboard(consumer()))).toEqual([
      'updateCredentials crm',
      'scheduleDeletion crm',
      'detachApiKey k1',
      'deleteApiKey k1',
    ]);
  });

  test('goes on where it was interrupted', () => {
    const leaving = consumer({ status: 'suspended', about: { offboarding: { at: NOW, statusBefore: 'active' } } });

    expect(kinds(offboard(leaving))).toEqual(['scheduleDeletion crm', 'detachApiKey k1', 'deleteApiKey k1']);
    expect(kinds(offboard('scheduled', [apiKey({ usagePlanIds: [] })]))).toEqual(['deleteApiKey k1']);
    expect(offboard('scheduled', [])).toEqual([]);
  });

  test('of nobody is an error', () => {
    expect(() => offboard('absent', [])).toThrow('has no consumer crm');
  });

  test('is undone by restoring the credentials, metering them, and making them what they were', () => {
    const leaving = consumer({ status: 'suspended', about: { offboarding: { at: NOW, statusBefore: 'active' } } });

    expect(kinds(planRestore(present('scheduled', []), 'alpha'))).toEqual(['restoreCredentials crm']);
    const steps = planReturn(present(leaving, []), 'alpha', AROUND);
    expect(kinds(steps)).toEqual(['createApiKey crm', 'attachApiKey the new API key', 'updateCredentials crm']);
    expect(stored(steps)).toMatchObject({ status: 'active', about: {} });
  });
});
