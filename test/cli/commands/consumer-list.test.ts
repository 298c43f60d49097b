import { AlphaAccount } from '../support/alpha-account';
import { seed } from '../support/seed';

const alpha = new AlphaAccount();
const { json, onboard, run } = alpha;

interface Listed {
  readonly consumers: readonly { readonly consumerKey: string; readonly status: string }[];
}

const list = async (filter: string) =>
  (await json<Listed>(`consumer list ${filter}`.trim())).consumers.map(({ consumerKey }) => consumerKey);

test('the list of an environment without any consumer says so', async () => {
  expect(await run('consumer list')).toMatchObject({ code: 0, stdout: 'No consumers.\n' });
});

test('the list is narrowed by reseller, tier, status and text', async () => {
  await onboard('crm', 'standard', '--display-name Billing');
  await onboard('erp', 'premium', '--note billing');
  await onboard('shop', 'premium', '', 'alpha-south');
  await run('consumer suspend alpha erp');

  expect(await list('')).toEqual(['crm', 'erp', 'shop']);
  expect(await list('alpha')).toEqual(['crm', 'erp']);
  expect(await list('alpha-south')).toEqual(['shop']);
  expect(await list('--tier premium')).toEqual(['erp', 'shop']);
  expect(await list('--status suspended')).toEqual(['erp']);
  expect(await list('--text BILL')).toEqual(['crm', 'erp']);
});

test('a list shows who expires, and offboarded consumers only when asked for', async () => {
  await onboard('crm', 'standard', '--secret-expires 2999-01-31');
  await onboard('old', 'standard');
  await run('consumer offboard alpha old --confirm old');

  const { stdout } = await run('consumer list alpha');
  expect(stdout).toMatch(/^crm +alpha +standard +active +2999-02-01/m);
  expect(stdout).not.toMatch(/^old/m);
  expect(await list('--status offboarded')).toEqual(['old']);
});

test('1000 consumers are listed in 10 pages', async () => {
  for (let index = 0; index < 1000; index += 1) seed(alpha.world, `consumer-${String(index).padStart(4, '0')}`);
  const keys = await list('alpha');

  expect(keys).toHaveLength(1000);
  expect(keys[999]).toBe('consumer-0999');
  expect(alpha.world.aws.calls.filter(({ operation }) => operation === 'ListSecrets')).toHaveLength(10);
});
