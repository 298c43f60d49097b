import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';

import { observe } from './observed-calls';
import {
  requireBothSecrets,
  requireNoCookieAcrossSites,
  requireOriginChecked,
  requireToken,
  steal,
} from './stolen-secrets';

/** Resolves to 127.0.0.1 in the Chromium of these tests, as a rebound name does. */
export const REBOUND_NAME = 'rebound.example';

/** The console under attack, and a consumer that only its own page may suspend. */
export interface Target {
  readonly origin: string;
  readonly reseller: string;
  readonly consumerKey: string;
}

/** A server of another program on this machine; it keeps the cookies that browsers send to it. */
interface Hostile {
  readonly server: Server;
  readonly port: number;
  readonly cookies: string[];
}

/**
 * Opens hostile pages in a browser that is signed in to the console. Each tries to read the console and to suspend a
 * consumer, in every way that a page has.
 */
export async function attack(context: BrowserContext, target: Target): Promise<void> {
  const hostile = await serveHostile();
  const answers: string[] = [];
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  context.on('response', (response) => {
    const ours = response.url().includes(`:${new URL(target.origin).port}/api/`);
    if (!ours || !response.ok()) return;
    const from = response.frame().url();
    if (!from.startsWith(`${target.origin}/`)) answers.push(`${from} got ${response.url()}`);
  });
  try {
    const ports = [`http://127.0.0.1:${hostile.port}`, `http://localhost:${hostile.port}`];
    const stolen = await steal(context, target.origin);
    const calls = await observe(Number(new URL(target.origin).port), async () => {
      for (const origin of [...ports, `http://${REBOUND_NAME}:${hostile.port}`]) await attackFrom(page, origin, target);
    });
    requireNoCookieAcrossSites(calls);
    const foreign = calls.filter(({ path, headers }) => path.startsWith('/api/') && isForeign(headers));
    assert.ok(foreign.length > 0, 'hostile pages called the API');
    await requireOriginChecked(target.origin, stolen, foreign);
    await requireBothSecrets(target.origin, stolen);
    await requireToken(context, target.origin);
    await attackRebound(page, target);
    await attackWithCookie(hostile, target);
    await attackByAddress(page, target);
  } finally {
    await page.close();
    hostile.server.close();
    hostile.server.closeAllConnections();
  }
  assert.deepEqual(answers, [], 'calls of hostile pages that were answered');
}

function isForeign(headers: IncomingHttpHeaders): boolean {
  return headers['sec-fetch-site'] !== 'same-origin' && headers['sec-fetch-site'] !== 'none';
}

async function serveHostile(): Promise<Hostile> {
  const cookies: string[] = [];
  const server = createServer((request, response) => {
    cookies.push(request.headers.cookie ?? '');
    response.setHeader('Content-Type', 'text/html').end('<title>hostile</title><body></body>');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port, cookies };
}

/** Everything that a page of one origin could read, frame, open or send. */
interface Loot {
  readonly read: readonly string[];
  readonly framed: boolean;
  readonly opened: boolean;
  readonly cookie: string;
}

async function attackFrom(page: Page, origin: string, target: Target): Promise<void> {
  await page.goto(origin);
  await page.addScriptTag({ path: join(__dirname, 'hostile-script.js') });
  const loot = await page.evaluate<Loot>(`tryEverything(${JSON.stringify(target)})`);
  const framed = page
    .frames()
    .map((frame) => frame.url())
    .filter((url) => url.startsWith(target.origin));
  assert.deepEqual(loot, { read: [], framed: false, opened: false, cookie: '' }, origin);
  assert.deepEqual(framed, [], `${origin} framed the console`);
}

/** A page under a name that was pointed to 127.0.0.1 is of the console's own port, but not of its own name. */
async function attackRebound(page: Page, { origin }: Target): Promise<void> {
  const rebound = `http://${REBOUND_NAME}:${new URL(origin).port}`;
  assert.equal((await page.goto(rebound))?.status(), 401);
  const statuses = await page.evaluate(async () => {
    const paths = ['/', '/console.js', '/api/session', '/api/resellers'];
    return Promise.all(paths.map(async (path) => (await fetch(path, { credentials: 'include' })).status));
  });
  assert.deepEqual(statuses, [401, 401, 401, 401]);
}

/** The other server was sent the console's cookie, because cookies have no port. It is worth nothing without the key. */
async function attackWithCookie({ cookies }: Hostile, { origin }: Target): Promise<void> {
  const stolen = cookies.find((cookie) => cookie.includes('aps-gateway-console-'));
  assert.ok(stolen, 'this browser sends no cookie to another port; the key has become needless');
  const answer = await fetch(`${origin}/api/session`, { headers: { Cookie: stolen } });
  assert.equal(answer.status, 401);
}

/** Opening the console's address with a wrong token does not sign the user out. */
async function attackByAddress(page: Page, { origin }: Target): Promise<void> {
  await page.goto(`${origin}/#token=0123`);
  await page.getByRole('region', { name: 'Resellers' }).waitFor();
  assert.equal(page.url(), `${origin}/`);
}
