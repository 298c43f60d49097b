import { resolve } from 'node:path';
import type { GatewayDescriptor } from '../../descriptor';
import { OnboardingError } from '../../onboarding/errors';
import type { OnboardingPorts } from '../../onboarding/ports';
import { type FleetUsage, readGatewayUsage } from '../../onboarding/usage/fleet';
import { readRefused } from '../../onboarding/usage/refused';
import { type ResellerPlace, type ResellerTotal, totalsOf, withDescendants } from '../../onboarding/usage/totals';
import type { Days } from '../../onboarding/usage/meter-usage';
import { isConsumer, isShared } from '../../onboarding/usage/usage';
import type { Context } from '../context';
import { EXIT_CODES } from '../exit-codes';
import { DEFAULT_CONFIG } from '../options/common-options';
import { fleetCsv, totalsCsv } from '../output/fleet-csv';
import { table } from '../output/output';
import { progressBar } from '../output/progress';
import { usageJson } from '../output/usage-json';
import { readDays } from './usage-days';
import { withLoggedCalls } from '../logged-calls';
import { callsText, nameText, quotaText, remainingText, tierText } from '../output/usage-text';
import { isNearly, noticeUnattributed, outputOf, readPercent, type UsageOptions } from './usage-report';
import { type ReportKey, SavedUsage } from './usage-saved';

/** Options of a report on many resellers. */
export interface FleetOptions extends UsageOptions {
  readonly all?: boolean;
  readonly resellers?: readonly string[];
  readonly config?: string;
  readonly output?: string;
  readonly totals?: boolean;
  readonly refused?: boolean;
}

interface FleetReport {
  readonly days: Days;
  readonly usage: readonly FleetUsage[];
  readonly resellers: readonly ResellerPlace[];
  readonly totals: readonly ResellerTotal[];
}

/** Reports the usage of several resellers, or of all, with those below them: `usage report --all`. */
export async function reportFleet(context: Context, options: FleetOptions): Promise<number> {
  const days = readDays(options, context.io.now());
  const nearly = readPercent(options.nearly);
  const ports = await context.ports();
  const deployed = await ports.gateways.list(context.environment);
  const known = await readPlaces(context, options.config, deployed);
  const resellers = chosenOf(known, options);
  const ids = new Set(resellers.map(({ id }) => id));
  const gateways = deployed.filter(
    ({ serves, resellerId }) => serves.some((id) => ids.has(id)) || isAbove(resellerId, ids, known),
  );
  const output = options.output === undefined ? undefined : resolve(context.io.workingDirectory, options.output);
  const saved = output === undefined ? undefined : await SavedUsage.open(output, keyOf(context, options, days));
  const read = await readGateways(context, ports, {
    gateways,
    days,
    saved,
    refused: options.refused === true,
    log: options.log === true,
  });
  const chosen = read.filter((one) => options.all || (one.reseller !== undefined && ids.has(one.reseller)));
  const usage = chosen.filter((one) => isNearly(one, nearly));
  const report: FleetReport = { days, usage, resellers, totals: totalsOf(chosen, resellers) };
  if (output === undefined || !saved) await print(context, options, report);
  else {
    await saved.finish(output, await fileText(options, report));
    const count = usage.filter(isConsumer).length;
    context.out.notice(`The usage of ${count} consumers from ${days.from} to ${days.to} is in ${output}.`);
  }
  return nearly !== undefined && usage.length > 0 ? EXIT_CODES.finding : EXIT_CODES.done;
}

interface GatewaysToRead {
  readonly gateways: readonly GatewayDescriptor[];
  readonly days: Days;
  readonly saved: SavedUsage | undefined;
  readonly refused: boolean;
  readonly log: boolean;
}

/** Options that change what a report reads; only a report with the same ones can be continued. */
function keyOf({ environment }: Context, { refused = false, log = false }: FleetOptions, days: Days): ReportKey {
  return { ...days, environment, ...(refused && { refused }), ...(log && { log }) };
}

/** Reads one gateway after the other; the ports keep the pace that the control plane allows. */
async function readGateways(
  context: Context,
  ports: OnboardingPorts,
  { gateways, days, saved, refused, log }: GatewaysToRead,
): Promise<readonly FleetUsage[]> {
  const before = gateways.filter(({ resellerId }) => saved?.read.has(resellerId)).length;
  if (before > 0) {
    context.out.notice(`notice: an interrupted report is continued; it read ${before} of ${gateways.length} gateways`);
  }
  const bar = await progressBar(context.io, gateways.length, !context.out.json);
  const all: FleetUsage[] = [];
  try {
    for (const gateway of gateways) {
      const { resellerId } = gateway;
      const known = saved?.read.get(resellerId);
      const read = known ?? (await readGatewayUsage(ports, gateway, days, noticeUnattributed(context, resellerId)));
      const counted = known || !refused ? read : await withRefused(context, gateway, days, read);
      const usage = known || !log ? counted : (await withLoggedCalls(context, gateway, days, counted)).usage;
      if (!known) await saved?.add(resellerId, usage);
      all.push(...usage);
      bar.advance();
    }
  } finally {
    bar.stop();
  }
  return all;
}

