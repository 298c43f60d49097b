import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { signIn } from './check-page';
import { largeFleet, serveFakeConsole } from './fake-console';

/**
 * 95 of 100 frames keep to this time. An answer within 100 ms feels immediate (RAIL model); the machine of the tests
 * draws without a GPU, while other programs run.
 */
const USUAL_MS = 200;
/** No single frame takes longer. */
const LONGEST_MS = 600;
/** Until the first content on localhost. */
const FIRST_CONTENT_MS = 1000;
/** On a busy machine, the limits are so many times what a page without scripts takes in the same run. */
const TIMES_OF_EMPTY = 4;
const EMPTY_PAGE = 'data:text/html,<p>Empty</p>';
const WATCHED_MS = 1500;

/** 200 resellers, and 10,000 consumers of one: typing in the search and scrolling stay fluid. */
export async function stayFluid(page: Page): Promise<void> {
  const served = await serveFakeConsole(largeFleet());
  try {
    const before = await emptyPage(page);
    await signIn(page, served.url);
    await page.getByText('200 of 200 resellers').waitFor();
    await page.goto(`${served.origin}/resellers/r0`);
    await page.getByText('10,000 of 10,000 consumers').waitFor();
    const firstContent = await firstContentMs(page);
    const typing = await framesWhile(page, async () => {
      await page.keyboard.press('/');
      await page.keyboard.type('key-09999', { delay: 60 });
      await page.getByText('1 of 10,000 consumers').waitFor();
      for (let left = 0; left < 9; left += 1) await page.keyboard.press('Backspace', { delay: 30 });
      await page.getByText('10,000 of 10,000 consumers').waitFor();
    });
    const table = page.getByRole('region', { name: 'Consumers' });
    const scrolling = await framesWhile(page, async () => {
      await table.hover();
      for (let step = 0; step < 30; step += 1) await page.mouse.wheel(0, 1500);
      await table.evaluate((element) => element.scrollTo(0, element.scrollHeight));
      await table.getByText('key-09999', { exact: true }).waitFor();
    });
    const after = await emptyPage(page);
    const slowest = Math.max(before.firstContent, after.firstContent);
    requireWithin('first content', firstContent, { declared: FIRST_CONTENT_MS, ofEmpty: slowest });
    const idle = [...before.frames, ...after.frames].toSorted((a, b) => a - b);
    requireFluid('typing', typing, idle);
    requireFluid('scrolling', scrolling, idle);
  } finally {
    await served.close();
  }
}

/** Times between frames while something is done, in milliseconds, the shortest first. */
async function framesWhile(page: Page, act: () => Promise<void>): Promise<readonly number[]> {
  await page.evaluate(`{
    globalThis.frames = [];
    let last = performance.now();
    const tick = (now) => {
      globalThis.frames.push(now - last);
      last = now;
      globalThis.ticking = requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  }`);
  await act();
  const frames = await page.evaluate<number[]>('cancelAnimationFrame(globalThis.ticking), globalThis.frames');
  return frames.toSorted((a, b) => a - b);
}

/** Times of a page without scripts that does nothing: those of the machine at this moment. */
async function emptyPage(page: Page) {
  await page.goto(EMPTY_PAGE);
  const frames = await framesWhile(page, () => page.waitForTimeout(WATCHED_MS));
  return { firstContent: await firstContentMs(page), frames };
}

async function firstContentMs(page: Page): Promise<number> {
  const script = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN";
  return page.evaluate<number>(script);
}

function requireFluid(what: string, frames: readonly number[], idle: readonly number[]): void {
  requireWithin(`95 % of frames, ${what}`, usualOf(frames), { declared: USUAL_MS, ofEmpty: usualOf(idle) });
  const longest = frames.at(-1) ?? Number.NaN;
  requireWithin(`longest frame, ${what}`, longest, { declared: LONGEST_MS, ofEmpty: idle.at(-1) ?? Number.NaN });
}

function usualOf(frames: readonly number[]): number {
  return frames[Math.floor(frames.length * 0.95)] ?? Number.NaN;
}

function requireWithin(what: string, ms: number, { declared, ofEmpty }: { declared: number; ofEmpty: number }): void {
  console.log(`        ${what}: ${Math.round(ms)} ms, of an empty page ${Math.round(ofEmpty)} ms`);
  const limit = Math.max(declared, TIMES_OF_EMPTY * ofEmpty);
  assert.ok(ms <= limit, `${what}: ${Math.round(ms)} ms, expected at most ${Math.round(limit)} ms`);
}
