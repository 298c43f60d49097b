import { AlphaAccount } from '../support/alpha-account';

const alpha = new AlphaAccount();
const { run } = alpha;
const onboard = (more = '') => alpha.onboard('crm', 'standard', more);

test('offboarding reports the usage, deletes the API key and schedules the deletion', async () => {
  await onboard();
  const [id = ''] = [...alpha.world.state.apiKeys.keys()];
  const today = new Date().toISOString().slice(0, 10);
  alpha.world.state.usage.set('plan-standard', new Map([[id, new Map([[today, 42]])]]));

  const { code, stdout } = await run('consumer offboard alpha crm --confirm crm --recovery-days 9');
  expect(code).toBe(0);
  expect(stdout).toContain(`crm,standard,${today},42,1000,month,958`);
  expect(alpha.world.state.apiKeys.size).toBe(0);
  const secret = alpha.world.aws.secrets.secrets.get('aps-gateway/lab/alpha/crm');
  expect(Math.round(((secret?.deletedDate?.getTime() ?? 0) - Date.now()) / 86_400_000)).toBe(9);
});

test('an offboarded consumer comes back as it was', async () => {
  await onboard('--note kept');
  const before = alpha.world.snapshot();
  await run('consumer offboard alpha crm --confirm crm');

  expect(await run('consumer offboard alpha crm --undo')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^Consumer crm is back, as it was; its quota count starts again\.$/m),
  });
  expect(alpha.world.snapshot()).toEqual(before);
});

test('a suspended consumer comes back suspended', async () => {
  await onboard();
  await run('consumer suspend alpha crm');
  await run('consumer offboard alpha crm --confirm crm');
  await run('consumer offboard alpha crm --undo');

  expect(alpha.world.document('crm').status).toBe('suspended');
  expect([...alpha.world.state.apiKeys.values()]).toMatchObject([{ enabled: false }]);
});

test.each(['consumer offboard alpha crm', 'consumer offboard alpha crm --confirm crn'])(
  '"%s" is refused without the key typed again',
  async (commandLine) => {
    await onboard();

    expect(await run(commandLine)).toMatchObject({ code: 2 });
    expect(alpha.world.state.apiKeys.size).toBe(1);
  },
);
