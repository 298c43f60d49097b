import type { Command } from 'commander';
import {
  LAST_PRIORITY,
  LONGEST_SHEDDING_MS,
  type SheddingLevel,
  type SheddingLevels,
  strictestLevel,
} from '../../../lambda/authorizer/contract';
import { OnboardingError } from '../../onboarding/errors';
import { readDuration } from '../../onboarding/fields/duration';
import { FieldError } from '../../onboarding/fields/field';
import type { OnboardingPorts } from '../../onboarding/ports';
import { describeLevels, shedTiers, type ShedGateway, shownLevel } from '../../shedding/shed-tiers';
import type { CommonOptions, Context } from '../context';
import type { Handler } from '../handle';
import { commonOptions, dryRunOption, examples } from '../options/common-options';
import { readOption } from '../options/end-option';

interface ShedOptions extends CommonOptions {
  readonly from?: string;
  readonly for?: string;
  readonly stop?: boolean;
  readonly status?: boolean;
  readonly dryRun?: boolean;
}

const DEFAULT_FOR = '15m';

type Action = { readonly dryRun: boolean } & (
  { readonly kind: 'set'; readonly level: SheddingLevel } | { readonly kind: 'stop' | 'status' }
);

/** `shed`. */
export function shed(parent: Command, handler: Handler): void {
  const command = parent
    .command('shed')
    .description(
      'refuse requests of low-priority tiers while the platform is busy; gateways apply it within ten seconds',
    )
    .option(
      '--from <priority>',
      `refuse tiers with this priority or a higher number: 0 (every tier) to ${LAST_PRIORITY}`,
    )
    .option('--for <duration>', `how long, at most 1d; it ends by itself (default: ${DEFAULT_FOR})`)
    .option('--stop', 'end what was set by hand now')
    .option('--status', 'show what is refused, and until when');
  examples(commonOptions(dryRunOption(command)), 'shed --from 7 --for 15m', 'shed --status', 'shed --stop');
  command.action(
    handler.run(async (context, options: ShedOptions) => {
      const action = readAction(options, context.io.now());
      const ports = await context.ports();
      await show(action, await carryOut(action, ports, context), ports, context);
    }),
  );
}

function readAction(
  { from, for: duration, stop = false, status = false, dryRun = false }: ShedOptions,
  now: Date,
): Action {
  if ([from !== undefined, stop, status].filter(Boolean).length !== 1) {
    throw new OnboardingError('usage', 'Give one of --from, --stop and --status.');
  }
  if (from === undefined) {
    if (duration !== undefined) throw new OnboardingError('usage', '--for needs --from.');
    return { kind: stop ? 'stop' : 'status', dryRun };
  }
  const forMs = readOption('--for', duration ?? DEFAULT_FOR, readShedDuration);
  const untilMs = now.getTime() + forMs;
  return {
    kind: 'set',
    dryRun,
    level: { from: readOption('--from', from, readPriority), untilMs: untilMs - (untilMs % 1000) },
  };
}

function readPriority(text: string): number {
  if (!/^\d$/.test(text)) throw new FieldError(`a whole number from 0 to ${LAST_PRIORITY}`);
  return Number(text);
}

function readShedDuration(text: string): number {
  const forMs = durationOf(text);
  if (forMs === undefined || forMs < 60_000 || forMs > LONGEST_SHEDDING_MS) {
    throw new FieldError('a duration from 1m to 24h, such as 15m');
  }
  return forMs;
}

function durationOf(text: string): number | undefined {
  try {
    return readDuration(text);
  } catch {
    return undefined;
  }
}

/** Returns the levels that hold afterwards, or would without `dryRun`. */
async function carryOut(action: Action, ports: OnboardingPorts, { environment, io }: Context): Promise<SheddingLevels> {
  const table = await ports.shedding();
  const { manual: _, ...others } = await table.read(environment, io.now());
  if (action.kind === 'status') return table.read(environment, io.now());
  if (action.kind === 'set') {
    if (!action.dryRun) await table.set(environment, action.level);
    return { manual: action.level, ...others };
  }
  if (!action.dryRun) await table.stop(environment);
  return others;
}

async function show(
  action: Action,
  levels: SheddingLevels,
  { gateways }: OnboardingPorts,
  { environment, io, out }: Context,
): Promise<void> {
  const level = strictestLevel(levels, io.now().getTime());
  const notice = (problem: string) => out.notice(`warning: ${problem}`);
  const affected = level ? shedTiers(await gateways.list(environment, notice), level.from) : [];
  const { manual, automatic } = levels;
  const { kind, dryRun } = action;
  const result = {
    command: 'shed',
    environment,
    action: kind,
    dryRun,
    manual: manual ? shownLevel(manual) : null,
    automatic: automatic ? shownLevel(automatic) : null,
    holds: level ? shownLevel(level) : null,
    gateways: affected,
  };
  out.result(result, () =>
    [
      describeLevels(levels),
      ...affected.map(describeGateway),
      ...(dryRun ? ['Nothing was changed (--dry-run).'] : []),
      ...(kind === 'stop' && automatic ? [AUTOMATIC_STAYS] : []),
      ...(kind === 'status' || dryRun ? [] : ['The gateways apply this within ten seconds.']),
    ].join('\n'),
  );
}

const AUTOMATIC_STAYS =
  'Only what was set by hand is ended. The automatic level ends when the UI nodes have recovered.';

function describeGateway({ gateway, deployed, tiers }: ShedGateway): string {
  if (!deployed) return `  ${gateway}: sheds no load; deploy it with shedding declared`;
  if (tiers.length === 0) return `  ${gateway}: refuses no tier`;
  return `  ${gateway}: refuses ${tiers.map(({ tier, priority }) => `${tier} (${priority})`).join(', ')}`;
}
