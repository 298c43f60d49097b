import type { Command } from 'commander';
import type { GatewayDescriptor } from '../../descriptor';
import { examine, examineCertificate, repair } from '../../onboarding/doctor';
import { OnboardingError } from '../../onboarding/errors';
import { readTier } from '../../onboarding/fields/identity';
import { requireGateway } from '../../onboarding/inventory/require-gateway';
import type { GatewayFinding } from '../../onboarding/plan/certificate-finding';
import type { Finding } from '../../onboarding/plan/diagnose';
import type { SharedKeyFinding } from '../../onboarding/plan/diagnose-shared-keys';
import type { OnboardingPorts } from '../../onboarding/ports';
import type { Context } from '../context';
import { optionalResellerArgument } from '../options/arguments';
import { commonOptions, examples } from '../options/common-options';
import { EXIT_CODES } from '../exit-codes';
import type { Handler } from '../handle';
import { progressBar } from '../output/progress';

interface DoctorOptions {
  readonly all?: boolean;
  readonly repair?: boolean;
  readonly tier?: string;
}

type State = 'found' | 'repaired' | 'left';
type Examined = (Finding | SharedKeyFinding | GatewayFinding) & { readonly state: State };

/** Findings of a gateway, and the reason why the rest of it could not be examined. */
interface ExaminedGateway {
  readonly gateway: string;
  readonly findings: readonly Examined[];
  readonly problem?: string;
}

/** `doctor RESELLER`, `doctor --all`. */
export function doctor(parent: Command, handler: Handler): void {
  const command = parent
    .command('doctor')
    .description("find and repair what interrupted commands left behind at a reseller's gateway, or at all gateways")
    .addArgument(optionalResellerArgument('left out with --all'))
    .option('--all', 'every gateway of the environment')
    .option('--repair', 'repair what can be repaired')
    .option('--tier <tier>', 'with --repair: move consumers whose tier has no usage plan to this tier');
  examples(
    commonOptions(command),
    'doctor alpha',
    'doctor alpha --repair',
    'doctor alpha --repair --tier standard',
    'doctor --all --json',
  );
  command.action(
    handler.run(async (context, options: DoctorOptions, reseller?: string) => {
      if ((reseller === undefined) !== (options.all === true)) {
        throw new OnboardingError('usage', 'Give either the id of a reseller or --all.');
      }
      const tier = tierOf(options);
      const ports = await context.ports();
      const round = { ports, ...(options.repair && { repairs: { ...(tier !== undefined && { tier }) } }) };
      if (reseller === undefined) return examineAll(context, round);
      const gateway = await requireGateway(ports.gateways, context.environment, reseller);
      const findings: Examined[] = [];
      for await (const finding of examineOne(round, gateway)) {
        findings.push(finding);
        context.out.line(lineOf(context, finding));
      }
      const open = openOf(findings);
      context.out.result({ reseller, gateway: gateway.resellerId, findings }, () =>
        summary(findings.length, open, options),
      );
      return open > 0 ? EXIT_CODES.failed : EXIT_CODES.done;
    }),
  );
}

interface Round {
  readonly ports: OnboardingPorts;
  /** Absent: only examine. */
  readonly repairs?: { readonly tier?: string };
}

/** Examines one gateway after the other; a gateway that cannot be examined does not stop the rest. */
async function examineAll(context: Context, round: Round): Promise<number> {
  const { out, environment, io } = context;
  const examined: ExaminedGateway[] = [];
  const unread = (problem: string, { resellerId }: { readonly resellerId: string }) =>
    examined.push({ gateway: resellerId, findings: [], problem });
  const gateways = await round.ports.gateways.list(environment, unread);
  for (const { gateway, problem = '' } of examined) out.line(problemLine(context, gateway, problem));
  const bar = await progressBar(io, gateways.length, !out.json);
  try {
    for (const gateway of gateways) {
      const tell = (line: string) => bar.above(() => out.line(line));
      examined.push(await examineTolerantly(context, round, gateway, tell));
      bar.advance();
    }
  } finally {
    bar.stop();
  }
  const found = examined.reduce((sum, { findings }) => sum + findings.length, 0);
  const open = examined.reduce((sum, { findings }) => sum + openOf(findings), 0);
  const failed = examined.filter(({ problem }) => problem !== undefined).length;
  out.result({ environment, gateways: examined.toSorted(byGateway), open, failed }, () => {
    const unexamined = failed > 0 ? ` ${failed} of ${examined.length} gateways could not be examined in full.` : '';
    return found === 0 && failed > 0
      ? `Nothing found.${unexamined}`
      : summary(found, open, { repair: round.repairs !== undefined }) + unexamined;
  });
  return open > 0 || failed > 0 ? EXIT_CODES.failed : EXIT_CODES.done;
}

async function examineTolerantly(
  context: Context,
  round: Round,
  gateway: GatewayDescriptor,
  tell: (line: string) => void,
): Promise<ExaminedGateway> {
  const findings: Examined[] = [];
  const { resellerId } = gateway;
  try {
    for await (const finding of examineOne(round, gateway)) {
      findings.push(finding);
      tell(lineOf(context, finding, resellerId));
    }
    return { gateway: resellerId, findings };
  } catch (error) {
    if (!(error instanceof OnboardingError)) throw error;
    tell(problemLine(context, resellerId, error.message));
    return { gateway: resellerId, findings, problem: error.message };
  }
}

/** Yields the findings of a gateway, each after its repair if repairs are wanted. */
async function* examineOne({ ports, repairs }: Round, gateway: GatewayDescriptor): AsyncIterable<Examined> {
  const expiry = await examineCertificate(ports, gateway);
  if (expiry) yield { ...expiry, state: repairs ? 'left' : 'found' };
  for (const finding of await examine(ports, gateway)) {
    const result = repairs && (await repair(ports, gateway, finding, repairs.tier));
    const state = result === undefined ? 'found' : result === 'repaired' ? 'repaired' : 'left';
    yield { ...finding, message: typeof result === 'object' ? result.left : finding.message, state };
  }
}

function openOf(findings: readonly Examined[]): number {
  return findings.filter(({ state }) => state !== 'repaired').length;
}

function lineOf({ out }: Context, finding: Examined, gateway?: string): string {
  const place = [gateway, 'consumerKey' in finding ? finding.consumerKey : undefined].filter(Boolean).join(' ');
  return `${out.colors.yellow(finding.state.padEnd(8))} ${place && `${place}: `}${finding.message}`;
}

function problemLine({ out }: Context, gateway: string, problem: string): string {
  return `${out.colors.red('unknown '.padEnd(8))} ${gateway}: ${problem}`;
}

function summary(found: number, open: number, { repair: repairs }: DoctorOptions): string {
  if (found === 0) return 'Everything is as it should be.';
  if (open === 0) return 'Everything is repaired.';
  return repairs ? `${open} left.` : `${open} found; --repair repairs what can be repaired.`;
}

function byGateway(a: ExaminedGateway, b: ExaminedGateway): number {
  return a.gateway < b.gateway ? -1 : 1;
}

function tierOf({ all, repair: repairs, tier }: DoctorOptions): string | undefined {
  if (tier === undefined) return undefined;
  if (!repairs) throw new OnboardingError('usage', '--tier: expected --repair too, which moves consumers to it');
  if (all) throw new OnboardingError('usage', '--tier: expected one reseller, not --all, because tiers differ');
  return readTier(tier);
}
