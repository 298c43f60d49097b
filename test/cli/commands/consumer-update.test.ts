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

describe('--debug-until', () => {
  const show = () =>
    alpha.json<{ consumer: { debuggedUntil: string | null } }>('consumer show alpha crm --no-activity');

  test('debugs a consumer for a while; "show" says until when, and "off" ends it', async () => {
    await onboard();
    const { stdout } = await run('consumer update alpha crm --debug-until 1h');
    const { debugUntil } = alpha.world.document('crm') as { debugUntil: string };

    expect(stdout).toContain(`It is debugged until ${debugUntil}`);
    expect(Date.parse(debugUntil) - Date.now()).toBeGreaterThan(3_590_000);
    expect((await show()).consumer.debuggedUntil).toBe(debugUntil);
    expect((await run('consumer show alpha crm --no-activity')).stdout).toMatch(
      new RegExp(`^debugged until +${debugUntil}$`, 'm'),
    );

    expect((await run('consumer update alpha crm --debug-until off')).stdout).toContain('It is no longer debugged.');
    expect(alpha.world.document('crm')).not.toHaveProperty('debugUntil');
    expect((await show()).consumer.debuggedUntil).toBeNull();
  });

  test('stays on while something else of the consumer changes', async () => {
    await onboard();
    await run('consumer update alpha crm --debug-until 2h');
    await run('consumer update alpha crm --note changed');

    expect(alpha.world.document('crm')).toHaveProperty('debugUntil');
  });

  test('has an end within 24 hours', async () => {
    await onboard();

    expect(await run('consumer update alpha crm --debug-until 2d')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--debug-until: got "2d", expected off, or a duration') as string,
    });
  });
});
