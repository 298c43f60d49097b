import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { requireAccessible, requireNarrow, takeScreenshots } from './check-page';

/** Place of a consumer's kit, and a text of it. */
export interface KitPlace {
  /** Address of the consumer's page in the console. */
  readonly consumer: string;
  /** Address of its gateway. */
  readonly address: string;
}

/** Opens a consumer's kit from the console and reads it, in light and dark, on a phone and without JavaScript. */
export async function readKit(browser: Browser, page: Page, { consumer, address }: KitPlace): Promise<void> {
  await page.goto(consumer);
  const [kit] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('link', { name: 'Welcome kit' }).click(),
  ]);
  await kit.getByRole('heading', { level: 1, name: 'API access for Sample consumer' }).waitFor();
  await kit.getByText(address, { exact: true }).waitFor();
  await openEverything(kit);
  for (const colorScheme of ['dark', 'light'] as const) {
    await kit.emulateMedia({ colorScheme });
    await requireAccessible(kit);
  }
  await kit.evaluate('scrollTo(0, 0)');
  await requireNarrow(kit, 'kit');
  await takeScreenshots(kit, 'kit');
  await readWithoutScripts(browser, kit);
  await downloadArchive(page);
  await kit.close();
}

/** A part that is folded up is neither measured nor checked. */
async function openEverything(kit: Page): Promise<void> {
  for (const summary of await kit.locator('summary').all()) await summary.click();
}

async function readWithoutScripts(browser: Browser, kit: Page): Promise<void> {
  const context = await browser.newContext({ javaScriptEnabled: false });
  try {
    await context.addCookies(await kit.context().cookies());
    const page = await context.newPage();
    await page.goto(kit.url());
    await page.getByRole('link', { name: 'Refusals' }).click();
    await page
      .getByRole('cell', { name: 'A request with this nonce and timestamp was already accepted.' })
      .first()
      .waitFor();
    assert.match(page.url(), /#refusals$/);
    await page.locator('summary', { hasText: 'Python' }).click();
    await page.getByText('from requests_oauthlib import').first().waitFor();
  } finally {
    await context.close();
  }
}

async function downloadArchive(page: Page): Promise<void> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'as a ZIP archive' }).click(),
  ]);
  assert.match(download.suggestedFilename(), /^kit-alpha-.+\.zip$/);
}
