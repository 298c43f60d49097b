import type { Lab } from './lab';
import type { Finding, Question, Seen } from './question';
import { INTERNAL_QUESTIONS } from './questions/internal';
import { MAIL_QUESTIONS } from './questions/mails';
import { OUTAGE_QUESTIONS } from './questions/outages';
import { PAYLOAD_QUESTIONS } from './questions/payloads';
import { REQUEST_QUESTIONS } from './questions/requests';
import { DEPLOY, DESTROY, FAILED_CREATE } from './questions/stacks';
import { TLS_QUESTIONS } from './questions/tls';

/** Every question, in the order in which they are asked. */
export const QUESTIONS: readonly Question[] = [
  ...TLS_QUESTIONS,
  ...MAIL_QUESTIONS,
  DEPLOY,
  ...REQUEST_QUESTIONS,
  ...PAYLOAD_QUESTIONS,
  ...INTERNAL_QUESTIONS,
  FAILED_CREATE,
  ...OUTAGE_QUESTIONS,
  ...DESTROY,
];

/**
 * Asks every question. One that fails does not end the walk; an interruption does.
 *
 * @param found called with each finding, so that an interrupted walk still has a report
 * @throws what aborted the signal
 */
export async function walk(
  lab: Lab,
  signal: AbortSignal,
  found: (finding: Finding) => void,
  questions: readonly Question[] = QUESTIONS,
): Promise<void> {
  for (const question of questions) {
    signal.throwIfAborted();
    const outcome = await ask(question, lab);
    signal.throwIfAborted();
    found({ question, ...outcome });
  }
}

async function ask(question: Question, lab: Lab): Promise<Seen> {
  const lacking = question.needs?.map((need) => lab.lacks[need]).find((reason) => reason !== undefined);
  if (lacking !== undefined) return { verdict: 'not carried', observation: lacking };
  if (question.needsGateway && !lab.gateway()) {
    return { verdict: 'not carried', observation: 'the scratch gateway is not deployed' };
  }
  try {
    return await question.ask(lab);
  } catch (error) {
    return {
      verdict: 'different',
      observation: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    };
  }
}
