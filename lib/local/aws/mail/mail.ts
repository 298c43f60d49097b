import type { AccountRequest } from '../account/account';
import { queryResult } from '../account/query-xml';
import { ServiceError } from '../service-error';
import { isObject } from '../../../is-object';
import type { SentMail } from './sent-mail';

/** An operation that the stand-in answers; `mails` is not a service of AWS. */
export interface MailCall {
  readonly service: 'ses' | 'sns' | 'mails';
  readonly operation: 'SendEmail' | 'GetEmailIdentity' | 'GetAccount' | 'Publish' | 'ListMails';
}

/** Path at which the stand-in lists what was sent. */
export const MAILS_PATH = '/mails';

const REST: Readonly<Record<string, MailCall>> = {
  'POST /v2/email/outbound-emails': { service: 'ses', operation: 'SendEmail' },
  'GET /v2/email/account': { service: 'ses', operation: 'GetAccount' },
  [`GET ${MAILS_PATH}`]: { service: 'mails', operation: 'ListMails' },
};
const IDENTITY = /^\/v2\/email\/identities\/([^/]+)$/;

/** Amazon SES, and SNS as far as it publishes. Keeps what it gets and sends nothing. */
export class MailStandIn {
  readonly sent: SentMail[] = [];
  /** Called for each mail. */
  onSent: (mail: SentMail) => void = () => undefined;
  /** Addresses and domains that are verified as senders; all if absent. */
  verified: ReadonlySet<string> | undefined;
  /** True if the account is in the SES sandbox. */
  sandbox = false;

  constructor(private readonly now: () => Date) {}

  /** The operation that a request stands for, or `undefined`. */
  recognise({ method, path, body }: AccountRequest): MailCall | undefined {
    const call = `${method} ${path.replace(/\/$/, '')}`;
    if (Object.hasOwn(REST, call)) return REST[call];
    if (method === 'GET' && IDENTITY.test(path)) return { service: 'ses', operation: 'GetEmailIdentity' };
    const isPublish = method === 'POST' && path === '/' && new URLSearchParams(body).get('Action') === 'Publish';
    return isPublish ? { service: 'sns', operation: 'Publish' } : undefined;
  }

  /** Answers an operation (API references of SES v2 and SNS): text is XML, anything else JSON. */
  call({ operation }: MailCall, { path, body }: AccountRequest): unknown {
    switch (operation) {
      case 'SendEmail':
        return this.keep(this.read(JSON.parse(body)));
      case 'GetAccount':
        return this.account();
      case 'GetEmailIdentity':
        return this.identity(decodeURIComponent(IDENTITY.exec(path)?.[1] ?? ''));
      case 'Publish':
        return queryResult(operation, this.keep(this.published(new URLSearchParams(body))));
      case 'ListMails':
        return { mails: this.sent };
    }
  }

  private read(input: unknown): SentMail {
    const from = textAt(input, 'FromEmailAddress');
    const address = /<([^>]*)>$/.exec(from)?.[1] ?? from;
    if (!this.isVerified(address)) {
      const message = `Email address is not verified. The following identities failed the check: ${address}`;
      throw new ServiceError('MessageRejected', message, 400);
    }
    const simple = memberOf(memberOf(input, 'Content'), 'Simple');
    const part = (name: string) => textAt(memberOf(memberOf(simple, 'Body'), name), 'Data');
    return {
      at: this.now().toISOString(),
      from: decoded(from),
      to: (memberOf(memberOf(input, 'Destination'), 'ToAddresses') ?? []) as readonly string[],
      subject: textAt(memberOf(simple, 'Subject'), 'Data'),
      text: part('Text'),
      html: part('Html'),
    };
  }

  private published(form: URLSearchParams): SentMail {
    const [from, subject, text] = ['TopicArn', 'Subject', 'Message'].map((name) => form.get(name) ?? '');
    return { at: this.now().toISOString(), from: from!, to: [], subject: subject!, text: text! };
  }

  /** The quotas of AWS's examples; those of the sandbox are fixed. */
  private account() {
    const [Max24HourSend, MaxSendRate] = this.sandbox ? [200, 1] : [50_000, 14];
    return {
      SendingEnabled: true,
      ProductionAccessEnabled: !this.sandbox,
      EnforcementStatus: 'HEALTHY',
      SendQuota: { Max24HourSend, MaxSendRate, SentLast24Hours: this.sent.length },
    };
  }

  private identity(name: string) {
    const known = !this.verified || this.verified.has(name);
    if (!known) throw new ServiceError('NotFoundException', `Email identity ${name} does not exist.`, 404);
    return { IdentityType: name.includes('@') ? 'EMAIL_ADDRESS' : 'DOMAIN', VerifiedForSendingStatus: true };
  }

  private isVerified(address: string): boolean {
    const { verified } = this;
    return !verified || verified.has(address) || verified.has(address.replace(/^.*@/, ''));
  }

  private keep(mail: SentMail): { readonly MessageId: string } {
    this.sent.push(mail);
    this.onSent(mail);
    return { MessageId: `local-${this.sent.length}` };
  }
}

/** A header without encoded words (RFC 2047), as a mail program shows it. */
function decoded(header: string): string {
  return header
    .replaceAll('?= =?', '?==?')
    .replaceAll(/=\?UTF-8\?B\?([^?]*)\?=/g, (_, text: string) => Buffer.from(text, 'base64').toString());
}

function memberOf(value: unknown, member: string): unknown {
  return isObject(value) ? value[member] : undefined;
}

function textAt(value: unknown, member: string): string {
  const text = memberOf(value, member);
  if (typeof text === 'string') return text;
  throw new ServiceError('BadRequestException', `${member} is missing`, 400);
}
