import type { Browser, Page } from 'playwright-core';
import { showAwsAway } from './aws-away';
import { stayFluid } from './scale';
import { keepChoices, refuseChangedPlan, showFailures, stayReadOnly, unlock } from './states';

/** Checks over commands that print what the test says, in a browser context of its own. */
export const FAKE_CHECKS = [
  ['failures are shown with what to do', showFailures],
  ['AWS that throttles or is away is shown with what to do', showAwsAway],
  ['a read-only console changes nothing', stayReadOnly],
  ['a plan that changed is shown again, not carried out', refuseChangedPlan],
  ['a key that is locked out is shown, and unlocked', unlock],
  ['addresses keep what was chosen', keepChoices],
  ['200 resellers and 10,000 consumers stay fluid', stayFluid],
] as const;

/** Opens a page for one check, and closes it. */
export async function withPage(browser: Browser, check: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await check(page);
  await context.close();
}
