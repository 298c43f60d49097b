import type { GatewayDescriptor } from '../descriptor';
import { type FailedAttempts, readFailedAttempts } from '../onboarding/activity/failed-attempts';
import { OnboardingError } from '../onboarding/errors';
import type { Context } from './context';

/** Failed attempts, or why they are unknown: a consumer is shown without them, too. */
export type KnownFailures = FailedAttempts | { readonly problem: string };

/** Reads the failed attempts of the last 24 hours with a consumer key. */
export async function tryReadFailures(
  context: Context,
  gateway: GatewayDescriptor,
  consumerKey: string,
): Promise<KnownFailures> {
  try {
    return await readFailedAttempts(await context.ports(), gateway, consumerKey, context.io.now());
  } catch (error) {
    if (error instanceof OnboardingError) return { problem: error.message };
    throw error;
  }
}

/** Failed attempts in JSON output. */
export function failuresJson(failures: KnownFailures) {
  if ('problem' in failures) return { problem: failures.problem };
  const { from, to, by, sources } = failures;
  const total = sources.reduce((sum, { failures: count }) => sum + count, 0);
  return { from: from.toISOString(), to: to.toISOString(), by, total, sources };
}

/** Failed attempts as texts, one for each source. */
export function failureTexts(failures: KnownFailures): readonly string[] {
  if ('problem' in failures) return ['unknown'];
  const { by, sources } = failures;
  if (sources.length === 0) return [`none (${by})`];
  return sources.map(({ source, failures: count, reasons }) => {
    const detail = reasons && Object.entries(reasons).map(([reason, times]) => `${reason} ${times}`);
    return `${count} from ${source}${detail ? `: ${detail.join(', ')}` : ''} (${by})`;
  });
}
