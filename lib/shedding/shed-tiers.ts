import {
  DEFAULT_PRIORITY,
  LAST_PRIORITY,
  type SheddingLevel,
  type SheddingLevels,
} from '../../lambda/authorizer/contract';
import type { GatewayDescriptor } from '../descriptor';

/** A tier that a level refuses. */
export interface ShedTier {
  readonly tier: string;
  readonly priority: number;
}

/** A gateway, and its tiers that a level refuses; `deployed` is false if its function knows no levels. */
export interface ShedGateway {
  readonly gateway: string;
  readonly deployed: boolean;
  readonly tiers: readonly ShedTier[];
}

/** Returns the tiers of each gateway that a level refuses, the highest number first. */
export function shedTiers(gateways: readonly GatewayDescriptor[], from: number): readonly ShedGateway[] {
  return gateways.map(({ resellerId, usagePlans, priorities }) => ({
    gateway: resellerId,
    deployed: priorities !== undefined,
    tiers: Object.keys(usagePlans)
      .map((tier) => ({
        tier,
        priority: (priorities && Object.hasOwn(priorities, tier) ? priorities[tier] : undefined) ?? DEFAULT_PRIORITY,
      }))
      .filter(({ priority }) => priorities !== undefined && priority >= from)
      .toSorted((a, b) => b.priority - a.priority || (a.tier < b.tier ? -1 : 1)),
  }));
}

/** A level as commands print it. */
export interface ShownLevel {
  readonly from: number;
  /** ISO 8601, in whole seconds. */
  readonly until: string;
}

/** Returns a level as commands print it. */
export function shownLevel({ from, untilMs }: SheddingLevel): ShownLevel {
  return { from, until: new Date(untilMs - (untilMs % 1000)).toISOString().replace('.000Z', 'Z') };
}

/** Says which levels hold, each with its end, in whole sentences. */
export function describeLevels({ manual, automatic }: SheddingLevels): string {
  const sentences = [
    ...(manual ? [`${refused(manual)}, set by hand.`] : []),
    ...(automatic ? [`${refused(automatic)}, or longer while the UI nodes are busy.`] : []),
  ];
  return sentences.length === 0 ? 'No load is shed.' : sentences.join(' ');
}

function refused(level: SheddingLevel): string {
  const { from, until } = shownLevel(level);
  const numbers = from === LAST_PRIORITY ? `${from}` : `${from} to ${LAST_PRIORITY}`;
  const tiers = from === 0 ? 'every tier' : `tiers with priority ${numbers}`;
  return `Requests of ${tiers} are refused until ${until}`;
}
