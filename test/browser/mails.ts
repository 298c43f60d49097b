import { appendFileSync, cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { DEFAULT_CONFIG_ROOT, type LocalGateway } from '../../lib/local';
import { requireAccessible, requireNarrow, takeScreenshots } from './check-page';

const NOTICES = `
notices:
  from: gateway@provider.test
  brand: { name: Provider Cloud, support: 'https://help.provider.test/', color: '#224466' }
`;

/** Copies the sample environment and declares notices in it. Returns the folder of the environments. */
export function configWithNotices(): string {
  const root = join(mkdtempSync(join(tmpdir(), 'aps-gateway-browser-')), 'config');
  cpSync(DEFAULT_CONFIG_ROOT, root, { recursive: true });
  appendFileSync(join(root, 'lab/platform.yaml'), NOTICES);
  appendFileSync(join(root, 'lab/resellers/alpha.yaml'), 'contacts: [integration@alpha.test]\n');
  return root;
}

/** Sends the notices that are due, and reads one of the mails, as HTML and as text. */
export async function readMails(page: Page, origin: string, { notices }: LocalGateway): Promise<void> {
  await page.goto(`${origin}/mails`);
  await notices?.run();
  await page.getByRole('button', { name: 'Alpha Telecom: access to the API gateway' }).click();
  const mail = page.frameLocator('iframe');
  await mail.getByText('can now call the API of Alpha Telecom').waitFor();
  await mail.getByRole('link', { name: 'https://help.provider.test/' }).waitFor();
  await page.getByRole('region', { name: 'The mail as text' }).getByText('Consumer key: ').waitFor();
  await requireAccessible(page);
  await requireNarrow(page, 'mails');
  await takeScreenshots(page, 'mails');
}
