import type { GatewayDescriptor } from '../../descriptor';
import type { Consumer, SigningConsumer } from '../consumer';
import { OnboardingError } from '../errors';
import type { CurrentState } from './current-state';

/**
 * Returns the stored consumer that a command changes.
 *
 * @throws OnboardingError `notFound` when it does not exist, `conflict` when it is offboarded or being offboarded
 */
export function requireConsumer({ consumerKey, credentials }: CurrentState, reseller: string): Consumer {
  if (credentials.state === 'absent') throw unknownConsumer(consumerKey, reseller);
  if (credentials.state === 'scheduled' || credentials.consumer.about.offboarding) {
    throw offboardedConsumer(consumerKey, reseller);
  }
  return credentials.consumer;
}

/**
 * Returns a consumer that has a consumer secret.
 *
 * @throws OnboardingError `conflict` for a consumer that sends tokens
 */
export function requireSecret(consumer: Consumer): SigningConsumer {
  if (signs(consumer)) return consumer;
  throw new OnboardingError(
    'conflict',
    `Consumer ${consumer.consumerKey} has no consumer secret: it sends tokens of the identity provider, which renews its keys itself. To stop its requests, suspend the consumer here, or the subject at the identity provider.`,
  );
}

function signs(consumer: Consumer): consumer is SigningConsumer {
  return consumer.secrets.length > 0;
}

/** The error for a consumer that was offboarded and not restored. */
export function offboardedConsumer(consumerKey: string, reseller: string): OnboardingError {
  return new OnboardingError(
    'conflict',
    `Consumer ${consumerKey} was offboarded. Restore it first with "aps-gateway consumer offboard ${reseller} ${consumerKey} --undo".`,
  );
}

/** The error for a consumer key that does not exist at a reseller. */
export function unknownConsumer(consumerKey: string, reseller: string): OnboardingError {
  return new OnboardingError(
    'notFound',
    `Reseller ${reseller} has no consumer ${consumerKey}. "aps-gateway consumer list ${reseller}" shows its consumers.`,
  );
}

/**
 * Requires that a consumer belongs to the named reseller. Resellers that share a gateway also share its secret names.
 *
 * @param gateway if given, its owner also names the consumers of resellers that it no longer serves
 * @throws OnboardingError `notFound`
 */
export function requireReseller(
  consumer: { consumerKey: string; reseller: string },
  reseller: string,
  gateway?: Pick<GatewayDescriptor, 'resellerId' | 'serves'>,
): void {
  if (consumer.reseller === reseller) return;
  if (gateway?.resellerId === reseller && !gateway.serves.includes(consumer.reseller)) return;
  throw new OnboardingError(
    'notFound',
    `Consumer ${consumer.consumerKey} belongs to reseller ${consumer.reseller}, not to ${reseller}.`,
  );
}
