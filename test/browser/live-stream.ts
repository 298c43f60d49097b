import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import type { Page } from 'playwright-core';

/** Node publishes each request that a server of this process gets. */
const STARTED = 'http.server.request.start';

/** The connections of live logs, as the console's server sees them. */
class LiveLogs {
  private readonly open = new Set<IncomingMessage>();
  private away = false;

  constructor() {
    subscribe(STARTED, this.started);
  }

  /** Breaks off those that are open; `andNext`: also each that is made later. */
  break({ andNext }: { readonly andNext: boolean }): void {
    this.away = andNext;
    for (const request of this.open) request.socket.destroy();
    this.open.clear();
  }

  /** Lets new ones be. */
  allow(): void {
    this.away = false;
  }

  stop(): void {
    unsubscribe(STARTED, this.started);
  }

  private readonly started = (message: unknown) => {
    const { request } = message as { readonly request: IncomingMessage };
    if (!request.url?.startsWith('/api/resellers/alpha/requests?')) return;
    if (this.away) request.socket.destroy();
    else this.open.add(request);
  };
}

/** The connection of the live log breaks off: the page keeps what came, and connects again by itself. */
export async function reconnect(page: Page, origin: string): Promise<void> {
  const logs = new LiveLogs();
  try {
    await page.goto(`${origin}/requests?search=nonce_used`);
    const rows = page.getByRole('row', { name: /nonce_used/ });
    await rows.first().waitFor();
    logs.break({ andNext: true });
    await page.getByText('The connection broke off. Connecting again …').waitFor();
    await rows.first().waitFor();
    logs.allow();
    await page.getByText('more may come').waitFor();
    const before = await rows.count();
    await page.getByRole('button', { name: 'Replayed', exact: true }).click();
    await rows.nth(before).waitFor();
  } finally {
    logs.stop();
  }
}

/** The connection stays away: after some attempts the page says what to do, and goes on when asked. */
export async function giveUp(page: Page, origin: string): Promise<void> {
  const logs = new LiveLogs();
  try {
    await page.goto(`${origin}/requests?search=nonce_used`);
    await page.getByText('more may come').waitFor();
    logs.break({ andNext: true });
    await page.getByRole('alert').filter({ hasText: 'Has its terminal been closed?' }).waitFor({ timeout: 30_000 });
    logs.allow();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('more may come').waitFor();
  } finally {
    logs.stop();
  }
}
