import { z } from 'zod';
import { object, whole } from './vocabulary';

const LOCKOUT = object({
  failures: whole(3, 1000, 'requests').describe(
    'Failed requests with one consumer key from one address that lock the address out of the key.',
  ),
  withinMinutes: whole(1, 1440, 'minutes').describe('Time in which they are counted, from the first one on.'),
  forMinutes: whole(1, 1440, 'minutes').describe('How long every request of the pair is refused.'),
});

const NONE = 'none';

/** `lockout` of platform.yaml. */
export const PLATFORM_LOCKOUT = LOCKOUT.exactOptional().describe(
  'Locks an address, or an IPv6 /64, out of a consumer key after too many failed requests (docs/how-to/stop-guessing.md). Default: none.',
);

/** `lockout` of a reseller's file. */
export const RESELLER_LOCKOUT = z
  .union([LOCKOUT, z.literal(NONE)], {
    error: `a map with these keys: ${Object.keys(LOCKOUT.shape).join(', ')}; or ${NONE}`,
  })
  .exactOptional()
  .describe(
    "Replaces the platform's or the parent's lockout; none: no lockout. Default: the parent's or the platform's.",
  );
