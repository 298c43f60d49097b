import type { SheddingTable } from '../onboarding/ports';
import { describeLevels } from '../shedding/shed-tiers';
import { attention, type StatusFinding } from './finding';
import type { FleetMember } from './fleet';

/** Returns a finding while load is shed. Reads nothing if no deployed gateway can shed load. */
export async function sheddingFindings(
  shedding: () => Promise<SheddingTable>,
  environment: string,
  members: readonly FleetMember[],
  now: Date,
): Promise<readonly StatusFinding[]> {
  if (members.every(({ descriptor }) => descriptor?.priorities === undefined)) return [];
  const levels = await (await shedding()).read(environment, now);
  if (Object.keys(levels).length === 0) return [];
  const remedy = 'aps-gateway shed --status names the tiers; --stop ends what was set by hand';
  return [attention('shedding', 'shedding', sentence(describeLevels(levels)), remedy)];
}

function sentence(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1).replace(/\.$/, '');
}
