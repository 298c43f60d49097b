/** `npm run test:browser`: the console of `npm start` in Chromium, by mouse and by keyboard. */
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { version } from '../../package.json';
import { DEFAULT_CONFIG_ROOT, serveLocalConsole, startLocalGateway } from '../../lib/local';
import { requireAccessible, SCREENSHOTS, takeScreenshots } from './check-page';
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
    assert.deepEqual(problems, []);
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
