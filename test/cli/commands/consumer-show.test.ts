import { AlphaAccount } from '../support/alpha-account';

const alpha = new AlphaAccount();
const { json, onboard } = alpha;

test('a consumer is shown with its metering', async () => {
  await onboard('crm', 'premium', '--operations readOnly');

  expect(await json('consumer show alpha crm')).toMatchObject({
    consumer: {
      consumerKey: 'crm',
      reseller: 'alpha',
      tier: 'premium',
      status: 'active',
      rules: { operations: 'readOnly' },
    },
    metering: { apiKey: 'enabled', tiers: ['premium'] },
    url: 'https://alpha.gateway.example',
  });
});
