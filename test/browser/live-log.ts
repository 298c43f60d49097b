import type { Page } from 'playwright-core';

const SENT = [
  ['Forged', 'signature_invalid'],
  ['Replayed', 'nonce_used'],
  ['Unsigned', 'authorization_missing'],
  ['Too many at once', 'throttled'],
] as const;

/** Sends a request of each kind from the page, and finds it in the live log. */
export async function watchRequests(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/requests`);
  const table = page.getByRole('region', { name: 'Requests' });
  for (const [button, reason] of SENT) {
    // Only rows in sight are drawn, and the throttled requests are many.
    await page.getByLabel('Search').fill(reason);
    await page.getByRole('button', { name: button, exact: true }).click();
    await table.getByText(reason).first().waitFor({ timeout: 20_000 });
  }
  await page.getByRole('button', { name: 'Watch its way' }).click();
  await page
    .getByRole('region', { name: /^Request / })
    .getByText('What to do')
    .waitFor();
  await page.getByRole('button', { name: 'Close' }).click();
  // The throttled requests may have pushed the replayed one out of sight.
  await page.getByLabel('Search').fill('nonce_used');
  await table
    .getByRole('row', { name: /nonce_used/ })
    .first()
    .getByRole('button')
    .click();
  const details = page.getByRole('region', { name: /^Request / });
  await details.getByText('with a new nonce').waitFor();
}
