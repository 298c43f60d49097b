import type { GatewayDescriptor } from '../../descriptor';
import { DAY_MS } from '../../periods';
import { OnboardingError } from '../errors';
import type { OnboardingPorts } from '../ports';
import { readActivity, type SecretUse } from './last-used';

/** A consumer, and the time back from now in which its uses count. */
export interface UsesRequest {
  readonly consumerKey: string;
  readonly withinMs: number;
  /** Subject of the error message, such as `the previous secret of consumer crm`. */
  readonly subject: string;
}

/**
 * Returns the last use of each secret of a consumer at a gateway within a time.
 *
 * @throws OnboardingError `failed` when the log cannot be searched
 */
export async function usesWithin(
  ports: OnboardingPorts,
  gateway: GatewayDescriptor,
  { consumerKey, withinMs, subject }: UsesRequest,
): Promise<readonly SecretUse[]> {
  const days = withinMs / DAY_MS;
  try {
    const { uses } = await readActivity(await ports.logs(), gateway, { now: ports.now(), consumerKey, days });
    return uses.get(consumerKey) ?? [];
  } catch (error) {
    if (!(error instanceof OnboardingError)) throw error;
    throw new OnboardingError(
      'failed',
      `It is unknown whether ${subject} is still in use. ${error.message} Force it to finish anyway.`,
      { cause: error },
    );
  }
}
