import type { ServedConsole } from '../../../lib/console/server/serve-console';
import { signIn, start } from './support/console';

let served: ServedConsole;
beforeAll(async () => ({ served } = await start(false)));
afterAll(() => served.close());

test('the printed address has the token in its fragment, which browsers send to no server', () => {
  expect(served.url).toBe(`${served.origin}/#token=secret-1`);
});

describe('signing in', () => {
  test('exchanges the token for a key, and for a cookie that scripts and other sites cannot use', async () => {
    const { status, headers, body } = await signIn(served, 'secret-1');

    expect([status, JSON.parse(body)]).toEqual([200, { key: 'secret-3' }]);
    expect(String(headers['set-cookie'])).toMatch(
      /^aps-gateway-console-\d+=secret-2; Path=\/; HttpOnly; SameSite=Strict$/,
    );
  });

  test.each(['secret-2', 'secret-3', '', 7, undefined])('gives nothing for the token %j', async (token) => {
    const { status, headers, body } = await signIn(served, token);

    expect([status, headers['set-cookie']]).toEqual([401, undefined]);
    expect(body).not.toMatch(/secret-/);
  });

  test('is refused to another page', async () => {
    expect((await signIn(served, 'secret-1', { Origin: 'http://127.0.0.1:1' })).status).toBe(401);
  });
});
