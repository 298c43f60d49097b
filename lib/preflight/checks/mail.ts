import type { MailIdentity, MailSending } from '../account-reader';
import { type Check, judge, type Reading } from '../check';

/** Share of the day's mails from which a preflight asks for more. */
const NEARLY_ALL = 0.8;

/** Returns the domain of an address; SES accepts the domain's verification for all of its addresses. */
export function domainOf(address: string): string {
  return address.replace(/^.*@/, '');
}

/**
 * Checks that SES may send from the sender of notices.
 *
 * @param identities of the address and of its domain; `undefined` where SES has none
 */
export function checkMailIdentity(
  from: string,
  region: string,
  identities: readonly Reading<MailIdentity | undefined>[],
): Check {
  const domain = domainOf(from);
  const line = {
    id: 'mail-identity',
    checked: 'sender of notices (SES)',
    needed: `${domain} or ${from}, verified in ${region}`,
  };
  // One that is verified is enough, even if the other could not be read.
  const verified = identities.find((reading) => reading.known && reading.value?.verified);
  const reading = verified ?? identities.find(({ known }) => !known) ?? identities[0]!;
  return judge(line, reading, () => {
    const known = identities.flatMap((one) => (one.known && one.value ? [one.value] : []));
    const good = known.find((one) => one.verified);
    if (good) return { verdict: 'fine', found: `${good.name} is verified` };
    const create = `SES console (${region}) > Identities > Create identity: ${domain}, then add the DNS records that it shows, or: aws sesv2 create-email-identity --email-identity ${domain} --region ${region}`;
    if (known.length === 0) return { verdict: 'missing', found: 'SES has neither', ask: create };
    const names = known.map(({ name }) => name).join(' and ');
    const ask = `Add the DNS records that the SES console (${region}) > Identities > ${names} shows; for an address, open the link in the mail from AWS. Verification takes up to 72 hours.`;
    return { verdict: 'missing', found: `${names}, not verified yet`, ask };
  });
}

/** Checks that SES sends to everyone, and that the account's sending quota has room. */
export function checkMailSending(region: string, sending: Reading<MailSending>): Check {
  const line = {
    id: 'mail-sending',
    checked: 'sending mails (SES)',
    needed: 'production access, and room in the sending quota of 24 hours',
  };
  return judge(line, sending, ({ productionAccess, enabled, enforcement, perDay, perSecond, sentLastDay }) => {
    const quota = perDay === undefined ? 'without a limit' : `${sentLastDay} of ${perDay} mails in 24 hours`;
    const found = `${productionAccess ? 'production access' : 'in the sandbox'}, ${quota}, ${perSecond} a second`;
    if (!enabled || enforcement === 'SHUTDOWN') {
      const ask =
        'Sending is paused: SES console > Account dashboard and Reputation metrics say why. Answer the case in the AWS Support Center.';
      return { verdict: 'missing', found: `${found}, sending paused`, ask };
    }
    if (!productionAccess) {
      const ask = `SES sends to verified addresses only: SES console (${region}) > Account dashboard > Request production access. AWS answers within a day. For a lab, verify each recipient instead.`;
      return { verdict: 'missing', found, ask };
    }
    if (perDay !== undefined && sentLastDay >= NEARLY_ALL * perDay) {
      const ask = `Service Quotas (${region}) > Amazon SES > Sending quota > Request increase. Notices that do not fit are sent by a later run.`;
      return { verdict: 'missing', found, ask };
    }
    return { verdict: 'fine', found };
  });
}
