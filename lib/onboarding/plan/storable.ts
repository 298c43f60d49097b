import { CONSUMER_KEY_PATTERN } from '../../../lambda/authorizer/contract';
import { readConsumer } from '../../../lambda/authorizer/consumers/consumer';
import { MalformedDocumentError } from '../../../lambda/authorizer/consumers/malformed-document';
import type { Consumer, ConsumerDraft } from '../consumer';
import { READ_CONSUMER } from '../documents/consumer-readers';
import { InvalidMember, readDocument } from '../documents/readers';
import { encodeDocument } from '../documents/record-codec';
import { OnboardingError } from '../errors';
import { readConsumerSecret } from '../fields/consumer-secret';

/**
 * Requires that the commands and a gateway's function can read what is to be stored. The commands read their input with
 * this in mind; a script passes whatever it has. A problem that the stored consumer has already does not count, so that it
 * can still be suspended or offboarded.
 *
 * @throws OnboardingError `usage`; its message never contains a secret
 */
export function requireStorable(desired: ConsumerDraft, before: Consumer | undefined): void {
  for (const { value } of desired.secrets) {
    if (!before?.secrets.some((stored) => stored.value === value)) requireSecretShape(value);
  }
  const problem = problemOf(desired);
  if (problem === undefined || (before && problemOf(before) === problem)) return;
  throw new OnboardingError(
    'usage',
    `Consumer ${desired.consumerKey} cannot be stored: ${problem}. Nothing was changed.`,
  );
}

function requireSecretShape(value: unknown): void {
  const { stripped } = readConsumerSecret(typeof value === 'string' ? value : '');
  if (stripped === 'nothing') return;
  throw new OnboardingError('usage', 'The consumer secret ends with a line break; nothing was written or sent.');
}

/** The first member that could not be read again. */
function problemOf(consumer: ConsumerDraft): string | undefined {
  const { consumerKey, subject, secrets } = consumer;
  if (!CONSUMER_KEY_PATTERN.test(consumerKey)) return 'its key should be 1 to 128 letters, digits and _ . = @ + -';
  if (subject === undefined && secrets.length === 0) return 'it has neither a secret nor a subject';
  const document = encodeDocument({ ...consumer, apiKey: { id: 'id', value: 'value' } });
  try {
    readDocument(document, READ_CONSUMER);
    // A consumer with a subject has no secrets.
    const read =
      subject === undefined
        ? readConsumer(consumerKey, document)
        : readConsumer(consumerKey, document, {}, () => ({ secrets: [] }));
    read.rules();
  } catch (error) {
    if (error instanceof InvalidMember || error instanceof MalformedDocumentError) return error.message;
    throw error;
  }
  return undefined;
}
