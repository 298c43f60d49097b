import { CONSUMER_KEY_PATTERN } from '../../lambda/authorizer/contract';

test.each(['a', 'x'.repeat(128), 'Crm_of.acme=@+-0'])('%s can be a consumer key', (key) => {
  expect(key).toMatch(CONSUMER_KEY_PATTERN);
});

test.each(['', 'x'.repeat(129), ' a', 'a ', 'a\n', '\na', 'a/b', 'a\\b', 'é', 'a:b'])('%j can be none', (key) => {
  expect(key).not.toMatch(CONSUMER_KEY_PATTERN);
});
