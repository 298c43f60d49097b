/** `npm run test:browser`: the console of `npm start` in Chromium, by mouse and by keyboard. */
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '../../package.json';
import { DEFAULT_CONFIG_ROOT, serveLocalConsole, startLocalGateway } from '../../lib/local';
import { requireAccessible, SCREENSHOTS, takeScreenshots } from './check-page';
import { liveByKeyboard, liveByMouse } from './consumer-life';
import { startChromium } from './chromium';

async function main(): Promise<void> {
  rmSync(SCREENSHOTS, { recursive: true, force: true });
  const local = await startLocalGateway();
  const served = await serveLocalConsole(local, {
    environment: 'lab',
    configRoot: DEFAULT_CONFIG_ROOT,
    port: 0,
    version,
  });
  const browser = await startChromium();
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(10_000);
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => void (message.type() === 'error' && problems.push(message.text())));
    const [alpha] = local.gateways;
    await page.goto(served.url);
    for (const [name, path, text] of [
      ['fleet', '/', 'Alpha Telecom'],
      ['reseller', '/resellers/alpha', alpha?.consumerKey ?? ''],
      ['consumer', `/resellers/alpha/consumers/${alpha?.consumerKey ?? ''}`, 'Sample consumer'],
      ['refusals', '/explain', 'nonce_used'],
      ['refusal', '/explain/nonce_used', 'new nonce'],
    ] as const) {
      await page.goto(`${served.origin}${path}`);
      await page.getByText(text).first().waitFor();
      await requireAccessible(page);
      await takeScreenshots(page, name);
      console.log(`held    ${name}: shown, accessible, in light and dark`);
    }
    await liveByMouse(page, served.origin);
    console.log("held    a consumer's whole life by mouse");
    await liveByKeyboard(page, served.origin);
    console.log("held    a consumer's whole life by keyboard");
    assert.deepEqual(problems, []);
  } catch (error) {
    for (const page of browser.contexts().flatMap((context) => context.pages()))
      await page.screenshot({ path: join(SCREENSHOTS, 'failed.png') });
    throw error;
  } finally {
    await browser.close();
    await served.close();
    await local.close();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
