import { planStatus, planUpdate } from '../../../lib/onboarding/plan/change';
import { apiKey, CONTEXT, consumer, currentState, GATEWAY, kinds, storedBy } from '../support/current-state';

describe('update', () => {
  test('names the old and the new tier', () => {
    const intent = { tier: 'premium', facts: {}, rules: {} };

    expect(planUpdate(currentState(consumer(), [apiKey()]), 'alpha', intent, CONTEXT)[0]).toMatchObject({
      changes: ['tier standard → premium'],
    });
  });

  test('refuses a retired tier, naming those that are open', () => {
    const retired = { ...CONTEXT, gateway: { ...GATEWAY, retiredTiers: ['premium'] } };
    const toPremium = () =>
      planUpdate(currentState(consumer(), [apiKey()]), 'alpha', { tier: 'premium', facts: {}, rules: {} }, retired);

    expect(toPremium).toThrow(
      'Tier "premium" of reseller alpha is retired: it keeps its consumers, but accepts no others. Tiers that do: standard.',
    );
  });

  test('keeps a consumer on its retired tier', () => {
    const retired = { ...CONTEXT, gateway: { ...GATEWAY, retiredTiers: ['standard'] } };
    const intent = { tier: 'standard', facts: { note: 'kept' }, rules: {} };

    expect(kinds(planUpdate(currentState(consumer(), [apiKey()]), 'alpha', intent, retired))).toEqual([
      'updateCredentials crm',
    ]);
  });

  test('stores the tier before it moves the API key', () => {
    const steps = planUpdate(
      currentState(consumer(), [apiKey()]),
      'alpha',
      { tier: 'premium', facts: {}, rules: {} },
      CONTEXT,
    );

    expect(kinds(steps)).toEqual(['updateCredentials crm', 'detachApiKey k1', 'attachApiKey k1']);
  });

  test('adds, changes and removes rules and leaves the others', () => {
    const before = consumer({ rules: { sourceIps: ['192.0.2.1'], operations: 'readOnly' } });
    const rules = { sourceIps: null, validUntil: '2027-01-01T00:00:00Z' };
    const steps = planUpdate(currentState(before, [apiKey()]), 'alpha', { facts: {}, rules }, CONTEXT);

    expect(storedBy(steps)?.rules).toEqual({ operations: 'readOnly', validUntil: '2027-01-01T00:00:00Z' });
  });

  test('without any rule left, the document has none', () => {
    const before = consumer({ rules: { operations: 'readOnly' } });
    const steps = planUpdate(
      currentState(before, [apiKey()]),
      'alpha',
      { facts: {}, rules: { operations: null } },
      CONTEXT,
    );

    expect(storedBy(steps)).not.toHaveProperty('rules');
  });

  test('refuses an end before the current start', () => {
    const before = consumer({ rules: { validFrom: '2027-05-01T00:00:00Z' } });
    const plan = () =>
      planUpdate(
        currentState(before, [apiKey()]),
        'alpha',
        { facts: {}, rules: { validUntil: '2027-01-01T00:00:00Z' } },
        CONTEXT,
      );

    expect(plan).toThrow('would never be served');
  });

  test('of a consumer of another reseller is refused', () => {
    const plan = () => planStatus(currentState(consumer(), [apiKey()]), 'beta', 'suspended', CONTEXT);

    expect(plan).toThrow('belongs to reseller alpha, not to beta');
  });
});

describe('suspension', () => {
  test('is in the credentials before it is at the API key', () => {
    expect(kinds(planStatus(currentState(consumer(), [apiKey()]), 'alpha', 'suspended', CONTEXT))).toEqual([
      'updateCredentials crm',
      'disableApiKey k1',
    ]);
  });

  test('ends at the API key before it ends in the credentials', () => {
    const suspended = currentState(consumer({ status: 'suspended' }), [apiKey({ enabled: false })]);

    expect(kinds(planStatus(suspended, 'alpha', 'active', CONTEXT))).toEqual([
      'enableApiKey k1',
      'updateCredentials crm',
    ]);
  });
});
