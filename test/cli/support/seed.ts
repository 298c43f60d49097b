import type { Consumer } from '../../../lib/onboarding/consumer';
import { encodeDescription, encodeDocument } from '../../../lib/onboarding/documents/record-codec';
import type { World } from './world';

/** A consumer that was onboarded long ago; without API key, which a list does not look at. */
export function seed(world: World, consumerKey: string, more: Partial<Consumer> = {}): void {
  const consumer: Consumer = {
    version: 1,
    consumerKey,
    reseller: 'alpha',
    tier: 'standard',
    status: 'active',
    secrets: [{ value: 'SeededSecret' }],
    apiKey: { id: 'abc', value: 'value-of-a-seeded-api-key' },
    about: {},
    ...more,
  };
  world.aws.secrets.call('CreateSecret', {
    Name: `aps-gateway/lab/alpha/${consumerKey}`,
    SecretString: encodeDocument(consumer),
    Description: encodeDescription(consumer),
  });
}
