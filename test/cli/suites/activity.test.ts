import { secretUseTexts } from '../../../lib/cli/activity';
import type { PublicConsumer } from '../../../lib/onboarding/consumer';
import { AlphaAccount } from '../support/alpha-account';

const alpha = new AlphaAccount();
const { json, onboard, run } = alpha;
const LOG = '/aps-gateway/lab/alpha/authorizer';

/** Writes the line that the authorizer writes when a secret verified; the first secret is the newest. */
function use(consumerKey: string, index: number): void {
  const { secrets } = alpha.world.document(consumerKey) as { secrets: { addedAt: string }[] };
  alpha.world.aws.logs.put(LOG, JSON.stringify({ effect: 'allow', consumerKey, secretId: secrets[index]?.addedAt }));
}

const rotate = () => run('consumer rotate alpha crm --secret-stdin', 'TheNewSecret');

test('a consumer is shown with the last use of each of its secrets', async () => {
  await onboard('crm', 'standard');
  await rotate();
  use('crm', 1);

  const { stdout } = await run('consumer show alpha crm');
  expect(stdout).toMatch(/^secret 1 .*, not used since \d{4}-/m);
  expect(stdout).toMatch(/^secret 2 .*, last used \d{4}-/m);
  expect(await json('consumer show alpha crm')).toMatchObject({
    activity: { secrets: [{ lastUsedAt: 'never' }, { lastUsedAt: expect.stringMatching(/^\d{4}-/) as string }] },
  });
});

test.each([
  ['2026-03-02T00:00:00.000Z', 'not used since 2026-03-03T00:00:00.000Z'],
  ['2026-03-04T00:00:00.000Z', 'not used yet'],
])('a secret added at %s, without use since March 3, is %s', (addedAt, text) => {
  const [from, to] = [new Date('2026-03-03'), new Date('2026-03-05')];
  const consumer = { consumerKey: 'crm', secrets: [{ addedAt }] } as unknown as PublicConsumer;

  expect(secretUseTexts({ from, to, uses: new Map() }, consumer)).toEqual([text]);
});

test('with --no-activity no log is searched', async () => {
  await onboard('crm', 'standard');
  alpha.world.aws.calls.length = 0;

  expect((await run('consumer show alpha crm --no-activity')).stdout).not.toContain('used');
  expect(alpha.world.aws.calls.filter(({ service }) => service === 'logs')).toEqual([]);
});

test('a list with activity says when each consumer was last used, and in which time', async () => {
  await onboard('crm', 'standard');
  await onboard('idle', 'standard');
  use('crm', 0);

  const { stdout, stderr } = await run('consumer list alpha --activity');
  expect(stdout).toMatch(/^crm .* \d{4}-\d\d-\d\dT\S+$/m);
  expect(stdout).toMatch(/^idle .* never$/m);
  expect(stderr).toMatch(/last use is from the log of the gateway of alpha, from \S+ to \S+/);
});

test('consumers are shown and listed without the right to search logs, and why their last use is unknown', async () => {
  await onboard('crm', 'standard');
  alpha.world.aws.faults.inject({ kind: 'deny', service: 'logs' });

  expect(await run('consumer show alpha crm')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('last use unknown') as string,
    stderr: expect.stringContaining('notice: last use unknown: AWS denied access') as string,
  });
  expect((await run('consumer list alpha --activity')).stdout).toMatch(/^crm .* unknown$/m);
});

test.each(['--finish', '--overlap 0d'])('%s is refused while the previous secret is in use', async (end) => {
  await onboard('crm', 'standard');
  await rotate();
  use('crm', 1);

  expect(await run(`consumer rotate alpha crm ${end}`)).toMatchObject({
    code: 4,
    stderr: expect.stringContaining('The previous secret of consumer crm is still in use: last at ') as string,
  });
  expect(alpha.world.document('crm').secrets).toHaveLength(2);
});

test('--finish ends the overlap by force, or when only the new secret is in use', async () => {
  await onboard('crm', 'standard');
  await onboard('shop', 'standard');
  await rotate();
  use('crm', 1);
  expect(await run('consumer rotate alpha crm --finish --force')).toMatchObject({ code: 0 });
  await run('consumer rotate alpha shop --secret-stdin', 'TheNewSecret');
  use('shop', 0);
  expect(await run('consumer rotate alpha shop --finish')).toMatchObject({ code: 0 });
});

test('--finish is refused while it is unknown which secret is in use', async () => {
  await onboard('crm', 'standard');
  await rotate();
  alpha.world.aws.logs.put(LOG, JSON.stringify({ effect: 'allow', consumerKey: 'crm' }));

  expect(await run('consumer rotate alpha crm --finish')).toMatchObject({
    code: 4,
    stderr: expect.stringContaining('It is unknown which secret consumer crm uses') as string,
  });
  alpha.world.aws.faults.inject({ kind: 'deny', service: 'logs' });
  expect(await run('consumer rotate alpha crm --finish')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('Force it to finish anyway.') as string,
  });
});

test('a use that is longer ago than --unused-for does not count', async () => {
  await onboard('crm', 'standard');
  await rotate();
  use('crm', 1);
  const now = () => new Date(Date.now() + 2 * 86_400_000);
  const finish = (more: string) =>
    alpha.cli.run(alpha.world.url, `consumer rotate alpha crm --finish${more}`.split(' '), { now });

  expect(await finish(' --unused-for 3d')).toMatchObject({ code: 4 });
  expect(await finish('')).toMatchObject({ code: 0 });
});
