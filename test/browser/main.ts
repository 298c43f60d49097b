/** `npm run test:browser`: the console of `npm start` in Chromium, by mouse and by keyboard. */
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { version } from '../../package.json';
import { type LocalGateway, serveLocalConsole, startLocalGateway } from '../../lib/local';
import { FAKE_CHECKS, withPage } from './check-fakes';
import { requireAccessible, requireNarrow, SCREENSHOTS, signIn, takeScreenshots } from './check-page';
import { actOnTier, onboardBySubject, shedLoad } from './actions-on-many';
import { startChromium } from './chromium';
import { attack } from './hostile-page';
import { type KitPlace, readKit } from './kit-page';
import { liveByKeyboard, liveByMouse } from './consumer-life';
import { browserConfig } from './browser-config';
import { readMails } from './mails';
import { giveUp, reconnect } from './live-stream';
import { chosenPages, keepState } from './reload';
import { traceRequest, verifyGateway } from './verify-and-trace';
import { watchRequests } from './live-log';

/** The run ends at the latest after this time, whatever hangs. */
const LIMIT_MS = 300_000;

async function main(local: LocalGateway, configRoot: string): Promise<void> {
  const place = { environment: 'lab', configRoot, port: 0, version };
  const served = await serveLocalConsole(local, place);
  const { url, origin } = served;
  const browser = await startChromium();
  try {
    const page = await (await browser.newContext()).newPage();
    page.setDefaultTimeout(15_000);
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => void (message.type() === 'error' && problems.push(message.text())));
    await signIn(page, url);
    await held('requests are sent, and appear in the live log with their reason', () => watchRequests(page, origin));
    let requestId = '';
    await held('one click shows the trace, the diagnosis and the remedy', async () => {
      requestId = await traceRequest(page, origin);
    });
    await held('a gateway is verified', () => verifyGateway(page, origin));
    for (const [name, path, text] of pages(local, requestId))
      await held(`${name}: shown, accessible, on a phone, in light and dark`, () =>
        show(page, { name, url: origin + path, text }),
      );
    for (const [path, text] of chosenPages(sampleConsumer(local).consumerKey, requestId))
      await held(`reloading keeps ${path.replace(/=[^=]*$/, '=…')}`, () => keepState(page, origin + path, text));
    await held('a welcome kit: opened from the console, accessible, on a phone, without JavaScript', () =>
      readKit(browser, page, kitPlace(local, origin)),
    );
    await held('mails of notices are read on localhost', () => readMails(page, origin, local));
    await held("a consumer's whole life by mouse", () => liveByMouse(page, origin));
    await held("a consumer's whole life by keyboard", () => liveByKeyboard(page, origin));
    await held('a shared quota is extended, and all consumers of a tier are moved', () => actOnTier(page, origin));
    await held('load is shed and served again', () => shedLoad(page, origin));
    await held('a consumer is onboarded by the subject of its tokens', () => onboardBySubject(page, origin));
    await held('hostile pages in the same browser read and change nothing', () => attackConsumer(page, origin, local));
    // Its failed calls are errors in the browser's console, so it has a page of its own.
    for (const [name, check] of STREAM_CHECKS)
      await held(name, () => signedIn(browser, url, (own) => check(own, origin)));
    for (const [name, check] of FAKE_CHECKS) await held(name, () => withPage(browser, check));
    assert.deepEqual(problems, []);
  } catch (error) {
    await photograph(browser);
    throw error;
  } finally {
    await browser.close();
    await served.close();
  }
}

const STREAM_CHECKS = [
  ['a broken live log is connected again', reconnect],
  ['a live log that stays broken says what to do', giveUp],
] as const;

/** Runs a check on a page of its own that is signed in. */
async function signedIn(browser: Browser, url: string, check: (page: Page) => Promise<void>): Promise<void> {
  await withPage(browser, async (page) => {
    await signIn(page, url);
    await check(page);
  });
}

async function held(what: string, check: () => Promise<void>): Promise<void> {
  await check();
  console.log(`held    ${what}`);
}

/** Each page, its address, and a text that it shows once it has read everything. */
function pages(
  local: LocalGateway,
  requestId: string,
): readonly (readonly [name: string, path: string, text: string])[] {
  const { consumerKey } = sampleConsumer(local);
  return [
    ['fleet', '/', 'Alpha Telecom'],
    ['reseller', '/resellers/alpha', consumerKey],
    ['consumer', `/resellers/alpha/consumers/${consumerKey}`, 'Sample consumer'],
    ['cutover', '/resellers/alpha/cutover', 'System Properties'],
    ['requests', '/requests', 'allowed'],
    ['request', `/requests/${encodeURIComponent(requestId)}`, 'Checks of the authorizer'],
    ['refusals', '/explain', 'nonce_used'],
    ['refusal', '/explain/nonce_used', 'new nonce'],
  ];
}

async function show(page: Page, { name, url, text }: { name: string; url: string; text: string }): Promise<void> {
  await page.goto(url);
  await page.getByText(text).filter({ visible: true }).first().waitFor();
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await requireAccessible(page);
  }
  await requireNarrow(page);
  await takeScreenshots(page, name);
}

/** The consumer under attack is still what it was. */
async function attackConsumer(page: Page, origin: string, local: LocalGateway): Promise<void> {
  const { consumerKey } = sampleConsumer(local);
  await attack(page.context(), { origin, reseller: 'alpha', consumerKey });
  await page.goto(`${origin}/resellers/alpha/consumers/${consumerKey}`);
  await page.locator('.lead .badge', { hasText: 'active' }).waitFor();
}

function kitPlace(local: LocalGateway, origin: string): KitPlace {
  const { consumerKey, url } = sampleConsumer(local);
  return { consumer: `${origin}/resellers/alpha/consumers/${consumerKey}`, address: url };
}

function sampleConsumer({ gateways }: LocalGateway): { readonly consumerKey: string; readonly url: string } {
  const gateway = gateways.find(({ resellerId }) => resellerId === 'alpha');
  if (!gateway) throw new Error('the gateway of alpha has no sample consumer');
  return gateway;
}

async function photograph(browser: Browser): Promise<void> {
  const open = browser.contexts().flatMap((context) => context.pages());
  for (const page of open) await page.screenshot({ path: join(SCREENSHOTS, 'failed.png') });
}

async function run(): Promise<void> {
  rmSync(SCREENSHOTS, { recursive: true, force: true });
  const configRoot = browserConfig();
  const local = await startLocalGateway({ configRoot });
  await main(local, configRoot).finally(async () => {
    await local.close();
    rmSync(configRoot, { recursive: true });
  });
}

setTimeout(() => {
  console.error(`no end after ${LIMIT_MS / 1000} seconds`);
  process.exit(1);
}, LIMIT_MS).unref();
run().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
