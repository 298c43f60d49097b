import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { consoleAssets } from '../../../lib/console/assets';
import type { ApiRoute } from '../../../lib/console/server/api';
import { type ServedConsole, serveConsole } from '../../../lib/console/server/serve-console';
import { OnboardingError } from '../../../lib/onboarding/errors';

const written: unknown[] = [];
const ROUTES: readonly ApiRoute[] = [
  { method: 'GET', path: '/api/things/:name', answer: async ({ params }) => ({ value: params }) },
  { method: 'GET', path: '/api/lines', answer: async () => ({ lines: lines() }) },
  { method: 'GET', path: '/api/broken-lines', answer: async () => ({ lines: brokenLines() }) },
  {
    method: 'GET',
    path: '/api/refused',
    answer: async () => Promise.reject(new OnboardingError('conflict', 'Somebody was faster.')),
  },
  { method: 'GET', path: '/api/thrown', answer: async () => Promise.reject(new TypeError('with the secret s3cret')) },
  {
    method: 'POST',
    path: '/api/things',
    changes: true,
    answer: async ({ body }) => ({ value: written.push(body) }),
  },
];

async function* lines() {
  yield { line: 1 };
  yield { line: 2 };
}

async function* brokenLines() {
  yield { line: 1 };
  throw new OnboardingError('failed', 'AWS is away.');
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** Sends a request as a program would, with exactly these headers. */
function send(
  { origin }: ServedConsole,
  path: string,
  {
    method = 'GET',
    headers = {},
    body = '',
  }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(`${origin}${path}`, { method, headers, agent: false }, (answer) => {
      text(answer).then(
        (got) => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: got }),
        reject,
      );
    });
    outgoing.on('error', reject).end(body);
  });
}

async function start(readOnly: boolean): Promise<{ served: ServedConsole; cookie: string }> {
  let secret = 0;
  const served = await serveConsole({
    assets: consoleAssets([
      ['index.html', Buffer.from('<title>page</title>')],
      ['console.js', Buffer.from('1')],
    ]),
    routes: ROUTES,
    port: 0,
    readOnly,
    randomHex: () => `secret-${++secret}`,
  });
  const { headers } = await send(served, new URL(served.url).pathname + new URL(served.url).search);
  return { served, cookie: String(headers['set-cookie']).split(';')[0] ?? '' };
}

let served: ServedConsole;
let cookie: string;
beforeAll(async () => ({ served, cookie } = await start(false)));
afterAll(() => served.close());
beforeEach(() => (written.length = 0));

const json = { 'Content-Type': 'application/json' };
const own = () => ({ Cookie: cookie, Origin: served.origin, ...json });

test('listens on 127.0.0.1 only', () => {
  expect(new URL(served.origin).hostname).toBe('127.0.0.1');
});

describe('signing in', () => {
  test('exchanges the token for a cookie that scripts and other sites cannot use, and drops it from the address', async () => {
    const { status, headers } = await send(served, '/resellers/alpha?token=secret-1&search=a');

    expect(status).toBe(303);
    expect(headers['location']).toBe('/resellers/alpha?search=a');
    expect(String(headers['set-cookie'])).toMatch(
      /^aps-gateway-console-\d+=secret-2; Path=\/; HttpOnly; SameSite=Strict$/,
    );
  });

  test('gives no cookie for a wrong token', async () => {
    const { status, headers } = await send(served, '/?token=secret-9');

    expect([status, headers['set-cookie']]).toEqual([303, undefined]);
  });

  test.each(['//evil.example/?token=secret-1', '/\\evil.example/?token=secret-1'])(
    'never leads elsewhere: %s',
    async (path) => {
      const { headers } = await send(served, path);

      expect(new URL(String(headers['location'] ?? '/'), served.origin).origin).toBe(served.origin);
    },
  );
});

describe('a call', () => {
  test('with the cookie is answered', async () => {
    const { status, body } = await send(served, '/api/things/a%2Fb', { headers: { Cookie: cookie } });

    expect([status, JSON.parse(body)]).toEqual([200, { name: 'a/b' }]);
  });

  test.each([
    ['no cookie', () => ({})],
    ['a wrong cookie', () => ({ Cookie: cookie.replace('secret-2', 'secret-3') })],
    ['the token for the cookie', () => ({ Cookie: cookie.replace('secret-2', 'secret-1') })],
    ['the cookie of another console', () => ({ Cookie: `aps-gateway-console-1=secret-2` })],
    ['the Host of another name', () => ({ Cookie: cookie, Host: 'evil.example' })],
    ['another port in its Host', () => ({ Cookie: cookie, Host: '127.0.0.1:1' })],
    ['the Origin of another page', () => ({ Cookie: cookie, Origin: 'http://evil.example' })],
    ['the Origin of another port', () => ({ Cookie: cookie, Origin: 'http://127.0.0.1:1' })],
    ['an opaque Origin', () => ({ Cookie: cookie, Origin: 'null' })],
    ['Sec-Fetch-Site: same-site', () => ({ Cookie: cookie, 'Sec-Fetch-Site': 'same-site' })],
    ['Sec-Fetch-Site: cross-site', () => ({ Cookie: cookie, 'Sec-Fetch-Site': 'cross-site' })],
  ])('with %s is refused', async (_what, headers) => {
    const { status, body } = await send(served, '/api/things/a', { headers: headers() });

    expect([status, JSON.parse(body)]).toEqual([401, expect.objectContaining({ code: 'signedOut' })]);
  });

  test('that changes something needs an Origin', async () => {
    const { status } = await send(served, '/api/things', {
      method: 'POST',
      headers: { Cookie: cookie, ...json },
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
    expect((await send(served, '/api/else', { headers: { Cookie: cookie } })).status).toBe(404);
  });

  test('that fails says so, with the code', async () => {
    const { status, body } = await send(served, '/api/refused', { headers: { Cookie: cookie } });

    expect([status, JSON.parse(body)]).toEqual([409, { code: 'conflict', message: 'Somebody was faster.' }]);
  });

  test('that fails unexpectedly shows only the kind of error', async () => {
    const { status, body } = await send(served, '/api/thrown', { headers: { Cookie: cookie } });

    expect(status).toBe(502);
    expect(body).toContain('TypeError');
    expect(body).not.toContain('s3cret');
  });
});

test('lines are sent as lines of JSON', async () => {
  const { headers, body } = await send(served, '/api/lines', { headers: { Cookie: cookie } });

  expect([headers['content-type'], body]).toEqual(['application/x-ndjson', '{"line":1}\n{"line":2}\n']);
});

test('lines that break off end with the failure', async () => {
  const { body } = await send(served, '/api/broken-lines', { headers: { Cookie: cookie } });

  expect(body.split('\n')[1]).toBe('{"failure":{"code":"failed","message":"AWS is away."}}');
});

test.each(['/', '/resellers/alpha', '/index.html'])('%s shows the page, which holds nothing secret', async (path) => {
  const { status, body } = await send(served, path);

  expect([status, body]).toEqual([200, '<title>page</title>']);
});

test.each(['/', '/console.js', '/api/things/a', '/?token=secret-1'])('%s has the security headers', async (path) => {
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
      headers: { Cookie: readOnly.cookie, Origin: readOnly.served.origin, ...json },
      body: '1',
    });

    expect([status, JSON.parse(body), written]).toEqual([403, expect.objectContaining({ code: 'readOnly' }), []]);
  } finally {
    await readOnly.served.close();
  }
});
