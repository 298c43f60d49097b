import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { requireAccessible } from './check-page';

const SECRET = 'kR8vq2LmX0tWc5Yb';
const NEXT_SECRET = 'Zp4nD7sHf1uJe6Ga';

/** Summary of the part of a form that has the rules; as a field, it is opened. */
const RULES = 'Rules: when, from where and what it may call';

/** Opens an action's form, fills it in, looks at the plan and carries it out. */
type Act = (page: Page, label: string, fields: Readonly<Record<string, string>>) => Promise<void>;

export async function byMouse(page: Page, label: string, fields: Readonly<Record<string, string>>): Promise<void> {
  await page.getByRole('button', { name: label, exact: true }).click();
  await requireAccessible(page);
  for (const [name, value] of Object.entries(fields)) {
    if (name === RULES) {
      await page.getByText(RULES).click();
      continue;
    }
    const field = page.getByRole('dialog').getByLabel(name);
    if (await field.evaluate((element) => element.matches('select'))) await field.selectOption(value);
    else if (await field.evaluate((element) => element.matches('[type=checkbox]'))) await field.check();
    else await field.fill(value);
  }
  await page.getByRole('button', { name: 'Show the plan' }).click();
  await page.getByText('This will be done, in this order:').waitFor();
  await requireAccessible(page);
  await page.getByRole('button', { name: 'Carry it out' }).click();
  await page.getByRole('status').filter({ hasText: 'Done.' }).waitFor();
  await page.getByRole('button', { name: 'Close' }).click();
}

/** In the page: the text of the focused button, or the label of the focused field. */
const FOCUSED =
  "(document.activeElement.labels?.[0] ?? document.activeElement).textContent.replace(/ \\*$/, '').trim()";

/** Moves the focus by Tab only, like a person without a mouse. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let steps = 0; steps < 80; steps += 1) {
    const focused = await page.evaluate<string | undefined>(FOCUSED);
    if (focused === name) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach "${name}" at ${page.url()}`);
}

async function byKeyboard(page: Page, label: string, fields: Readonly<Record<string, string>>): Promise<void> {
  await tabTo(page, label);
  await page.keyboard.press('Enter');
  // A table behind it may have a button of the same name as its first field.
  await page.getByRole('dialog').waitFor();
  for (const [name, value] of Object.entries(fields)) {
    await tabTo(page, name);
    if (name === RULES) await page.keyboard.press('Enter');
    else await page.keyboard.type(value);
  }
  await tabTo(page, 'Show the plan');
  await page.keyboard.press('Enter');
  await page.getByText('This will be done, in this order:').waitFor();
  await tabTo(page, 'Carry it out');
  await page.keyboard.press('Enter');
  await page.getByRole('status').filter({ hasText: 'Done.' }).waitFor();
  await page.keyboard.press('Enter');
}

/** A consumer's whole life on the page, from onboarding to offboarding and back. */
async function live(page: Page, origin: string, key: string, act: Act): Promise<void> {
  const badge = (state: string) => page.locator('.lead .badge', { hasText: state }).waitFor();
  await page.goto(`${origin}/resellers/beta`);
  await page.getByText('Keyword search').waitFor();
  await act(page, 'Onboard a consumer', {
    'Consumer key': key,
    'Consumer secret': SECRET,
    'Display name': 'Order entry',
  });
  await page.goto(`${origin}/resellers/beta/consumers/${key}`);
  await badge('active');
  await act(page, 'Update', {
    Note: 'Calls at night',
    [RULES]: '',
    'Service hours': 'mon-fri 20:00-06:00 Europe/Berlin',
    'Source addresses': '203.0.113.0/24',
  });
  for (const text of ['Calls at night', 'mon-fri 20:00-06:00 Europe/Berlin', '203.0.113.0/24'])
    await page.locator('.facts dd', { hasText: text }).waitFor();
  await act(page, 'Suspend', {});
  await badge('suspended');
  await act(page, 'Resume', {});
  await badge('active');
  await act(page, 'Rotate the secret', { 'New consumer secret': NEXT_SECRET });
  await page.getByRole('rowheader', { name: 'previous' }).waitFor();
  await act(page, 'Extend the quota', { 'Calls beyond the quota in this period': '500' });
  await act(page, 'Offboard', { 'Type the consumer key to confirm': key });
  await badge('offboarded');
  await act(page, 'Undo the offboarding', {});
  await badge('active');
  assert.equal((await page.content()).includes(SECRET), false, 'a secret is on the page');
}

export async function liveByMouse(page: Page, origin: string): Promise<void> {
  await live(page, origin, 'by-mouse', byMouse);
}

export async function liveByKeyboard(page: Page, origin: string): Promise<void> {
  await live(page, origin, 'by-keyboard', byKeyboard);
}
