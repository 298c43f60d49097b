import type { Subscription } from '../account-reader';
import { type Check, judge, type Reading } from '../check';
import type { Requirements } from '../requirements';

/** Checks that every declared address confirmed its subscription; until then no alarm reaches it. */
export function checkSubscriptions(
  { alarmMails }: Requirements,
  subscriptions: Reading<readonly Subscription[] | undefined>,
): Check {
  const line = {
    id: 'alarm-subscriptions',
    checked: 'alarm mails (SNS)',
    needed: `a confirmed subscription for each of ${alarmMails.join(', ')}`,
  };
  return judge(line, subscriptions, (known) => {
    if (known === undefined) {
      const ask = 'After the first deploy, each address has to open the link in the mail from AWS Notifications.';
      return { verdict: 'fine', found: 'the topic is not deployed yet', ask };
    }
    const isConfirmed = (mail: string) => known.some(({ endpoint, confirmed }) => endpoint === mail && confirmed);
    const open = alarmMails.filter((mail) => !isConfirmed(mail));
    if (open.length === 0) return { verdict: 'fine', found: 'all confirmed' };
    const ask =
      'Open the link in the mail from AWS Notifications. It lapses after three days; send another: SNS console > Subscriptions > Request confirmation.';
    return { verdict: 'missing', found: `not confirmed: ${open.join(', ')}`, ask };
  });
}
