import type { Page } from 'playwright-core';
import { requireAccessible, requireNarrow } from './check-page';
import { byMouse } from './consumer-life';

const SECRET = 'tW5zQ9bLh3Xc7Vn1';

/** Extends a quota that consumers share, and moves all consumers of its tier to another. */
export async function actOnTier(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/resellers/alpha`);
  await byMouse(page, 'Onboard a consumer', {
    'Consumer key': 'pooled',
    'Consumer secret': SECRET,
    Tier: 'pool',
  });
  await page.getByText('0 of 700 a month').waitFor();
  await page.locator('.facts dd', { hasText: 'pool: 700 requests a month' }).waitFor();
  await byMouse(page, 'Extend a shared quota', { 'Calls beyond the quota in this period': '70' });
  await byMouse(page, 'Move a whole tier', {
    'From tier': 'pool',
    'To tier': 'standard',
    'Use new API keys at once': '',
  });
  await page.getByRole('row', { name: /^pooled – active standard/ }).waitFor();
}

/** Sheds load on the fleet page, and stops it. */
export async function shedLoad(page: Page, origin: string): Promise<void> {
  await page.goto(origin);
  await byMouse(page, 'Shed load', { 'Refuse tiers from this priority on': '5' });
  await page
    .getByRole('status')
    .filter({ hasText: 'Requests of tiers with priority 5 to 9 are refused until' })
    .waitFor();
  await page.getByRole('listitem').filter({ hasText: 'beta refuses standard (priority 5)' }).waitFor();
  await requireAccessible(page);
  await requireNarrow(page, 'shedding');
  await byMouse(page, 'Stop shedding', {});
  await page.getByText('No load is shed: every tier is served.').waitFor();
}

/** Onboards a consumer by the subject of its tokens, and looks at it. */
export async function onboardBySubject(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/resellers/gamma`);
  await byMouse(page, 'Onboard by subject', { 'Subject of its tokens': 'crm|prod' });
  await page.goto(`${origin}/resellers/gamma/consumers/crm=7Cprod`);
  await page.locator('.facts dd', { hasText: 'crm|prod' }).waitFor();
  await page.getByText('It has no secret: it sends bearer tokens').waitFor();
  await requireAccessible(page);
}
