import { OnboardingError } from '../../onboarding/errors';

/** A gateway's throttle, as a reseller's file declares it. */
export interface DeclaredThrottle {
  /** Requests per second. */
  readonly rateLimit: number;
  /** Requests that may arrive at once. */
  readonly burstLimit: number;
}

/** Requests at once for each request per second, unless the caller says otherwise. */
export const BURST = 2;

/**
 * Reads `RATE` or `RATE/BURST`.
 *
 * @throws OnboardingError `usage`
 */
export function readThrottle(text: string): DeclaredThrottle {
  const [, rate = '', burst] = /^([1-9]\d{0,8})(?:\/([1-9]\d{0,8}))?$/.exec(text) ?? [];
  if (rate !== '') return { rateLimit: Number(rate), burstLimit: Number(burst ?? Number(rate) * BURST) };
  const got = JSON.stringify(text);
  throw new OnboardingError('usage', `--throttle: got ${got}, expected RATE or RATE/BURST, such as 20 or 20/40`);
}
