import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { consoleAssets } from '../../../../lib/console/assets';
import type { KitTarget } from '../../../../lib/console/server/answer-kit';
import { type ApiRoute, PlanChangedError } from '../../../../lib/console/server/api';
import type { SecretPages } from '../../../../lib/console/server/secret-pages';
import { type ServedConsole, serveConsole } from '../../../../lib/console/server/serve-console';
import { OnboardingError } from '../../../../lib/onboarding/errors';

export const written: unknown[] = [];
const ROUTES: readonly ApiRoute[] = [
  { method: 'GET', path: '/api/things/:name', answer: async ({ params }) => ({ value: params }) },
  { method: 'GET', path: '/api/lines', answer: async () => ({ lines: lines() }) },
  { method: 'GET', path: '/api/broken-lines', answer: async () => ({ lines: brokenLines() }) },
  {
    method: 'GET',
    path: '/api/refused',
    answer: async () => Promise.reject(new OnboardingError('conflict', 'Somebody was faster.')),
  },
  {
    method: 'GET',
    path: '/api/changed',
    answer: async () => Promise.reject(new PlanChangedError([{ action: 'a', target: 'b', detail: 'c' }])),
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

export const PAGES_SECRET = 'secret-of-pages';
/** Kits that were made. */
export const made: KitTarget[] = [];
const PAGES: SecretPages = {
  secret: PAGES_SECRET,
  makeKit: async (target) => {
    if (target.reseller === 'unknown') throw new OnboardingError('notFound', 'No such reseller.');
    made.push(target);
    return new Map<string, string | Uint8Array>([
      ['index.html', `<title>kit ${made.length}</title>`],
      ['style.css', `/* ${made.length} */`],
      ['logo.svg', Buffer.from('<svg/>')],
      ['samples/bash/aps.sh', 'curl'],
    ]);
  },
  mailHtml: (index) => ['<p style="color:red">first</p>', undefined][index],
};

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** Sends a request as a program would, with exactly these headers. */
export function send(
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

/** Headers of a browser that is signed in. */
export interface SignedInHeaders extends Record<string, string> {
  readonly Cookie: string;
  readonly 'X-Console-Key': string;
}

export function signIn(served: ServedConsole, token: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const own = { Origin: served.origin, 'Content-Type': 'application/json', ...headers };
  return send(served, '/api/sign-in', { method: 'POST', headers: own, body: JSON.stringify({ token }) });
}

/** Serves a console with the routes above, and signs in. */
export async function start(readOnly: boolean): Promise<{ served: ServedConsole; secrets: SignedInHeaders }> {
  let secret = 0;
  const served = await serveConsole({
    assets: consoleAssets([
      ['index.html', Buffer.from('<title>page</title>')],
      ['console.js', Buffer.from('1')],
    ]),
    routes: ROUTES,
    pages: PAGES,
    port: 0,
    readOnly,
    randomHex: () => `secret-${++secret}`,
  });
  const { headers, body } = await signIn(served, served.url.split('#token=')[1]);
  const { key } = JSON.parse(body) as { readonly key: string };
  const cookie = String(headers['set-cookie']).split(';')[0] ?? '';
  return { served, secrets: { Cookie: cookie, 'X-Console-Key': key } };
}
