import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { signIn } from './check-page';
import { consumer, DENIED, type Printed, reseller, serveFakeConsole, usage } from './fake-console';

const SMALL: Printed = {
  'reseller list': () => ({ resellers: [reseller('r0')] }),
  'reseller show': () => ({ reseller: reseller('r0') }),
  'consumer list': () => ({ consumers: [consumer('crm')] }),
  'consumer show': () => ({
    consumer: consumer('crm'),
    metering: { apiKeyId: 'k', apiKey: 'enabled', tiers: ['standard'] },
    url: 'https://gateway.example',
  }),
  'usage report': () => ({ totals: [], consumers: [usage('crm', 1)] }),
};

/** Shows what failed and what to do: a missing permission, a closed terminal, a browser that is not signed in. */
export async function showFailures(page: Page): Promise<void> {
  const served = await serveFakeConsole(SMALL);
  try {
    await page.goto(served.origin);
    await page.getByText('Open the address that the terminal printed').waitFor();
    await signIn(page, served.url);
    await page.getByRole('link', { name: 'Name of r0' }).click();
    await page.getByRole('alert').filter({ hasText: DENIED.error.message }).first().waitFor();
    await page.getByRole('button', { name: 'Try again' }).first().waitFor();
  } finally {
    await served.close();
  }
  await page.getByRole('button', { name: 'Try again' }).first().click();
  await page.getByText('Has its terminal been closed?').first().waitFor();
}

/** A read-only console offers no action, and its server carries none out. */
export async function stayReadOnly(page: Page): Promise<void> {
  const served = await serveFakeConsole(SMALL, { readOnly: true });
  try {
    await signIn(page, served.url);
    await page.getByText('read-only').waitFor();
    await page.goto(`${served.origin}/resellers/r0/consumers/crm`);
    for (const name of ['Update', 'Suspend', 'Rotate the secret', 'Offboard'])
      assert.ok(await page.getByRole('button', { name, exact: true }).isDisabled(), name);
    const status = await page.evaluate<number>(`fetch('/api/actions/suspend', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Console-Key': localStorage.getItem('console-key') },
      body: JSON.stringify({ reseller: 'r0', consumerKey: 'crm', options: {}, dryRun: false, shown: [] }),
    }).then((answer) => answer.status)`);
    assert.equal(status, 403);
  } finally {
    await served.close();
  }
}

/** The plan changes while the reader looks at it: nothing is done, and the page shows the new plan. */
export async function refuseChangedPlan(page: Page): Promise<void> {
  let made = 0;
  const step = () => ({ action: 'disableApiKey', target: `plan-${++made}`, detail: 'disable the API key' });
  const served = await serveFakeConsole({ ...SMALL, 'consumer suspend': () => ({ steps: [step()] }) });
  try {
    await signIn(page, served.url);
    await page.goto(`${served.origin}/resellers/r0/consumers/crm`);
    await page.getByRole('button', { name: 'Suspend', exact: true }).click();
    await page.getByRole('button', { name: 'Show the plan' }).click();
    await page.getByText('plan-1').waitFor();
    await page.getByRole('button', { name: 'Carry it out' }).click();
    await page.getByRole('alert').filter({ hasText: 'so nothing was done' }).waitFor();
    await page.getByText('plan-2').waitFor();
    assert.equal(made, 2, 'the action was carried out');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  } finally {
    await served.close();
  }
}

/** A key that is locked out: the page says for which source and until when, and unlocks it. */
export async function unlock(page: Page): Promise<void> {
  const shown = SMALL['consumer show']?.() as object;
  const locks = [{ source: '203.0.113.7', failures: 23, locked: true, endsAt: '2026-03-05T10:15:00.000Z' }];
  const sources = [{ source: '203.0.113.7', failures: 41, reasons: { signature_invalid: 41 } }];
  const failures = { total: 41, sources };
  const step = { action: 'unlock', target: '203.0.113.7', detail: 'unlock after 23 failed attempts' };
  const served = await serveFakeConsole({
    ...SMALL,
    'consumer show': () => ({ ...shown, locks, failures }),
    'consumer unlock': () => ({ steps: [step] }),
  });
  try {
    await signIn(page, served.url);
    await page.goto(`${served.origin}/resellers/r0/consumers/crm`);
    await page.getByText('Locked out from 203.0.113.7 until 2026-03-05 10:15 UTC').waitFor();
    await page.getByText('41 in the last 24 hours.').waitFor();
    await page
      .getByRole('row', { name: /203\.0\.113\.7 41 signature_invalid 41 locked out 23 2026-03-05 10:15/ })
      .waitFor();
    await page.getByRole('button', { name: 'Unlock', exact: true }).click();
    await page.getByRole('button', { name: 'Show the plan' }).click();
    await page.getByText(step.detail).waitFor();
    await page.getByRole('button', { name: 'Carry it out' }).click();
    await page.getByRole('status').filter({ hasText: 'Done.' }).waitFor();
  } finally {
    await served.close();
  }
}

/** Reloading, going back and opening the address elsewhere keep what was chosen. */
export async function keepChoices(page: Page): Promise<void> {
  const served = await serveFakeConsole(SMALL);
  try {
    await signIn(page, served.url);
    await page.getByRole('link', { name: 'Name of r0' }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('r0');
    await page.waitForURL('**/?search=r0');
    await page.getByRole('link', { name: 'Name of r0' }).click();
    await page.getByText('Keyword search').waitFor();
    await page.goBack();
    assert.equal(await page.getByLabel('Search').inputValue(), 'r0');
    await page.reload();
    await page.getByRole('link', { name: 'Name of r0' }).waitFor();
    assert.equal(await page.getByLabel('Search').inputValue(), 'r0');
    await page.goForward();
    await page.getByText('Keyword search').waitFor();
  } finally {
    await served.close();
  }
}
