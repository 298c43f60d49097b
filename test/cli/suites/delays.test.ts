import { AlphaAccount } from '../support/alpha-account';

const alpha = new AlphaAccount();
const { run } = alpha;
const onboard = (more = '') => alpha.onboard('crm', 'standard', more);

const rotate = (more: string, secret = 'NewSecret2') => run(`consumer rotate alpha crm ${more}`, secret);

test('what takes effect with a delay says so', async () => {
  await onboard();
  const delay = 'its gateway applies this within a minute';

  expect((await run('consumer update alpha crm --note only')).stdout).not.toContain(delay);
  expect((await run('consumer update alpha crm --operations readOnly')).stdout).toContain(delay);
  await rotate('--secret-stdin');
  expect((await rotate('--finish')).stdout).toContain('within a minute everywhere');
});
