import { appendFile, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { OnboardingError } from '../../onboarding/errors';
import type { FleetUsage } from '../../onboarding/usage/fleet';

/** Options that determine a report's contents. Only a report with the same ones can be continued. */
export type ReportKey = Readonly<Record<string, string | boolean>>;

/** Usage that an interrupted report has read. Saved next to the report's file, one line for each gateway. */
export class SavedUsage {
  private constructor(
    private readonly file: string,
    /** Usage read by an earlier run, by the reseller that owns the gateway. */
    readonly read: ReadonlyMap<string, readonly FleetUsage[]>,
  ) {}

  /**
   * Opens what an earlier run saved for a report; starts over if that run had other options.
   *
   * @throws OnboardingError `usage` if the file cannot be written
   */
  static async open(output: string, key: ReportKey): Promise<SavedUsage> {
    const file = `${output}.partial`;
    const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n');
    const heading = JSON.stringify(key);
    const read = lines[0] === heading ? new Map(lines.slice(1).flatMap(savedLine)) : new Map<string, FleetUsage[]>();
    // Written again, so that a last line that was cut off does not spoil the next one.
    const kept = [...read].map(([gateway, usage]) => `${JSON.stringify({ gateway, usage })}\n`);
    await writable(output, writeFile(file, `${heading}\n${kept.join('')}`, { mode: 0o600 }));
    return new SavedUsage(file, read);
  }

  /** Saves the usage of one gateway. */
  async add(gateway: string, usage: readonly FleetUsage[]): Promise<void> {
    await writable(this.file, appendFile(this.file, `${JSON.stringify({ gateway, usage })}\n`));
  }

  /** Writes the report, whole or not at all, and removes what was saved for it. */
  async finish(output: string, report: string): Promise<void> {
    const made = `${output}.new`;
    await writable(
      output,
      writeFile(made, report).then(() => rename(made, output)),
    );
    await rm(this.file, { force: true });
  }
}

/** Reads a line; one that was cut off is left out, so its gateway is read again. */
function savedLine(line: string): readonly (readonly [string, readonly FleetUsage[]])[] {
  try {
    const { gateway, usage } = JSON.parse(line) as { gateway: string; usage: FleetUsage[] };
    return [[gateway, usage]];
  } catch {
    return [];
  }
}

async function writable(file: string, writing: Promise<void>): Promise<void> {
  await writing.catch((error: unknown) => {
    const problem = error instanceof Error ? error.message : 'unknown';
    throw new OnboardingError('usage', `--output: cannot write ${file}: ${problem}`, { cause: error });
  });
}
