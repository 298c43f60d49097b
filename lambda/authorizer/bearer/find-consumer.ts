import { type Consumer, isDebugged } from '../consumers/consumer';
import { Denied } from '../decision';
import type { AuthorizerPorts } from '../ports';
import { malformed } from '../consumers/malformed-fault';
import { printableParameter } from '../text/printable';
import type { Trace } from '../trace';
import { subjectKey } from './subject-key';

/**
 * Finds the consumer of a verified subject.
 *
 * @throws AuthorizerUnavailableError when its record cannot be read
 */
export async function findConsumer(
  subject: string,
  {
    settings,
    credentials,
    tokenCredentials = credentials,
    clock,
  }: Pick<AuthorizerPorts, 'settings' | 'credentials' | 'tokenCredentials' | 'clock'>,
  trace: Trace,
): Promise<Consumer | Denied> {
  const unknown = new Denied('token_subject_unknown', { sentence: `It is ${shown(subject)}.` });
  const consumerKey = subjectKey(subject);
  if (consumerKey === undefined) return unknown;
  trace.claimedConsumerKey = consumerKey;

  const startedAt = clock();
  const { knowledge, provenance } = await tokenCredentials.find(consumerKey, (found) =>
    found.kind === 'known' && found.consumer.subject === subject ? 'verified' : 'mismatch',
  );
  trace.credentials = provenance;
  if (provenance === 'looked_up') trace.lookupMs = clock() - startedAt;

  if (knowledge.kind === 'malformed') {
    // A consumer with secrets signs: its document is not about the subject.
    if (knowledge.secrets?.length) return unknown;
    throw malformed(settings.credentialsPrefix, consumerKey, knowledge.problem);
  }
  if (knowledge.kind === 'unknown' || knowledge.consumer.subject !== subject) return unknown;
  if (isDebugged(knowledge.consumer, startedAt)) trace.debug = true;
  return knowledge.consumer;
}

/** Keeps subjects such as `auth0|crm` and `crm@clients` as they are, so that they can be copied into a command. */
function shown(subject: string): string {
  return printableParameter(subject).replaceAll('%7C', '|');
}
