import { planStatus } from '../../../lib/onboarding/plan/change';
import { converge } from '../../../lib/onboarding/plan/converge';
import { apiKey, CONTEXT, consumer, currentState, kinds } from '../support/current-state';

describe('any change', () => {
  test('needs no step where everything is as desired', () => {
    expect(converge(currentState(consumer(), [apiKey()]), consumer(), CONTEXT)).toEqual([]);
  });

  test('recreates a lost API key with the value in the credentials, and stores its id', () => {
    const steps = converge(currentState(consumer(), []), consumer(), CONTEXT);

    expect(kinds(steps)).toEqual(['createApiKey crm', 'attachApiKey the new API key', 'updateCredentials crm']);
    expect(steps[0]).toMatchObject({ value: 'value-of-the-api-key' });
  });

  test('removes API keys that the credentials do not name', () => {
    const steps = converge(currentState(consumer(), [apiKey({ id: 'k0' }), apiKey()]), consumer(), CONTEXT);

    expect(kinds(steps)).toEqual(['detachApiKey k0', 'deleteApiKey k0']);
  });

  test('starts from the version that was read', () => {
    const steps = planStatus(currentState(consumer(), [apiKey()]), 'alpha', 'suspended', CONTEXT);

    expect(steps[0]).toMatchObject({ kind: 'updateCredentials', versionId: 'v1' });
  });
});
