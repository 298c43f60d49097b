import type { GatewayDescriptor } from '../descriptor';
import { OnboardingError } from '../onboarding/errors';
import type { CountsInLog } from '../onboarding/usage/count-in-log';
import { readLogged } from '../onboarding/usage/logged';
import type { Days } from '../onboarding/usage/meter-usage';
import { type ConsumerUsage, isShared, type SharedUsage } from '../onboarding/usage/usage';
import type { Context } from './context';

/** Usage with the calls in the access log of consumers that share an API key, and the time that was searched. */
export interface WithLoggedCalls<U> {
  readonly usage: readonly U[];
  readonly range?: CountsInLog['range'];
}

/**
 * Adds their calls in the access log of a gateway to the consumers that share an API key; a gateway without any is not
 * searched. Says from when the calls are counted, or why they are unknown: a report is useful without them, too.
 */
export async function withLoggedCalls<U extends ConsumerUsage | SharedUsage>(
  context: Context,
  gateway: GatewayDescriptor,
  days: Days,
  usage: readonly U[],
): Promise<WithLoggedCalls<U>> {
  if (!usage.some(sharesTier)) return { usage };
  const { out, io } = context;
  const what = `calls of consumers that share a quota at the gateway of ${gateway.resellerId}`;
  let logged: CountsInLog;
  try {
    const ports = await context.ports();
    logged = await readLogged(await ports.logs(), gateway, days, io.now());
  } catch (error) {
    if (!(error instanceof OnboardingError)) throw error;
    out.notice(`notice: ${what} are unknown: ${error.message}`);
    return { usage };
  }
  const { range, counts } = logged;
  if (!range) {
    out.notice(`notice: ${what} are unknown: the access log does not cover these days`);
    return { usage };
  }
  out.notice(`notice: ${what} are from the access log, from ${range.from.toISOString()} to ${range.to.toISOString()}`);
  const counted = usage.map((one) => {
    if (!sharesTier(one)) return one;
    return { ...one, loggedCalls: counts.get(one.consumerKey)?.[one.sharedTier] ?? 0 };
  });
  return { usage: counted, range };
}

function sharesTier(usage: ConsumerUsage | SharedUsage): usage is ConsumerUsage & { readonly sharedTier: string } {
  return !isShared(usage) && usage.sharedTier !== undefined;
}
