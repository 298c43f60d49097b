import { AlphaAccount } from '../support/alpha-account';

const alpha = new AlphaAccount();
const { run } = alpha;
const onboard = (more = '') => alpha.onboard('crm', 'standard', more);

test('a suspension is in the credentials and at the API key, and a resumption too', async () => {
  await onboard();
  const [id = ''] = [...alpha.world.state.apiKeys.keys()];

  await run('consumer suspend alpha crm');
  expect(alpha.world.document('crm').status).toBe('suspended');
  expect(alpha.world.state.apiKeys.get(id)?.enabled).toBe(false);

  await run('consumer resume alpha crm');
  expect(alpha.world.document('crm').status).toBe('active');
  expect(alpha.world.state.apiKeys.get(id)?.enabled).toBe(true);
});
