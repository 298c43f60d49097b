import { readSheddingLevels, SHEDDING_OPERATOR_ATTRIBUTES } from '../../../lambda/authorizer/contract';
import type { SheddingPause, SheddingState } from '../shedding-table';

/** Attributes as DynamoDB returns them. */
type Item = Readonly<Record<string, { readonly N?: string; readonly S?: string }>>;

const { manualBy, pausedUntil, pausedBy } = SHEDDING_OPERATOR_ATTRIBUTES;

/**
 * Reads the shedding item, the levels as gateways read them. A pause that has ended does not count.
 *
 * @param item `undefined` for a missing item
 */
export function readSheddingState(item: Item = {}, nowMs: number): SheddingState {
  const levels = readSheddingLevels(item, nowMs);
  const by = item[manualBy]?.S;
  const pause = readPause(item, nowMs);
  return { levels, ...(levels.manual && by !== undefined && { manualBy: by }), ...(pause && { pause }) };
}

function readPause(item: Item, nowMs: number): SheddingPause | undefined {
  const untilMs = Number(item[pausedUntil]?.N ?? NaN) * 1000;
  const by = item[pausedBy]?.S;
  return untilMs > nowMs ? { untilMs, ...(by !== undefined && { by }) } : undefined;
}
