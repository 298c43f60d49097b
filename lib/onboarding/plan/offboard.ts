import type { ConsumerDraft } from '../consumer';
import { converge, removeKey, type Surroundings } from './converge';
import type { PresentConsumer } from './current-state';
import type { Step } from './step';
import { ofReseller, unknownConsumer } from './stored-consumer';

/**
 * Steps that offboard a consumer: suspended first, which proves that nobody else is changing it and makes an undoing
 * safe at every point; then the credentials, then the API key. None when it is offboarded already.
 */
export function planOffboard(
  present: PresentConsumer,
  reseller: string,
  { now, recoveryDays }: { readonly now: string; readonly recoveryDays: number },
  { gateway }: Pick<Surroundings, 'gateway'>,
): Step[] {
  const { credentials, apiKeys, consumerKey, name: secretName } = present;
  const keys = apiKeys.flatMap((key) => removeKey(key, gateway));
  if (credentials.state === 'absent' && keys.length === 0) throw unknownConsumer(consumerKey, reseller);
  if (credentials.state !== 'stored') return keys;
  const { consumer, versionId } = credentials;
  ofReseller(consumer, reseller);
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

/** The step that makes the credentials of an offboarded consumer readable again; {@link planReturn} does the rest. */
export function planRestore({ credentials, consumerKey, name }: PresentConsumer, reseller: string): Step[] {
  if (credentials.state === 'absent') throw unknownConsumer(consumerKey, reseller);
  return credentials.state === 'scheduled' ? [{ kind: 'restoreCredentials', secretName: name }] : [];
}

/** Steps that make of restored credentials the consumer that it was; none when it is that already. */
export function planReturn(present: PresentConsumer, reseller: string, around: Surroundings): Step[] {
  if (present.credentials.state !== 'stored') throw unknownConsumer(present.consumerKey, reseller);
  const { consumer } = present.credentials;
  ofReseller(consumer, reseller);
  const { offboarding, ...about } = consumer.about;
  return converge(present, { ...consumer, status: offboarding?.statusBefore ?? consumer.status, about }, around);
}
