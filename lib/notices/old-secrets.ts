import { secretId } from '../../lambda/authorizer/contract';
import type { GatewayDescriptor } from '../descriptor';
import { readActivity } from '../onboarding/activity/last-used';
import type { PublicConsumer } from '../onboarding/consumer';
import { type DueNotice, endingOverlap, oldSecretNotice } from './due';
import type { NoticePorts } from './ports';
import { noticeId } from './render';

/** Returns the notices about previous secrets still in use. Searches the log only if one ends soon and no notice was sent. */
export async function oldSecretNotices(
  ports: Pick<NoticePorts, 'logs' | 'memory' | 'now'>,
  gateway: GatewayDescriptor,
  consumers: readonly PublicConsumer[],
): Promise<readonly DueNotice[]> {
  const now = ports.now();
  const open: { readonly consumer: PublicConsumer; readonly end: string }[] = [];
  for (const consumer of consumers) {
    const end = endingOverlap(consumer, now);
    if (end === undefined) continue;
    if (!(await ports.memory.has(noticeId(oldSecretNotice(consumer, end, now))))) open.push({ consumer, end });
  }
  if (open.length === 0) return [];
  const { uses } = await readActivity(await ports.logs(), gateway, { now, days: 1 });
  return open.flatMap(({ consumer, end }) => {
    const id = secretId(consumer.secrets[1]?.addedAt, 1);
    const use = uses.get(consumer.consumerKey)?.find((one) => one.secretId === id);
    return use ? [oldSecretNotice(consumer, end, use.at)] : [];
  });
}
