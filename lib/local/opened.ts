import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Opened resources. They are closed in reverse order, so that none loses what it still needs. */
export class Opened {
  private readonly closers: (() => Promise<void> | void)[] = [];

  add<T extends { close(): Promise<void> }>(opened: T): T {
    this.closers.push(() => opened.close());
    return opened;
  }

  folder(): string {
    const directory = mkdtempSync(join(tmpdir(), 'aps-gateway-'));
    this.closers.push(() => rmSync(directory, { recursive: true, force: true }));
    return directory;
  }

  async close(): Promise<void> {
    for (const close of this.closers.splice(0).toReversed()) await close();
  }
}
