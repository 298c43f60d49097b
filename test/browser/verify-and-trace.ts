import type { Page } from 'playwright-core';

/** Verifies a gateway from its page. */
export async function verifyGateway(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/resellers/alpha`);
  await page.getByRole('button', { name: 'Verify now' }).click();
  await page.getByText(/^\d+ held, 0 failed/).waitFor({ timeout: 60_000 });
}

/** One click shows what is wrong with a request, what to do, and its way. Returns its id. */
export async function traceRequest(page: Page, origin: string): Promise<string> {
  await page.goto(`${origin}/requests?search=nonce_used`);
  const table = page.getByRole('region', { name: 'Requests' });
  await table
    .getByRole('row', { name: /nonce_used/ })
    .first()
    .getByRole('button')
    .click();
  await page.getByText('with a new nonce').first().waitFor();
  await page.getByText('Checks of the authorizer').waitFor();
  const requestId = new URL(page.url()).searchParams.get('request') ?? '';
  await page.getByRole('link', { name: 'Its own page' }).click();
  await page.getByRole('heading', { name: requestId }).waitFor();
  await page.getByText('Checks of the authorizer').waitFor();
  return requestId;
}
