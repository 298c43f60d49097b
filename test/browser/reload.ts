import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';

/** In the page: its heading, the values of its fields, except in dialogs, the order of its tables, and open details. */
const STATE = `JSON.stringify([
  document.title,
  location.pathname + location.search,
  [...document.querySelectorAll('main input, main select')].map((field) => field.type === 'checkbox' ? field.checked : field.value),
  [...document.querySelectorAll('th[aria-sort]')].map((heading) => heading.getAttribute('aria-sort')),
  [...document.querySelectorAll('section.details')].map((section) => section.getAttribute('aria-label')),
])`;

/** Addresses with everything that can be chosen on a page, each with a text that it shows then. */
export function chosenPages(
  consumerKey: string,
  requestId: string,
): readonly (readonly [path: string, text: string])[] {
  return [
    ['/?search=alp&state=deployed&sort=-Calls', '1 of 4 resellers'],
    [`/resellers/alpha?search=${consumerKey}&status=active&sort=-Quota+used&since=6h`, '1 of 1 consumers'],
    [
      `/resellers/alpha/consumers/${consumerKey}?search=GET&sort=ms&request=${encodeURIComponent(requestId)}`,
      'Its way',
    ],
    ['/resellers/alpha/cutover?undo=yes', 'The way back'],
    [
      `/requests?reseller=alpha&since=1h&status=4xx&reason=nonce_used&follow=no&request=${encodeURIComponent(requestId)}`,
      'Checks of the authorizer',
    ],
    [`/requests/${encodeURIComponent(requestId)}`, 'Checks of the authorizer'],
    ['/explain?search=nonce', 'nonce_used'],
    ['/explain/nonce_used', 'new nonce'],
  ];
}

/** Reloading a page changes nothing that was chosen on it. */
export async function keepState(page: Page, url: string, text: string): Promise<void> {
  const state = async () => {
    await page.getByText(text).filter({ visible: true }).first().waitFor();
    await page.getByText('Reading …').first().waitFor({ state: 'detached' });
    return JSON.parse(await page.evaluate<string>(STATE)) as unknown;
  };
  await page.goto(url);
  const before = await state();
  await page.reload();
  assert.deepEqual(await state(), before, url);
}
