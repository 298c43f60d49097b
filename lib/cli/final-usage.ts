import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { GatewayDescriptor } from '../descriptor';
import { OnboardingError } from '../onboarding/errors';
import { listed, listConsumers } from '../onboarding/inventory/list-consumers';
import { consumerName } from '../onboarding/names';
import type { CredentialsStore } from '../onboarding/ports';
import { type ConsumerUsage, isConsumer, readUsage } from '../onboarding/usage/usage';
import { addDays, utcDay } from '../periods';
import type { Context } from './context';
import { withLoggedCalls } from './logged-calls';
import { USAGE_COLUMNS, usageCsv } from './output/usage-csv';

/** Days that a final usage report covers. */
const REPORT_DAYS = 90;

/** Reads the usage of consumers that are about to be offboarded: their own API keys, and so their usage, will be gone. */
export async function finalUsage(
  context: Context,
  gateway: GatewayDescriptor,
  consumerKeys: readonly string[],
): Promise<readonly ConsumerUsage[]> {
  if (consumerKeys.length === 0) return [];
  const { metering, credentials } = await context.ports();
  const today = utcDay(context.io.now().getTime());
  const days = { from: addDays(today, 1 - REPORT_DAYS), to: today };
  const consumerKey = consumerKeys.length === 1 ? consumerKeys[0] : undefined;
  const records = await recordsOf(credentials, gateway, consumerKey);
  const read = await readUsage(metering, gateway, days, { consumerKey, records });
  const usage = read.filter(isConsumer).filter((one) => consumerKeys.includes(one.consumerKey));
  return (await withLoggedCalls(context, gateway, days, usage)).usage;
}

/** Public records of one consumer, or of all of a gateway. */
async function recordsOf(credentials: CredentialsStore, gateway: GatewayDescriptor, consumerKey: string | undefined) {
  if (consumerKey === undefined) {
    const all = await listConsumers(credentials, gateway.environment, gateway);
    return all.flatMap(({ consumer }) => (consumer ? [consumer] : []));
  }
  const entry = await credentials.describe(consumerName(gateway, consumerKey));
  const record = entry && listed(gateway.resellerId, consumerKey, entry).consumer;
  return record ? [record] : [];
}

/**
 * Writes a final usage report to a file as CSV, or prints it if no file is named. A report that is there already keeps its
 * other consumers: an interrupted command that is run again no longer finds those that it offboarded.
 *
 * @throws OnboardingError `usage` when the file cannot be written, or holds something else
 */
export async function reportFinalUsage(
  { out, io }: Context,
  usage: readonly ConsumerUsage[],
  file: string | undefined,
): Promise<void> {
  if (usage.length === 0) return;
  if (file === undefined) {
    out.line(`Usage of the last ${REPORT_DAYS} days:\n${await usageCsv(usage, 'used')}`);
    return;
  }
  const path = resolve(io.workingDirectory, file);
  const reported = new Set(usage.map(({ consumerKey }) => consumerKey));
  const earlier = (await readReport(path, file)).filter(({ consumerKey = '' }) => !reported.has(consumerKey));
  const made = `${path}.new`;
  const writing = writeFile(made, await usageCsv(usage, 'used', earlier)).then(() => rename(made, path));
  await writing.catch((error: unknown) => {
    const problem = error instanceof Error ? error.message : 'unknown';
    const message = `cannot write the report, so nothing was offboarded: ${problem}`;
    throw new OnboardingError('usage', message, { cause: error });
  });
  out.line(`Usage of the last ${REPORT_DAYS} days is in ${file}.`);
}

/** Reads the rows of a report; none if the file does not exist. */
async function readReport(path: string, name: string): Promise<readonly Readonly<Record<string, string>>[]> {
  if (!existsSync(path)) return [];
  const { readCsv } = await import('./files/csv.ts');
  const rows = await readCsv({ name, text: await readFile(path, 'utf8') }, USAGE_COLUMNS);
  return rows.map(({ record }) => record);
}
