import { join } from 'node:path';
import { throttleRoom, type ThrottleRoom } from '../../config/checks/throttle-sums';
import type { EnvironmentConfig } from '../../config/environment';
import { OnboardingError } from '../../onboarding/errors';
import { BURST, type DeclaredThrottle } from '../options/throttle-option';

/** A reseller that is to get a gateway below another one. */
export interface NewChild {
  readonly id: string;
  readonly parent: string;
  readonly throttle?: DeclaredThrottle;
}

/**
 * Checks that a new gateway fits the throttle of the gateway above it: the throttles of all gateways below it together
 * may not exceed it. A gateway that declares none inherits the whole.
 *
 * @param folder of the resellers' files, as the message names it
 * @throws OnboardingError `usage` with the options or the edits that make it fit
 */
export function requireThrottleShare(config: EnvironmentConfig, child: NewChild, folder: string): void {
  const room = throttleRoom(config, child.parent);
  if (!room) return;
  const left = room.rateLimit - room.children.reduce((sum, { rateLimit }) => sum + rateLimit, 0);
  if ((child.throttle?.rateLimit ?? room.rateLimit) <= left) return;
  const given = room.children.map(({ resellerId, rateLimit }) => `${resellerId} ${rateLimit}`);
  const lines = [
    `--throttle: ${child.throttle ? `got ${child.throttle.rateLimit}` : `without it, ${child.id} would inherit ${room.rateLimit}`}; the gateway of ${room.owner} lets ${room.rateLimit} requests per second through, and those below it may not exceed that together${given.length > 0 ? ` (now: ${given.join(', ')})` : ''}.`,
    left >= 1 ? `Expected at most: --throttle ${left}` : makeRoom(room, folder),
  ];
  throw new OnboardingError('usage', lines.join('\n'));
}

/** The edits that leave an equal share for every gateway below one. */
function makeRoom({ owner, rateLimit, children }: ThrottleRoom, folder: string): string {
  const share = Math.floor(rateLimit / (children.length + 1));
  const ownFile = join(folder, `${owner}.yaml`);
  if (share < 1) return `Nothing is left: raise throttle.rateLimit in ${ownFile} first.`;
  const edits = children
    .filter((one) => one.rateLimit > share)
    .map(
      ({ resellerId }) =>
        `  in ${join(folder, `${resellerId}.yaml`)}: throttle: { rateLimit: ${share}, burstLimit: ${share * BURST} }`,
    );
  return [
    'Nothing is left. Make room with these edits, for example:',
    ...edits,
    `Then run this again with --throttle ${share}. Or raise throttle.rateLimit in ${ownFile}.`,
  ].join('\n');
}
