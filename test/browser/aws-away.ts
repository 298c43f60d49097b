import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { serveLocalConsole } from '../../lib/local';
import { World } from '../cli/support/world';
import { signIn } from './check-page';

/** AWS throttles a call for good, and then does not answer at all: the page says so in its place, with what to do. */
export async function showAwsAway(page: Page): Promise<void> {
  const world = await new World().start();
  const local = {
    aws: world.aws,
    awsEndpointUrl: world.url,
    caFile: join(__dirname, 'none.pem'),
    gateways: [],
    descriptors: [],
    uiNodeUrl: '',
  };
  const place = { environment: 'lab', configRoot: join(__dirname, '../../config'), port: 0, version: '0.0.0' };
  const served = await serveLocalConsole(local, place);
  const alert = (text: string | RegExp) => page.getByRole('alert').filter({ hasText: text }).first();
  let stopped = false;
  try {
    await signIn(page, served.url);
    world.aws.faults.inject({ kind: 'throttle', operation: 'GetMetricData' });
    await page.goto(served.origin);
    await alert(/^Refusals are unknown: AWS throttled cloudwatch:GetMetricData/).waitFor({ timeout: 60_000 });
    // The other columns are there.
    await page.getByRole('row', { name: /alpha/ }).getByText('not verified').first().waitFor();
    await world.stop();
    stopped = true;
    await page.reload();
    await alert(/Check the network|cannot be reached|not reachable|connect/i).waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Try again' }).first().waitFor();
  } finally {
    await served.close();
    if (!stopped) await world.stop();
  }
}
