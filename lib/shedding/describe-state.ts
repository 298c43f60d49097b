import { LAST_PRIORITY, type SheddingLevel } from '../../lambda/authorizer/contract';
import { uiNodesBusyAlarm } from '../gateway/names';
import { callerName } from '../onboarding/caller-name';
import type { SheddingPause, SheddingState } from '../onboarding/shedding-table';

/** A level as commands print it. */
export interface ShownLevel {
  readonly from: number;
  /** ISO 8601, in whole seconds. */
  readonly until: string;
}

/** Shedding as commands print it in JSON; callers are ARNs. */
export interface ShownState {
  readonly manual: (ShownLevel & { readonly by: string | null }) | null;
  readonly automatic: (ShownLevel & { readonly alarm: string }) | null;
  readonly automaticPause: { readonly until: string; readonly by: string | null } | null;
}

/** Returns a level as commands print it. */
export function shownLevel({ from, untilMs }: SheddingLevel): ShownLevel {
  return { from, until: shownInstant(untilMs) };
}

/** Returns the shedding of an environment as commands print it in JSON. */
export function shownState({ levels, manualBy, pause }: SheddingState, environment: string): ShownState {
  const { manual, automatic } = levels;
  return {
    manual: manual ? { ...shownLevel(manual), by: manualBy ?? null } : null,
    automatic: automatic ? { ...shownLevel(automatic), alarm: uiNodesBusyAlarm(environment) } : null,
    automaticPause: pause ? { until: shownInstant(pause.untilMs), by: pause.by ?? null } : null,
  };
}

/** Says which levels hold, each with its end and who set it, and whether automatic shedding is paused, in whole sentences. */
export function describeState({ levels, manualBy, pause }: SheddingState, environment: string): readonly string[] {
  const { manual, automatic } = levels;
  return [
    ...(manual || automatic ? [] : ['No load is shed.']),
    ...(manual ? [`By hand${byCaller(manualBy)}: ${refused(manual)}.`] : []),
    ...(automatic
      ? [
          `Automatically, by the alarm ${uiNodesBusyAlarm(environment)}: ${refused(automatic)}, or longer while the UI nodes are busy.`,
        ]
      : []),
    ...(pause ? [describePause(pause)] : []),
  ];
}

/** Says until when automatic shedding is paused, and by whom. */
export function describePause({ untilMs, by }: SheddingPause): string {
  return `Automatic shedding is paused until ${shownInstant(untilMs)}${byCaller(by)}.`;
}

function byCaller(arn: string | undefined): string {
  return arn === undefined ? '' : `, by ${callerName(arn)}`;
}

function refused(level: SheddingLevel): string {
  const { from, until } = shownLevel(level);
  const numbers = from === LAST_PRIORITY ? `${from}` : `${from} to ${LAST_PRIORITY}`;
  const tiers = from === 0 ? 'every tier' : `tiers with priority ${numbers}`;
  return `requests of ${tiers} are refused until ${until}`;
}

function shownInstant(instantMs: number): string {
  return new Date(instantMs - (instantMs % 1000)).toISOString().replace('.000Z', 'Z');
}
