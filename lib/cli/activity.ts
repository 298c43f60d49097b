import type { GatewayDescriptor } from '../descriptor';
import { type Activity, lastUseOf, lastUseOfConsumer, readActivity } from '../onboarding/activity/last-used';
import type { PublicConsumer } from '../onboarding/consumer';
import { OnboardingError } from '../onboarding/errors';
import type { Context } from './context';

/** Activity at a gateway, or why it is unknown: a list is useful without it, too. */
export type KnownActivity = Activity | { readonly problem: string };

/** Reads when secrets were last used at a gateway, by all consumers or by one. */
export async function tryReadActivity(
  context: Context,
  gateway: GatewayDescriptor,
  consumerKey?: string,
): Promise<KnownActivity> {
  const ports = await context.ports();
  try {
    const now = context.io.now();
    return await readActivity(await ports.logs(), gateway, { now, ...(consumerKey !== undefined && { consumerKey }) });
  } catch (error) {
    if (error instanceof OnboardingError) return { problem: error.message };
    throw error;
  }
}

/** Last use of each secret of a consumer, as text. */
export function secretUseTexts(activity: KnownActivity, { consumerKey, secrets }: PublicConsumer): readonly string[] {
  return secrets.map((secret, index) => {
    if ('problem' in activity) return 'last use unknown';
    const use = lastUseOf(activity, consumerKey, secret, index);
    if (use instanceof Date) return `last used ${use.toISOString()}`;
    return use === 'never' ? unusedText(activity.from, secret.addedAt) : 'last use unknown';
  });
}

function unusedText(from: Date, addedAt: string | undefined): string {
  const addedLater = addedAt !== undefined && Date.parse(addedAt) > from.getTime();
  return addedLater ? 'not used yet' : `not used since ${from.toISOString()}`;
}

/** Activity of one consumer in JSON output. */
export function activityJson(activity: KnownActivity, consumer: PublicConsumer | undefined) {
  if ('problem' in activity) return { problem: activity.problem };
  const { from, to } = activity;
  const secrets = (consumer?.secrets ?? []).map((secret, index) => {
    const use = consumer ? lastUseOf(activity, consumer.consumerKey, secret, index) : 'unknown';
    return { addedAt: secret.addedAt ?? null, lastUsedAt: use instanceof Date ? use.toISOString() : use };
  });
  return { from: from.toISOString(), to: to.toISOString(), secrets };
}

/** Last use of any secret of a consumer, `never` in the searched time, or `unknown`. */
export function lastUseText(activity: KnownActivity | undefined, consumerKey: string): string {
  if (activity === undefined || 'problem' in activity) return 'unknown';
  return lastUseOfConsumer(activity, consumerKey)?.toISOString() ?? 'never';
}
