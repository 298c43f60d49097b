import { isAwsError } from '../../onboarding/adapters/aws-error';
import type { Mail } from '../mail';
import { type Mailer, MailRefusedError } from '../ports';
import type { SenderSettings } from '../settings';
import { SendEmailCommand, type SESv2Client } from './notices-sdk';

/** Refusals of SES that have a remedy, by exception (SES API v2 reference, SendEmail). */
const REMEDIES: Readonly<Record<string, string>> = {
  AccessDeniedException:
    'The role may not send from this address: deploy the platform stack again, or allow ses:SendEmail for the identity.',
  AccountSuspendedException: 'SES has suspended sending for the account: look at the case in the AWS Support Center.',
  MailFromDomainNotVerifiedException: 'Verify the MAIL FROM domain of the identity in SES.',
  NotFoundException: 'Create the configuration set in SES, or correct notices.configurationSet in platform.yaml.',
  SendingPausedException: 'Sending is paused for the account or the configuration set: resume it in SES.',
  MessageRejected:
    'Verify the sender in SES. While the account is in the SES sandbox, each recipient has to be verified too: request production access.',
};
/** Refusals after which the same mail may be sent later; nothing was sent. */
const LATER = ['TooManyRequestsException', 'LimitExceededException', 'BadRequestException'];

/** Sends mails with Amazon SES, each in plain text and HTML. */
export class SesMailer implements Mailer {
  /** @param client with one attempt: a second one could send the mail twice */
  constructor(
    private readonly client: SESv2Client,
    private readonly sender: SenderSettings & { readonly from: string },
  ) {}

  async send({ to, fromName, subject, text, html }: Mail): Promise<void> {
    const { from, replyTo, configurationSet } = this.sender;
    const command = new SendEmailCommand({
      FromEmailAddress: `${encodedWord(fromName)} <${from}>`,
      Destination: { ToAddresses: [...to] },
      ...(replyTo !== undefined && { ReplyToAddresses: [replyTo] }),
      ...(configurationSet !== undefined && { ConfigurationSetName: configurationSet }),
      Content: { Simple: { Subject: content(subject), Body: { Text: content(text), Html: content(html) } } },
    });
    try {
      await this.client.send(command);
    } catch (error) {
      if (!isAwsError(error, ...Object.keys(REMEDIES), ...LATER)) throw error;
      const { name, message } = error as Error;
      throw new MailRefusedError(`SES refused the mail: ${name}: ${message} ${REMEDIES[name] ?? ''}`.trim(), {
        cause: error,
      });
    }
  }
}

function content(Data: string) {
  return { Data, Charset: 'UTF-8' };
}

/** A name in a header: base64 in UTF-8 (RFC 2047 §2), which no character can break. SES joins longer names itself. */
function encodedWord(name: string): string {
  // An encoded word has at most 75 characters; characters of up to four bytes are not split.
  const words: string[] = [];
  let word = '';
  for (const character of name) {
    if (Buffer.byteLength(word + character) > 45) {
      words.push(word);
      word = '';
    }
    word += character;
  }
  return [...words, word].map((part) => `=?UTF-8?B?${Buffer.from(part).toString('base64')}?=`).join(' ');
}
