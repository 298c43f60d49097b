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

test.each([
  ['key', 'crm', ''],
  ['display name', 'Orders', '--display-name Orders'],
  ['application number', 'A-4711', '--external-reference A-4711'],
  ['address of a contact', 'second@', '--emails first@example.com,second@example.com'],
  ['note', 'legacy', '--note legacy'],
  ['remark', 'renewed', '--remark renewed'],
  ['start date', '2026-02-03', '--valid-from 2026-02-03'],
  ['expiry date', '2998-07-01', '--valid-until 2998-07-01'],
  ["secret's end", '2997-08-02', '--secret-expires 2997-08-01'],
  ['service time', 'Europe/Lisbon', '--service-hours 07:00-19:00_Europe/Lisbon'],
  ['IP binding', '192.0.2.77', '--source-ips 192.0.2.77'],
  ['client certificate', 'cn=crm.example', '--client-certificates CN=crm.example'],
  ['operations', 'readonly', '--operations readOnly'],
  ['signature methods', 'SHA256', '--signature-methods HMAC-SHA256'],
])('a consumer is found by its %s, and "show" shows it', async (_field, text, options) => {
  await onboard('erp', 'standard');
  const onboarding = `consumer onboard alpha --key crm --tier standard --secret-stdin ${options}`.trim().split(' ');
  await alpha.words(
    onboarding.map((word) => word.replace('_', ' ')),
    'SecretOfCrm',
  );

  expect(await list(`--text ${text}`)).toEqual(['crm']);
  expect((await run('consumer show alpha crm --no-activity')).stdout.toLowerCase()).toContain(text.toLowerCase());
});

test.each([
  ['the last day that its secret is accepted', '2997-08-01', '--secret-expires 2997-08-01'],
  ['an end at midnight', '2998-07-01T00:00:00Z', '--valid-until 2998-07-01T00:00Z'],
])('a consumer is found by %s', async (_what, text, options) => {
  await onboard('erp', 'standard');
  await onboard('crm', 'standard', options);

  expect(await list(`--text ${text}`)).toEqual(['crm']);
});

test('a consumer of bearer tokens is found by its subject', async () => {
  await onboard('erp', 'standard');
  seed(alpha.world, 'made-of-a-subject', { subject: 'crm|prod', secrets: [] });

  expect(await list('--text crm|prod')).toEqual(['made-of-a-subject']);
});

test('a consumer is found by its status', async () => {
  await onboard('crm', 'standard');
  await onboard('erp', 'standard');
  await run('consumer suspend alpha erp');

  expect(await list('--text suspended')).toEqual(['erp']);
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
