import assert from 'node:assert/strict';
import { request } from 'node:http';
import type { BrowserContext } from 'playwright-core';
import type { ObservedCall } from './observed-calls';

/** Secrets of a browser that is signed in. */
export interface Stolen {
  /** Value of the header `Cookie`. */
  readonly cookie: string;
  readonly key: string;
}

/** Reads the secrets of a signed-in browser, as malware could. */
export async function steal(context: BrowserContext, origin: string): Promise<Stolen> {
  const page = await context.newPage();
  await page.goto(origin);
  const key = await page.evaluate<string>("localStorage.getItem('console-key')");
  await page.close();
  const cookies = await context.cookies(origin);
  return { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '), key };
}

/** One secret is worth nothing without the other. */
export async function requireBothSecrets(origin: string, { cookie, key }: Stolen): Promise<void> {
  const statusWith = (headers: Record<string, string>) => statusOf(origin, 'GET', '/api/session', headers);
  assert.equal(await statusWith({ cookie, 'x-console-key': key }), 200, 'both secrets');
  assert.equal(await statusWith({ cookie }), 401, 'the cookie without the key');
  assert.equal(await statusWith({ 'x-console-key': key }), 401, 'the key without the cookie');
}

/**
 * The calls of hostile pages are refused by their origin even with both secrets: those of browsers that send
 * `Sec-Fetch-Site`, and those of browsers that send only `Origin`.
 */
export async function requireOriginChecked(
  origin: string,
  { cookie, key }: Stolen,
  calls: readonly ObservedCall[],
): Promise<void> {
  for (const { method, path, headers } of calls) {
    const { origin: from, 'sec-fetch-site': site } = headers;
    const secrets = { cookie, 'x-console-key': key };
    for (const marked of [site && { 'sec-fetch-site': site }, from && { origin: from }]) {
      if (!marked) continue;
      const status = await statusOf(origin, method, path, { ...secrets, ...marked });
      assert.equal(status, 401, `${method} ${path} with ${JSON.stringify(marked)}`);
    }
  }
}

/** A cookie with SameSite=Strict goes with nothing that another site starts, not even with a link. */
export function requireNoCookieAcrossSites(calls: readonly ObservedCall[]): void {
  const crossSite = calls.filter(({ headers }) => headers['sec-fetch-site'] === 'cross-site');
  assert.ok(crossSite.length > 0, 'another site reached the console');
  const carried = crossSite.filter(({ headers }) => headers.cookie?.includes('aps-gateway-console-'));
  assert.deepEqual(
    carried.map(({ method, path }) => `${method} ${path}`),
    [],
    'requests across sites with the cookie',
  );
}

/** A browser without the right token is not signed in, and sees nothing. */
export async function requireToken(context: BrowserContext, origin: string): Promise<void> {
  const browser = context.browser();
  assert.ok(browser);
  const fresh = await browser.newContext();
  const page = await fresh.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(`${origin}/#token=0123`);
  await page.getByText('this browser is not signed in').waitFor();
  await fresh.close();
}

function statusOf(origin: string, method: string, path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const outgoing = request(`${origin}${path}`, { method, headers, agent: false }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    outgoing.on('error', reject).end();
  });
}
