import { AlphaAccount } from '../support/alpha-account';

const alpha = new AlphaAccount();
const { run } = alpha;
const SECRET = 'SecretOfcrm';
const onboard = (more = '') => alpha.onboard('crm', 'standard', more);

interface Secrets {
  readonly secrets: readonly { readonly value: string; readonly validUntil?: string }[];
}

const secretsOf = () => (alpha.world.document('crm') as unknown as Secrets).secrets;
const rotate = (more: string, secret = 'NewSecret2') => run(`consumer rotate alpha crm ${more}`, secret);

test('a rotation puts the new secret before the old one, which ends with the overlap', async () => {
  await onboard();
  await rotate('--secret-stdin --overlap 2d');

  const [newest, older] = secretsOf();
  expect(newest).toMatchObject({ value: 'NewSecret2' });
  expect(newest).not.toHaveProperty('validUntil');
  expect(older?.value).toBe(SECRET);
  expect(Date.parse(older?.validUntil ?? '') - Date.now()).toBeGreaterThan(47 * 3_600_000);
  expect(Date.parse(older?.validUntil ?? '') - Date.now()).toBeLessThanOrEqual(48 * 3_600_000);
});

test('a second rotation during the overlap is a conflict', async () => {
  await onboard();
  await rotate('--secret-stdin');

  const { code, stderr } = await rotate('--secret-stdin', 'ThirdSecret3');
  expect(code).toBe(4);
  expect(stderr).toContain('still under way');
});

describe('while an overlap is running', () => {
  beforeEach(async () => {
    await onboard();
    await rotate('--secret-stdin --overlap 2d');
  });
  const hoursLeft = () => (Date.parse(secretsOf()[1]?.validUntil ?? '') - Date.now()) / 3_600_000;

  test.each(['--overlap 5d --secret-stdin', '--overlap 5d'])('"%s" changes its end and reports it', async (more) => {
    const { code, stdout } = await rotate(more);

    expect(code).toBe(0);
    expect(hoursLeft()).toBeCloseTo(120, 0);
    expect(stdout).toContain(`along with the previous one, until ${secretsOf()[1]?.validUntil}`);
  });

  test.each(['--overlap 0d --secret-stdin', '--overlap 0d'])('"%s" ends it', async (more) => {
    expect(await rotate(more)).toMatchObject({ code: 0, stdout: expect.stringContaining('and no other') as string });
    expect(secretsOf()).toMatchObject([{ value: 'NewSecret2' }]);
  });

  test('the same rotation again, without an end, changes nothing', async () => {
    expect((await rotate('--secret-stdin')).stdout).toContain('Nothing to do');
    expect(hoursLeft()).toBeCloseTo(48, 0);
  });

  test('a dry run reports until when the previous secret is accepted', async () => {
    const { stdout } = await rotate('--overlap 1d --dry-run');

    expect(stdout).toMatch(/would change secrets \(the previous one accepted until \d{4}-[\d:.T-]+Z\)/);
  });

  test.each(['--finish', '--revert'])('%s with a new secret is wrong usage', async (flag) => {
    expect(await rotate(`${flag} --secret-stdin`)).toMatchObject({ code: 2 });
    expect(secretsOf()).toHaveLength(2);
  });
});

test('a rotation to the current secret is a conflict', async () => {
  await onboard();

  expect(await rotate('--secret-stdin', SECRET)).toMatchObject({
    code: 4,
    stderr: expect.stringContaining(
      'This is already the current secret of consumer crm, and no overlap is running',
    ) as string,
  });
});

test('the end of a rotation leaves only the new secret', async () => {
  await onboard();
  await rotate('--secret-stdin');
  await rotate('--finish');

  expect(secretsOf()).toMatchObject([{ value: 'NewSecret2' }]);
});

test('undoing a rotation leaves only the old secret, with its original expiry', async () => {
  await onboard('--secret-expires 2999-06-30');
  await rotate('--secret-stdin');
  await rotate('--revert');

  expect(secretsOf()).toMatchObject([{ value: SECRET, validUntil: '2999-07-01T00:00:00Z' }]);
});

test('a rotation that has ended can no longer be undone', async () => {
  await onboard();
  await rotate('--secret-stdin');
  await rotate('--finish');

  const { code, stderr } = await rotate('--revert');
  expect(code).toBe(4);
  expect(stderr).toContain('there is no previous one to return to');
  expect(secretsOf()).toMatchObject([{ value: 'NewSecret2' }]);
});
