import type { Consumer } from '../consumer';
import { OnboardingError } from '../errors';
import type { PresentConsumer } from './current-state';

/** The consumer that a command changes; throws when there is none, or when it is being offboarded. */
export function storedConsumer({ consumerKey, credentials }: PresentConsumer, reseller: string): Consumer {
  if (credentials.state === 'absent') throw unknownConsumer(consumerKey, reseller);
  if (credentials.state === 'scheduled' || credentials.consumer.about.offboarding) {
    throw offboardedConsumer(consumerKey, reseller);
  }
  return credentials.consumer;
}

/** The error for a consumer that was offboarded and has not come back. */
export function offboardedConsumer(consumerKey: string, reseller: string): OnboardingError {
  return new OnboardingError(
    'conflict',
    `Consumer ${consumerKey} was offboarded; take that back first with "consumer offboard ${reseller} ${consumerKey} --undo".`,
  );
}

/** The error for a consumer key that nobody has. */
export function unknownConsumer(consumerKey: string, reseller: string): OnboardingError {
  return new OnboardingError(
    'notFound',
    `Reseller ${reseller} has no consumer ${consumerKey}. "consumer list ${reseller}" shows those that it has.`,
  );
}

/** Throws unless the consumer belongs to the reseller that was named: two resellers can share a gateway. */
export function ofReseller(consumer: { consumerKey: string; reseller: string }, reseller: string): void {
  if (consumer.reseller === reseller) return;
  throw new OnboardingError(
    'notFound',
    `Consumer ${consumer.consumerKey} belongs to reseller ${consumer.reseller}, not to ${reseller}.`,
  );
}
