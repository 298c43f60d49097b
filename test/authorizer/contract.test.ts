import { CONSUMER_KEY_PATTERN, credentialsPrefix, credentialsSecretName } from '../../lambda/authorizer/contract';

test.each(['a', 'x'.repeat(128), 'Crm_of.acme=@+-0'])('%s can be a consumer key', (key) => {
  expect(key).toMatch(CONSUMER_KEY_PATTERN);
});

test.each(['', 'x'.repeat(129), ' a', 'a ', 'a\n', '\na', 'a/b', 'a\\b', 'é', 'a:b'])(
  '%j cannot be a consumer key',
  (key) => {
    expect(key).not.toMatch(CONSUMER_KEY_PATTERN);
  },
);

test('a credentials secret is named by environment, gateway and consumer key', () => {
  expect(credentialsSecretName(credentialsPrefix('lab', 'acme'), 'crm')).toBe('aps-gateway/lab/acme/crm');
});