/** Adds the refused calls of each consumer, from the access log. */
async function withRefused(
  { io, out, ports }: Pick<Context, 'io' | 'out' | 'ports'>,
  gateway: GatewayDescriptor,
  days: Days,
  usage: readonly FleetUsage[],
): Promise<readonly FleetUsage[]> {
  const logs = await (await ports()).logs();
  const { countedFrom, unknown, counts } = await readRefused(logs, gateway, days, io.now());
  const { resellerId } = gateway;
  if (unknown) {
    out.notice(
      `warning: refused calls at the gateway of ${resellerId} are unknown: its access log covers none of these days`,
    );
    return usage;
  }
  if (countedFrom) {
    out.notice(`notice: refused calls at the gateway of ${resellerId} are counted from ${countedFrom.toISOString()}`);
  }
  return usage.map((one) => (isShared(one) ? one : { ...one, refused: counts.get(one.consumerKey) ?? {} }));
}

/**
 * Every reseller that is deployed, sorted by id. Parents and external references come from the configuration; without
 * one, the resellers that a gateway serves are below its owner.
 */
async function readPlaces(
  context: Context,
  config: string | undefined,
  deployed: readonly GatewayDescriptor[],
): Promise<readonly ResellerPlace[]> {
  const { readConfiguration } = await import('../resellers.ts');
  let declared: ReadonlyMap<string, ResellerPlace>;
  try {
    const { resellers } = readConfiguration(context, config ?? DEFAULT_CONFIG);
    declared = new Map(
      resellers.map(({ id, parent, externalReference }) => [
        id,
        { id, ...(parent !== undefined && { parent }), ...(externalReference !== undefined && { externalReference }) },
      ]),
    );
  } catch (error) {
    if (config !== undefined || !(error instanceof OnboardingError) || error.code !== 'notFound') throw error;
    declared = new Map();
    context.out.notice(
      `notice: no configuration of environment ${context.environment} here, so external references are missing and only resellers that share a gateway are summed up; --config names its folder`,
    );
  }
  const places = deployed.flatMap(({ resellerId, serves }) =>
    serves.map((id) => declared.get(id) ?? { id, ...(id !== resellerId && { parent: resellerId }) }),
  );
  return places.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** The resellers of a report, with all that are below them. */
function chosenOf(known: readonly ResellerPlace[], { all, resellers = [] }: FleetOptions): readonly ResellerPlace[] {
  const unknown = resellers.find((id) => known.every((one) => one.id !== id));
  if (unknown !== undefined || known.length === 0) {
    const deployed = known.map(({ id }) => id).join(', ') || 'none';
    const problem = unknown === undefined ? 'No gateway is deployed' : `Reseller ${unknown} is not deployed`;
    throw new OnboardingError(
      'notFound',
      `${problem} in this environment; deployed are: ${deployed}. Check --environment, --region and --profile.`,
    );
  }
  if (all) return known;
  const chosen = new Set(withDescendants(resellers, known));
  return known.filter(({ id }) => chosen.has(id));
}

/** Tests whether a reseller is above others. Its gateway can have consumers that they left there, and calls of them. */
function isAbove(id: string, ids: ReadonlySet<string>, known: readonly ResellerPlace[]): boolean {
  return withDescendants([id], known).some((below) => ids.has(below));
}

async function fileText(options: FleetOptions, report: FleetReport): Promise<string> {
  if (options.format === 'json') return `${JSON.stringify(fleetJson(report), null, 2)}\n`;
  return options.totals ? totalsCsv(report.totals) : fleetCsv(report.usage, report.resellers);
}

async function print(context: Context, options: FleetOptions, report: FleetReport): Promise<void> {
  if (options.format === 'csv') return context.out.line(await fileText(options, report));
  const out = outputOf(context, options);
  const text = out.json ? '' : await describe(context, options, report);
  out.result(fleetJson(report), () => text);
}

function fleetJson({ days, usage, totals }: FleetReport) {
  return {
    ...days,
    totals: totals.map(({ reseller: { id, ...place }, ...sums }) => ({ reseller: id, ...place, ...sums })),
    ...usageJson(usage),
  };
}

async function describe(
  { out }: Context,
  { nearly, totals: totalsOnly }: FleetOptions,
  { days, usage, totals }: FleetReport,
): Promise<string> {
  const title = `Calls from ${days.from} to ${days.to} (UTC)`;
  if (nearly !== undefined && !totalsOnly) {
    if (usage.length === 0) return `No consumers used ${nearly} % of a quota from ${days.from} to ${days.to}.`;
    const head = ['RESELLER', 'CONSUMER', 'TIER', 'CALLS', 'QUOTA', 'REMAINING'];
    const rows = usage.map((one) => [
      one.reseller ?? 'unknown',
      nameText(one),
      tierText(one),
      callsText(one),
      quotaText(one),
      remainingText(one, one.days.at(-1)?.remaining),
    ]);
    return `${title}\n\n${await table(head, rows, out.colors)}`;
  }
  const head = ['RESELLER', 'REFERENCE', 'CONSUMERS', 'CALLS', 'REFUSED', 'WITH SUB-RESELLERS'];
  const rows = totals.map(({ reseller, own, withSubResellers }) => [
    reseller.id,
    reseller.externalReference ?? '',
    String(own.consumers),
    String(own.calls),
    String(own.refused ?? ''),
    String(withSubResellers.calls),
  ]);
  return `${title}; --format csv lists consumers\n\n${await table(head, rows, out.colors)}`;
}
