import type { Command } from 'commander';
import {
  LAST_PRIORITY,
  LONGEST_SHEDDING_MS,
  type SheddingLevel,
  strictestLevel,
} from '../../../lambda/authorizer/contract';
import { OnboardingError } from '../../onboarding/errors';
import { readDuration } from '../../onboarding/fields/duration';
import { FieldError } from '../../onboarding/fields/field';
import type { OnboardingPorts } from '../../onboarding/ports';
import type { SheddingPause, SheddingState } from '../../onboarding/shedding-table';
import { describeState, shownLevel, shownState } from '../../shedding/describe-state';
import { shedTiers, type ShedGateway } from '../../shedding/shed-tiers';
import type { CommonOptions, Context } from '../context';
import type { Handler } from '../handle';
import { commonOptions, dryRunOption, examples } from '../options/common-options';
import { readOption } from '../options/end-option';

interface ShedOptions extends CommonOptions {
  readonly from?: string;
  readonly for?: string;
  readonly stop?: boolean;
  readonly dryRun?: boolean;
}

const DEFAULT_FOR = '15m';

/** `pauseMs` is the pause of automatic shedding that was asked for; without one, only a level that holds is paused. */
type Action = { readonly dryRun: boolean } & (
  | { readonly kind: 'show' }
  | { readonly kind: 'set'; readonly level: SheddingLevel }
  | { readonly kind: 'stop'; readonly pauseMs: number | undefined }
);

/** `shed`. */
export function shed(parent: Command, handler: Handler): void {
  const command = parent
    .command('shed')
    .description('show, start or stop the refusal of low-priority tiers; gateways apply it within ten seconds')
    .option(
      '--from <priority>',
      `refuse tiers with this priority or a higher number: 0 (every tier) to ${LAST_PRIORITY}`,
    )
    .option('--stop', 'end what is refused now; an automatic level is paused, because it would return within a minute')
    .option(
      '--for <duration>',
      `with --from, refuse for this long; with --stop, pause automatic shedding for this long; from 1m to 24h (default: ${DEFAULT_FOR})`,
    );
  examples(
    commonOptions(dryRunOption(command)),
    'shed',
    'shed --from 7 --for 15m',
    'shed --stop',
    'shed --stop --for 4h',
  );
  command.action(
    handler.run(async (context, options: ShedOptions) => {
      const action = readAction(options, context.io.now());
      const ports = await context.ports();
      await show(action, await carryOut(action, ports, context), ports, context);
    }),
  );
}

function readAction({ from, for: duration, stop = false, dryRun = false }: ShedOptions, now: Date): Action {
  if (from !== undefined && stop) throw new OnboardingError('usage', 'Give only one of --from and --stop.');
  if (from === undefined && !stop) {
    if (duration !== undefined) throw new OnboardingError('usage', '--for needs --from or --stop.');
    return { kind: 'show', dryRun };
  }
  const forMs = duration === undefined ? undefined : readOption('--for', duration, readShedDuration);
  if (from === undefined) return { kind: 'stop', dryRun, pauseMs: forMs };
  const level = { from: readOption('--from', from, readPriority), untilMs: endOf(forMs, now) };
  return { kind: 'set', dryRun, level };
}

/** The end of a duration from now, in whole seconds. */
function endOf(forMs: number | undefined, now: Date): number {
  const untilMs = now.getTime() + (forMs ?? readDuration(DEFAULT_FOR));
  return untilMs - (untilMs % 1000);
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

/** Returns the state afterwards, or with a dry run the state that would be. */
async function carryOut(action: Action, ports: OnboardingPorts, { environment, io }: Context): Promise<SheddingState> {
  const table = await ports.shedding();
  const before = await table.read(environment, io.now());
  if (action.kind === 'show') return before;
  const by = action.dryRun ? undefined : await ports.caller();
  if (action.kind === 'set') {
    if (!action.dryRun) await table.set(environment, action.level, by);
    const { manualBy: _, levels, ...others } = before;
    return { ...others, levels: { ...levels, manual: action.level }, ...(by !== undefined && { manualBy: by }) };
  }
  const pause = newPause(action.pauseMs, before, { by, now: io.now() });
  if (!action.dryRun) await table.stop(environment, pause);
  const lasting = pause ?? before.pause;
  return { levels: {}, ...(lasting && { pause: lasting }) };
}

/** Returns the pause to write: the one that was asked for, or one that keeps a level that holds from coming back. */
function newPause(
  pauseMs: number | undefined,
  { levels }: SheddingState,
  { by, now }: { readonly by: string | undefined; readonly now: Date },
): SheddingPause | undefined {
  if (pauseMs === undefined && !levels.automatic) return undefined;
  return { untilMs: endOf(pauseMs, now), ...(by !== undefined && { by }) };
}

async function show(
  { kind, dryRun }: Action,
  state: SheddingState,
  { gateways }: OnboardingPorts,
  { environment, io, out }: Context,
): Promise<void> {
  const level = strictestLevel(state.levels, io.now().getTime());
  const notice = (problem: string) => out.notice(`warning: ${problem}`);
  const affected = level ? shedTiers(await gateways.list(environment, notice), level.from) : [];
  const result = {
    command: 'shed',
    environment,
    action: kind,
    dryRun,
    ...shownState(state, environment),
    holds: level ? shownLevel(level) : null,
    gateways: affected,
  };
  out.result(result, () =>
    [
      ...(dryRun ? ['Nothing was changed (--dry-run). Without it, this would hold:'] : []),
      ...describeState(state, environment),
      ...affected.map(describeGateway),
      ...(kind === 'stop' && state.pause ? AFTER_THE_PAUSE : []),
      ...(kind === 'show' || dryRun ? [] : ['The gateways apply this within ten seconds.']),
    ].join('\n'),
  );
}

const AFTER_THE_PAUSE = [
  'If the UI nodes are busy when the pause ends, the gateways shed load again. "shed --stop --for 4h" pauses it longer, for at most a day;',
  'to switch it off, remove shedding.automatic from platform.yaml and deploy the platform stack.',
];

function describeGateway({ gateway, deployed, tiers }: ShedGateway): string {
  if (!deployed) return `  ${gateway}: sheds no load; deploy it with shedding declared`;
  if (tiers.length === 0) return `  ${gateway}: refuses no tier`;
  return `  ${gateway}: refuses ${tiers.map(({ tier, priority }) => `${tier} (${priority})`).join(', ')}`;
}
