import type { ServedConsole } from '../../../lib/console/server/serve-console';
import { send, type SignedInHeaders, start, written } from './support/console';

let served: ServedConsole;
let secrets: SignedInHeaders;
beforeAll(async () => ({ served, secrets } = await start(false)));
afterAll(() => served.close());
beforeEach(() => (written.length = 0));

const json = { 'Content-Type': 'application/json' };
const own = () => ({ ...secrets, Origin: served.origin, ...json });

test('listens on 127.0.0.1 only', () => {
  expect(new URL(served.origin).hostname).toBe('127.0.0.1');
});

describe('a call', () => {
  test('with the cookie is answered', async () => {
    const { status, body } = await send(served, '/api/things/a%2Fb', { headers: secrets });

    expect([status, JSON.parse(body)]).toEqual([200, { name: 'a/b' }]);
  });

  test.each([
    ['no cookie', () => ({ Cookie: '' })],
    ['a wrong cookie', () => ({ Cookie: secrets.Cookie.replace('secret-2', 'secret-4') })],
    ['the token for the cookie', () => ({ Cookie: secrets.Cookie.replace('secret-2', 'secret-1') })],
    ['the cookie of another console', () => ({ Cookie: `aps-gateway-console-1=secret-2` })],
    ['the cookie, but not the key', () => ({ 'X-Console-Key': '' })],
    ['the cookie for the key', () => ({ 'X-Console-Key': 'secret-2' })],
    ['the Host of another name', () => ({ Host: 'evil.example' })],
    ['another port in its Host', () => ({ Host: '127.0.0.1:1' })],
    ['the Origin of another page', () => ({ Origin: 'http://evil.example' })],
    ['the Origin of another port', () => ({ Origin: 'http://127.0.0.1:1' })],
    ['an opaque Origin', () => ({ Origin: 'null' })],
    ['Sec-Fetch-Site: same-site', () => ({ 'Sec-Fetch-Site': 'same-site' })],
    ['Sec-Fetch-Site: cross-site', () => ({ 'Sec-Fetch-Site': 'cross-site' })],
  ])('with %s is refused', async (_what, headers) => {
    const { status, body } = await send(served, '/api/things/a', { headers: { ...secrets, ...headers() } });

    expect([status, JSON.parse(body)]).toEqual([401, expect.objectContaining({ code: 'signedOut' })]);
  });

  test('that changes something needs an Origin', async () => {
    const { status } = await send(served, '/api/things', {
      method: 'POST',
      headers: { ...secrets, ...json },
      body: '1',
    });

    expect([status, written]).toEqual([401, []]);
  });

  test('that changes something is carried out for the page itself', async () => {
    const { status } = await send(served, '/api/things', { method: 'POST', headers: own(), body: '{"a":1}' });

    expect([status, written]).toEqual([200, [{ a: 1 }]]);
  });

  test.each([
    ['a form type', { 'Content-Type': 'application/x-www-form-urlencoded' }, '{}'],
    ['a body that is not JSON', {}, 'the secret s3cret'],
    ['a body over 64 KB', {}, `"${'a'.repeat(70_000)}"`],
  ])('with %s is refused without repeating it', async (_what, headers, body) => {
    const answer = await send(served, '/api/things', { method: 'POST', headers: { ...own(), ...headers }, body });

    expect([answer.status, written]).toEqual([400, []]);
    expect(answer.body).not.toContain('s3cret');
  });

  test('for an unknown path is answered 404', async () => {
    expect((await send(served, '/api/else', { headers: secrets })).status).toBe(404);
  });

  test('that fails says so, with the code', async () => {
    const { status, body } = await send(served, '/api/refused', { headers: secrets });

    expect([status, JSON.parse(body)]).toEqual([409, { code: 'conflict', message: 'Somebody was faster.' }]);
  });

  test('of an action whose plan changed gets the plan as it is now', async () => {
    const { status, body } = await send(served, '/api/changed', { headers: secrets });

    expect([status, JSON.parse(body)]).toEqual([
      409,
      expect.objectContaining({ code: 'conflict', plan: [{ action: 'a', target: 'b', detail: 'c' }] }),
    ]);
  });

  test('that fails unexpectedly shows only the kind of error', async () => {
    const { status, body } = await send(served, '/api/thrown', { headers: secrets });

    expect(status).toBe(502);
    expect(body).toContain('TypeError');
    expect(body).not.toContain('s3cret');
  });
});

test.each(['//[', '/%'])('the malformed path %s does not end the server', async (path) => {
  expect([200, 400]).toContain((await send(served, path)).status);
});

test('lines are sent as lines of JSON', async () => {
  const { headers, body } = await send(served, '/api/lines', { headers: secrets });

  expect([headers['content-type'], body]).toEqual(['application/x-ndjson', '{"line":1}\n{"line":2}\n']);
});

test('lines that break off end with the failure', async () => {
  const { body } = await send(served, '/api/broken-lines', { headers: secrets });

  expect(body.split('\n')[1]).toBe('{"failure":{"code":"failed","message":"AWS is away."}}');
});

test.each(['/', '/resellers/alpha', '/index.html'])('%s shows the page, which holds nothing secret', async (path) => {
  const { status, body } = await send(served, path);

  expect([status, body]).toEqual([200, '<title>page</title>']);
});

test.each(['/', '/console.js', '/api/things/a', '/api/sign-in'])('%s has the security headers', async (path) => {
  const { headers } = await send(served, path);

  expect(headers['content-security-policy']).toMatch(
    /^default-src 'none'; script-src 'self'; .*frame-ancestors 'none'$/,
  );
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  });
});

test('a foreign Host gets not even the page', async () => {
  expect((await send(served, '/', { headers: { Host: `evil.example:${new URL(served.origin).port}` } })).status).toBe(
    401,
  );
});

test('read-only, a call that changes something is refused', async () => {
  const readOnly = await start(true);
  try {
    const { status, body } = await send(readOnly.served, '/api/things', {
      method: 'POST',
      headers: { ...readOnly.secrets, Origin: readOnly.served.origin, ...json },
      body: '1',
    });

    expect([status, JSON.parse(body), written]).toEqual([403, expect.objectContaining({ code: 'readOnly' }), []]);
  } finally {
    await readOnly.served.close();
  }
});
