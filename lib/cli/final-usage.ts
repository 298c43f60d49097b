import { writeFile } from 'node:fs/promises';
import type { GatewayDescriptor } from '../descriptor';
import { OnboardingError } from '../onboarding/errors';
import { type ConsumerUsage, readUsage } from '../onboarding/usage/usage';
import { addDays, utcDay } from '../periods';
import type { Context } from './context';
import { usageCsv } from './output/usage-csv';

/** Days that a final usage report covers. */
const REPORT_DAYS = 90;

/** Reads the usage of consumers that are about to be offboarded: their API keys, and so their usage, will be gone. */
export async function finalUsage(
  context: Context,
  gateway: GatewayDescriptor,
  consumerKeys: readonly string[],
): Promise<readonly ConsumerUsage[]> {
  if (consumerKeys.length === 0) return [];
  const { metering } = await context.ports();
  const today = utcDay(context.io.now().getTime());
  const days = { from: addDays(today, 1 - REPORT_DAYS), to: today };
  const usage = await readUsage(metering, gateway, days, consumerKeys.length === 1 ? consumerKeys[0] : undefined);
  return usage.filter(({ consumerKey }) => consumerKeys.includes(consumerKey));
}

/**
 * Writes a final usage report to a file as CSV, or prints it if no file is named.
 *
 * @throws OnboardingError `usage` when the file cannot be written
 */
export async function reportFinalUsage(
  { out }: Context,
  usage: readonly ConsumerUsage[],
  file: string | undefined,
): Promise<void> {
  if (usage.length === 0) return;
  const csv = await usageCsv(usage, 'used');
  if (file === undefined) {
    out.line(`Usage of the last ${REPORT_DAYS} days:\n${csv}`);
    return;
  }
  await writeFile(file, csv).catch((error: unknown) => {
    const problem = error instanceof Error ? error.message : 'unknown';
    throw new OnboardingError('usage', `cannot write the report, so nothing was changed: ${problem}`, { cause: error });
  });
  out.line(`Usage of the last ${REPORT_DAYS} days is in ${file}.`);
}
