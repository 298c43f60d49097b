/** `npm run docs:images`: takes the README's pictures of the console of `npm start`. */
import { join } from 'node:path';
import { version } from '../../../package.json';
import { DEFAULT_CONFIG_ROOT, serveLocalConsole, startLocalGateway } from '../../../lib/local';
import { startChromium } from '../chromium';
import { watchRequests } from '../live-log';

const IMAGES = join(__dirname, '../../../docs/images');
/** The script ends at the latest after this time. */
const LIMIT_MS = 120_000;

async function takeImages(): Promise<void> {
  const local = await startLocalGateway();
  const place = { environment: 'lab', configRoot: DEFAULT_CONFIG_ROOT, port: 0, version };
  const served = await serveLocalConsole(local, place);
  const browser = await startChromium();
  const page = await browser.newPage({ viewport: { width: 1200, height: 1000 } });
  await page.goto(served.url);
  await watchRequests(page, served.origin);
  await page.goto(`${served.origin}/resellers/alpha`);
  await page.getByRole('region', { name: 'Requests by reason' }).waitFor();
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.waitForTimeout(200);
    await page.screenshot({ path: join(IMAGES, `console-${colorScheme}.png`) });
  }
  await browser.close();
  await served.close();
  await local.close();
}

setTimeout(() => process.exit(1), LIMIT_MS).unref();
takeImages().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
