import type { ServedConsole } from '../../../lib/console/server/serve-console';
import { made, PAGES_SECRET, send, type SignedInHeaders, start } from './support/console';

let served: ServedConsole;
let secrets: SignedInHeaders;
beforeAll(async () => ({ served, secrets } = await start(true)));
afterAll(() => served.close());
beforeEach(() => (made.length = 0));

const PATHS = [`/pages/${PAGES_SECRET}/kit/resellers/alpha/`, `/pages/${PAGES_SECRET}/mail/0`];

describe.each(PATHS)('%s', (path) => {
  const requireRefused = async (headers: Record<string, string>, at = path) => {
    const { status, body } = await send(served, at, { headers });
    expect([status, JSON.parse(body), made]).toEqual([401, expect.objectContaining({ code: 'signedOut' }), []]);
  };

  test('is refused with the cookie, but not the secret in its address', async () => {
    for (const wrong of ['secret-2', '', 'secret-of-page'])
      await requireRefused(secrets, path.replace(PAGES_SECRET, wrong));
  });

  test('is refused with the secret in its address, but not the cookie', () => requireRefused({}));

  test.each(['cross-site', 'same-site'])('is refused to a page that is %s', (site) =>
    requireRefused({ ...secrets, 'Sec-Fetch-Site': site }),
  );

  test('is refused under another name', () => requireRefused({ ...secrets, Host: 'evil.example' }));

  test.each(['same-origin', 'none'])('is answered to a browser that says %s', async (site) => {
    expect((await send(served, path, { headers: { Cookie: secrets.Cookie, 'Sec-Fetch-Site': site } })).status).toBe(
      200,
    );
  });

  test('is not changed by a call', async () => {
    expect((await send(served, path, { method: 'POST', headers: secrets })).status).toBe(405);
  });
});

test.each(['others/alpha/', 'constructor/', '', 'kit/resellers/%ff/'])(
  'a path that leads nowhere, %j, is answered 404 in words',
  async (rest) => {
    expect(await send(served, `/pages/${PAGES_SECRET}/${rest}`, { headers: secrets })).toMatchObject({
      status: 404,
      body: `The console has no page ${rest}.\n`,
    });
  },
);
