import type { Command } from 'commander';
import type { EnvironmentConfig } from '../../config/environment';
import { OnboardingError } from '../../onboarding/errors';
import { readDuration } from '../../onboarding/fields/duration';
import { readResellerId } from '../../onboarding/fields/identity';
import type { ExaminedMember } from '../../status/examine';
import type { StatusFinding } from '../../status/finding';
import type { FleetMember } from '../../status/fleet';
import type { Verification } from '../../verify/last-verification';
import type { CommonOptions, Context } from '../context';
import { EXIT_CODES } from '../exit-codes';
import type { Handler } from '../handle';
import { commonOptions, DEFAULT_CONFIG, examples } from '../options/common-options';
import { readOption } from '../options/end-option';
import { deployCommand } from '../output/deploy-command';
import { progressBar } from '../output/progress';
import type { FleetReport, GatewayReport } from '../output/status-text';

interface StatusOptions extends CommonOptions {
  readonly all?: boolean;
  readonly within?: string;
}

const DEFAULT_WITHIN = '30d';

/** `status [RESELLER…]`. */
export function status(parent: Command, handler: Handler): void {
  const command = parent
    .command('status')
    .description('show the state of gateways: files against AWS, consumers, expiry dates and open alarms; reads only')
    .argument('[resellers...]', 'ids of resellers; every gateway when left out', readIds)
    .option('--all', 'every gateway, as without a reseller')
    .option('--within <duration>', `how far ahead to look for expiry dates (default: ${DEFAULT_WITHIN})`);
  command.addHelpText(
    'after',
    '\nEnds with 5 if something needs attention, else with 1 if a part could not be read, else with 0.',
  );
  examples(commonOptions(command), 'status', 'status alpha beta', 'status --all --within 60d --json');
  command.action(
    handler.run(async (context, options: StatusOptions, resellers: readonly string[] = []) => {
      if (options.all && resellers.length > 0) {
        throw new OnboardingError('usage', 'Give either ids of resellers or --all.');
      }
      const { within = DEFAULT_WITHIN } = options;
      const withinMs = readOption('--within', within, readDuration);
      const config = await readDeclared(context, options.config);
      const report = await readReport(context, options, { config, withinMs, resellers });
      const { describeFleet } = await import('../output/status-text.ts');
      const text = await describeFleet(report, context.out.colors);
      context.out.result({ ...report, within }, () => text);
      if (report.attention > 0) return EXIT_CODES.finding;
      return report.unknown > 0 ? EXIT_CODES.failed : EXIT_CODES.done;
    }),
  );
}

function readIds(id: string, before: readonly string[] = []): readonly string[] {
  return [...before, readResellerId(id)];
}

/** Reads the files of the environment. Without a folder of that name, only what is deployed is shown. */
async function readDeclared(context: Context, config: string | undefined): Promise<EnvironmentConfig | undefined> {
  const { readConfiguration } = await import('../resellers.ts');
  try {
    return readConfiguration(context, config ?? DEFAULT_CONFIG);
  } catch (error) {
    if (config !== undefined || !(error instanceof OnboardingError) || error.code !== 'notFound') throw error;
    context.out.notice(
      `notice: no configuration of environment ${context.environment} here, so nothing is compared with files; --config names its folder`,
    );
    return undefined;
  }
}

interface Asked {
  readonly config: EnvironmentConfig | undefined;
  readonly withinMs: number;
  readonly resellers: readonly string[];
}

/** Examines one gateway after the other; the ports keep the pace that the control plane allows. */
async function readReport(
  context: Context,
  options: CommonOptions,
  { config, withinMs, resellers }: Asked,
): Promise<FleetReport> {
  const { io, out, environment } = context;
  const { statusPorts } = await import('../aws/status-ports.ts');
  const { examineMember, examineShared, readAlarms } = await import('../../status/examine.ts');
  const { listFleet } = await import('../../status/fleet.ts');
  const ports = await statusPorts(options, environment, io);
  const now = io.now();
  const members = chosenOf(await listFleet(ports.gateways, environment, config), resellers);
  const { alarms, findings: alarmFindings } = await readAlarms(ports.fleet, environment);
  const round = {
    environment,
    horizon: { now, withinMs },
    deployCommand: (reseller: string) => deployCommand(environment, reseller, options.config ?? DEFAULT_CONFIG),
    ...(alarms && { alarms }),
  };
  const shared = [...(await examineShared(ports, round, config, members)), ...alarmFindings];
  const bar = await progressBar(io, members.length, !out.json);
  const gateways: GatewayReport[] = [];
  try {
    for (const member of members) {
      gateways.push(reportOf(member, await examineMember(ports, member, round)));
      bar.advance();
    }
  } finally {
    bar.stop();
  }
  const all = [...shared, ...gateways.flatMap(({ findings }) => findings)];
  return {
    environment,
    at: now.toISOString(),
    attention: countOf(all, 'attention'),
    unknown: countOf(all, 'unknown'),
    shared,
    gateways,
  };
}

function reportOf(
  { resellerId, serves, state, descriptor }: FleetMember,
  { consumers, verification, findings }: ExaminedMember,
): GatewayReport {
  return {
    resellerId,
    serves,
    state,
    ...(descriptor && { url: descriptor.url, packageVersion: descriptor.packageVersion ?? 'unknown' }),
    ...(consumers !== undefined && { consumers }),
    ...(verification !== undefined && { verification: verification && summaryOf(verification) }),
    findings,
  };
}

function summaryOf({ at, held, failed, unknown, backends }: Verification) {
  return { at, held, failed, unknown, ...(backends && { backends }) };
}

function countOf(findings: readonly StatusFinding[], severity: StatusFinding['severity']): number {
  return findings.filter((finding) => finding.severity === severity).length;
}

/** The gateways that serve the given resellers; all if none is given. */
function chosenOf(members: readonly FleetMember[], resellers: readonly string[]): readonly FleetMember[] {
  const unknown = resellers.find((id) => members.every(({ serves }) => !serves.includes(id)));
  if (unknown !== undefined) {
    const known = members.flatMap(({ serves }) => serves).join(', ') || 'none';
    throw new OnboardingError(
      'notFound',
      `Reseller ${unknown} is neither declared nor deployed; there are: ${known}. Check --environment, --region and --profile.`,
    );
  }
  return resellers.length === 0 ? members : members.filter(({ serves }) => resellers.some((id) => serves.includes(id)));
}
