import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { REBOUND_NAME } from './hostile-page';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * Starts the Chromium of this machine, or that of the variable CHROMIUM.
 *
 * @throws Error if there is none
 */
export async function startChromium(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? PLACES.find(existsSync);
  if (executablePath === undefined) throw new Error(`no Chromium: install Debian's package chromium, or set CHROMIUM`);
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', `--host-resolver-rules=MAP ${REBOUND_NAME} 127.0.0.1`],
  });
}
