import type { ConsumerDraft } from '../consumer';
import { converge, type PlanContext, removeKey } from './converge';
import type { CurrentState } from './current-state';
import { requireReseller, unknownConsumer } from './require-consumer';
import type { Step } from './step';

/**
 * Steps that offboard a consumer; none when it is already offboarded. The consumer is suspended first: that
 * conditional write fails if another command is changing the consumer, and an offboarding can be undone after any
 * step. The credentials follow, then the API key.
 */
export function planOffboard(
  current: CurrentState,
  reseller: string,
  recoveryDays: number,
  { gateway, now }: Pick<PlanContext, 'gateway' | 'now'>,
): Step[] {
  const { credentials, apiKeys, consumerKey, name: secretName } = current;
  const keys = apiKeys.flatMap((key) => removeKey(key, gateway));
  if (credentials.state === 'absent' && keys.length === 0) throw unknownConsumer(consumerKey, reseller);
  if (credentials.state !== 'stored') return keys;
  const { consumer, versionId } = credentials;
  requireReseller(consumer, reseller, gateway);
  const deletion: Step = { kind: 'scheduleDeletion', secretName, recoveryDays };
  if (consumer.about.offboarding) return [deletion, ...keys];
  const { apiKey, ...rest } = consumer;
  const leaving: ConsumerDraft = {
    ...rest,
    status: 'suspended',
    about: { ...consumer.about, offboarding: { at: now, statusBefore: consumer.status } },
  };
  const changes = [`status ${consumer.status} → suspended`, 'offboarding'];
  return [{ kind: 'updateCredentials', secretName, consumer: leaving, apiKey, versionId, changes }, deletion, ...keys];
}

/** The step that makes an offboarded consumer's credentials readable again; {@link planReturn} does the rest. */
export function planRestore({ credentials, consumerKey, name }: CurrentState, reseller: string): Step[] {
  if (credentials.state === 'absent') throw unknownConsumer(consumerKey, reseller);
  return credentials.state === 'scheduled' ? [{ kind: 'restoreCredentials', secretName: name }] : [];
}

/** Steps that make the consumer of restored credentials what it was before; none when that is already done. */
export function planReturn(current: CurrentState, reseller: string, context: PlanContext): Step[] {
  if (current.credentials.state !== 'stored') throw unknownConsumer(current.consumerKey, reseller);
  const { consumer } = current.credentials;
  requireReseller(consumer, reseller, context.gateway);
  const { offboarding, ...about } = consumer.about;
  return converge(current, { ...consumer, status: offboarding?.statusBefore ?? consumer.status, about }, context);
}
