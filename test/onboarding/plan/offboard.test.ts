import { planOffboard, planRestore, planReturn } from '../../../lib/onboarding/plan/offboard';
import { apiKey, CONTEXT, consumer, currentState, kinds, NOW, storedBy } from '../support/current-state';

describe('offboarding', () => {
  const offboard = (state: Parameters<typeof currentState>[0], keys = [apiKey()]) =>
    planOffboard(currentState(state, keys), 'alpha', 30, CONTEXT);

  test('suspends, schedules the deletion, then deletes the API key', () => {
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

  test('of an unknown consumer is an error', () => {
    expect(() => offboard('absent', [])).toThrow('has no consumer crm');
  });

  test('is undone by restoring the credentials, metering them, and making them what they were', () => {
    const leaving = consumer({ status: 'suspended', about: { offboarding: { at: NOW, statusBefore: 'active' } } });

    expect(kinds(planRestore(currentState('scheduled', []), 'alpha'))).toEqual(['restoreCredentials crm']);
    const steps = planReturn(currentState(leaving, []), 'alpha', CONTEXT);
    expect(kinds(steps)).toEqual(['createApiKey crm', 'attachApiKey the new API key', 'updateCredentials crm']);
    expect(storedBy(steps)).toMatchObject({ status: 'active', about: {} });
  });
});
