import type { ServedConsole } from '../../../lib/console/server/serve-console';
import { PAGES_SECRET, send, type SignedInHeaders, start } from './support/console';

let served: ServedConsole;
let secrets: SignedInHeaders;
beforeAll(async () => ({ served, secrets } = await start(true)));
afterAll(() => served.close());

const mail = (rest: string) => send(served, `/pages/${PAGES_SECRET}/mail/${rest}`, { headers: secrets });

test('the HTML of a mail may be framed by the console, and runs nothing', async () => {
  const { status, headers, body } = await mail('0');
  const policy = String(headers['content-security-policy']).split('; ');

  expect([status, body]).toEqual([200, '<p style="color:red">first</p>']);
  expect(headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'x-frame-options': 'SAMEORIGIN' });
  expect(policy).toEqual(expect.arrayContaining(["default-src 'none'", "frame-ancestors 'self'", 'sandbox']));
  expect(policy.some((part) => part.startsWith('script-src'))).toBe(false);
});

test.each(['1', '2', '-1', '0/1', 'x', ''])(
  'a mail %j that is not there, or without HTML, is answered 404',
  async (rest) => {
    expect((await mail(rest)).status).toBe(404);
  },
);
