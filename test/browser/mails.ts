import type { Page } from 'playwright-core';
import type { LocalGateway } from '../../lib/local';
import { requireAccessible, requireNarrow, takeScreenshots } from './check-page';

/** Sends the notices that are due, and reads one of the mails, as HTML and as text. */
export async function readMails(page: Page, origin: string, { notices }: LocalGateway): Promise<void> {
  await page.goto(`${origin}/mails`);
  await notices?.run();
  await page.getByRole('button', { name: 'Alpha Telecom: access to the API gateway' }).click();
  const mail = page.frameLocator('iframe');
  await mail.getByText('can now call the API of Alpha Telecom').waitFor();
  await mail.getByRole('link', { name: 'https://help.provider.test/' }).waitFor();
  await page.getByRole('region', { name: 'The mail as text' }).getByText('Consumer key: ').waitFor();
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await requireAccessible(page);
  }
  await requireNarrow(page, 'mails');
  await takeScreenshots(page, 'mails');
}
