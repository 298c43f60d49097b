import type { Lab } from '../lab';
import { type Question, seen } from '../question';

/** No one can verify a name below `.example` (RFC 2606). */
const UNVERIFIED = 'gateway@firsthour.example';
/** SES accepts mails to it without sending them (SES developer guide, "Mailbox simulator"). */
const SIMULATOR = 'success@simulator.amazonses.com';

async function unverifiedSender(lab: Lab) {
  const answer = await lab.sendMail(UNVERIFIED, SIMULATOR);
  return seen(answer.includes('MessageRejected'), answer);
}

/** Questions on how SES treats notices. No mail leaves it. */
export const MAIL_QUESTIONS: readonly Question[] = [
  {
    id: 'mail-unverified',
    question: 'How does SES refuse a notice whose sender is not verified?',
    expectation: 'MessageRejected, for which notices have a remedy.',
    needs: ['mail'],
    needsGateway: false,
    ask: unverifiedSender,
  },
];
