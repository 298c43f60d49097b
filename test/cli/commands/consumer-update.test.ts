import { AlphaAccount } from '../support/alpha-account';

const alpha = new AlphaAccount();
const { run, words } = alpha;
const onboard = (more = '') => alpha.onboard('crm', 'standard', more);

test('a change of tier moves the API key and keeps it', async () => {
  await onboard();
  const [id] = [...alpha.world.state.apiKeys.keys()];

  expect(await run('consumer update alpha crm --tier premium')).toMatchObject({ code: 0 });
  expect([...(alpha.world.state.planKeys.get('plan-standard') ?? [])]).toEqual([]);
  expect([...(alpha.world.state.planKeys.get('plan-premium') ?? [])]).toEqual([id]);
  expect(alpha.world.document('crm')).toMatchObject({ tier: 'premium', apiKey: { id } });
});

test('an empty text removes a fact', async () => {
  await onboard('--note temporary');
  await words(['consumer', 'update', 'alpha', 'crm', '--note', '']);

  expect(alpha.world.document('crm').about).not.toHaveProperty('note');
});
