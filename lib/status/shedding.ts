import type { SheddingTable } from '../onboarding/shedding-table';
import { describePause, describeState } from '../shedding/describe-state';
import { attention, note, type StatusFinding } from './finding';
import type { FleetMember } from './fleet';

/**
 * Returns a finding while load is shed, or while automatic shedding is paused. Reads nothing if no deployed gateway can
 * shed load.
 */
export async function sheddingFindings(
  shedding: () => Promise<SheddingTable>,
  environment: string,
  members: readonly FleetMember[],
  now: Date,
): Promise<readonly StatusFinding[]> {
  if (members.every(({ descriptor }) => descriptor?.priorities === undefined)) return [];
  const state = await (await shedding()).read(environment, now);
  if (Object.keys(state.levels).length > 0) {
    const remedy = '"aps-gateway shed" names the tiers, and "aps-gateway shed --stop" ends it';
    return [attention('shedding', 'shedding', sentence(describeState(state, environment).join(' ')), remedy)];
  }
  return state.pause ? [note('shedding', 'shedding', sentence(describePause(state.pause)))] : [];
}

function sentence(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1).replace(/\.$/, '');
}
