import type { ServedConsole } from '../../../lib/console/server/serve-console';
import { PAGES_SECRET, made, send, type SignedInHeaders, start } from './support/console';

let served: ServedConsole;
let secrets: SignedInHeaders;
beforeAll(async () => ({ served, secrets } = await start(true)));
afterAll(() => served.close());
beforeEach(() => (made.length = 0));

const kit = (rest: string, headers: Record<string, string> = {}) =>
  send(served, `/pages/${PAGES_SECRET}/kit/${rest}`, { headers: { Cookie: secrets.Cookie, ...headers } });

test.each([
  ['resellers/alpha/', { reseller: 'alpha' }],
  ['resellers/alpha/index.html', { reseller: 'alpha' }],
  ['consumers/alpha/crm%2Fprod/', { reseller: 'alpha', consumerKey: 'crm/prod' }],
])('%s is the page of a kit that is made for it', async (path, target) => {
  const { status, headers, body } = await kit(path);

  expect([status, headers['content-type'], body]).toEqual([200, 'text/html; charset=utf-8', '<title>kit 1</title>']);
  expect(made).toEqual([target]);
});

test('other files belong to the page that was opened last, and each page is made again', async () => {
  const path = 'consumers/alpha/crm-prod/';
  await kit(path);
  await kit('consumers/alpha/erp-prod/');
  await kit(path);
  const { headers, body } = await kit(`${path}style.css`);

  expect([headers['content-type'], body]).toEqual(['text/css; charset=utf-8', '/* 3 */']);
  expect(made).toHaveLength(3);
});

test('the kits of the pages that were opened first are forgotten', async () => {
  const consumers = Array.from({ length: 9 }, (_, index) => `consumers/alpha/key-${index}/`);
  for (const path of consumers) await kit(path);
  await kit(`${consumers[1]}style.css`);
  expect(made).toHaveLength(9);
  await kit(`${consumers[0]}style.css`);
  expect(made).toHaveLength(10);
});

test.each([
  ['logo.svg', 'image/svg+xml'],
  ['samples/bash/aps.sh', 'text/plain; charset=utf-8'],
])('%s is sent as %s, without any right to run scripts', async (file, type) => {
  const { status, headers } = await kit(`resellers/alpha/${file}`);

  expect([status, headers['content-type']]).toEqual([200, type]);
  expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'self'; img-src 'self'; /);
  expect(headers['content-security-policy']).not.toContain('script-src');
  expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
});

test('the archive has the name of the consumer', async () => {
  const { headers, body } = await kit('consumers/alpha/crm%20"prod/kit.zip');

  expect(headers['content-disposition']).toBe('attachment; filename="kit-alpha-crm--prod.zip"');
  expect(body.slice(0, 2)).toBe('PK');
});

test.each([
  ['resellers/unknown/', 'No such reseller.\n'],
  ['resellers/alpha/none.txt', 'The console has no file resellers/alpha/none.txt of a welcome kit.\n'],
  ['resellers/alpha', 'The console has no file resellers/alpha of a welcome kit.\n'],
  ['others/alpha/', 'The console has no file others/alpha/ of a welcome kit.\n'],
])('%s is answered 404 in words', async (path, body) => {
  expect(await kit(path)).toMatchObject({ status: 404, body });
});
