/** `npm run docs:site`: the documentation as a site, read and searched in Chromium without a network. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startChromium } from '../browser/chromium';
import { preparePython } from '../support/python';
import { makeSite } from './make-site';

const LIMIT_MS = 180_000;

async function main(): Promise<void> {
  const python = preparePython(join(__dirname, 'requirements.txt'), 'site');
  if (typeof python !== 'string') throw new Error(python.missing);
  const first = makeSite(python);
  await search(pathToFileURL(first).href, 'leaked secret', 'A secret has leaked');
  console.log(`The documentation is in ${first}`);
}

/** Finds a page by words, as a reader does who has the files only. */
async function search(url: string, words: string, title: string): Promise<void> {
  const browser = await startChromium();
  try {
    const page = await browser.newPage();
    const fetched: string[] = [];
    page.on('request', (request) => void (/^https?:/.test(request.url()) && fetched.push(request.url())));
    await page.goto(url);
    await page.getByRole('button', { name: 'Search' }).click();
    await page.keyboard.type(words);
    await page.getByRole('option', { name: title }).first().click();
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    assert.deepEqual(fetched, []);
  } finally {
    await browser.close();
  }
}

setTimeout(() => {
  console.error(`not done within ${LIMIT_MS / 1000} s`);
  process.exit(1);
}, LIMIT_MS).unref();
main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
