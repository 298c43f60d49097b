import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
/** Screenshots of each run. */
export const SCREENSHOTS = join(__dirname, '../../reports/console');

/** Opens the address that the terminal prints, and waits until the page is signed in. */
export async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(url);
  // Another address opened before that would break the sign-in off.
  await page.locator('.environment').waitFor();
}

/** Fails if the page breaks WCAG 2.1 AA as far as axe-core can tell. */
export async function requireAccessible(page: Page): Promise<void> {
  // Evaluated by the debugger's protocol, which the page's Content-Security-Policy does not concern.
  await page.evaluate(AXE);
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      readonly axe: {
        run(
          options: object,
        ): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }>;
      };
    };
    const { violations: found } = await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] });
    return found.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('; ')}`,
    );
  });
  assert.deepEqual(violations, [], page.url());
}

/** Fails if the page is wider than a phone; tables scroll within themselves. */
export async function requireNarrow(page: Page, name = nameOf(page)): Promise<void> {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 390, height: 844 });
  const width = await page.evaluate<number>('document.documentElement.scrollWidth');
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: join(SCREENSHOTS, `phone-${name}.png`) });
  if (before) await page.setViewportSize(before);
  assert.ok(width <= 390, `${page.url()} is ${width} pixels wide on a phone of 390`);
}

function nameOf(page: Page): string {
  return new URL(page.url()).pathname.replaceAll('/', '-');
}

/** Takes a screenshot in light and in dark. */
export async function takeScreenshots(page: Page, name: string): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.waitForTimeout(100);
    await page.screenshot({ path: join(SCREENSHOTS, `${name}-${colorScheme}.png`) });
  }
}
