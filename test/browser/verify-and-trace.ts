import type { Page } from 'playwright-core';

/** Verifies a gateway from its page. */
export async function verifyGateway(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/resellers/alpha`);
  await page.getByRole('button', { name: 'Verify now' }).click();
  await page.getByText(/^\d+ held, 0 failed/).waitFor({ timeout: 60_000 });
}

/** Follows a link from the live log to the way of one request. */
export async function traceRequest(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/requests?search=nonce_used`);
  const table = page.getByRole('region', { name: 'Requests' });
  await table
    .getByRole('row', { name: /nonce_used/ })
    .first()
    .getByRole('button')
    .click();
  await page.getByRole('link', { name: 'Its way, stage by stage' }).click();
  await page.getByText('Checks of the authorizer').waitFor();
}
