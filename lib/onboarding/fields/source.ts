import { sourceOf } from '../../../lambda/authorizer/contract';
import { OnboardingError } from '../errors';

/**
 * Reads the source of failed attempts: an IPv4 address, or an IPv6 address or /64, which is returned as its /64.
 *
 * @throws OnboardingError `usage`
 */
export function readSource(text: string): string {
  const source = sourceOf(text.replace(/(?<=:.*)\/64$/, ''));
  if (source !== undefined) return source;
  const got = JSON.stringify(text);
  throw new OnboardingError('usage', `source: got ${got}, expected an IPv4 or IPv6 address, or an IPv6 /64`);
}
