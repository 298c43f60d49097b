import { isAwsError } from '../../onboarding/adapters/aws-error';
import type { Mail } from '../mail';
import { type Mailer, MailRefusedError } from '../ports';
import { PublishCommand, type SNSClient } from './notices-sdk';

/** Longest subject of a message (SNS API reference, Publish). */
const LONGEST_SUBJECT = 99;

/** Publishes notices to a topic, for its subscribers. Without SES, the addresses in the notice get nothing. */
export class TopicMailer implements Mailer {
  /** @param client with one attempt: a second one could publish the notice twice */
  constructor(
    private readonly client: SNSClient,
    private readonly TopicArn: string,
  ) {}

  async send({ to, subject, text }: Mail): Promise<void> {
    // A subject is ASCII.
    const Subject = subject.replaceAll(/[^ -~]/g, '?').slice(0, LONGEST_SUBJECT);
    const Message = `${subject}\n\n${text}\nThis notice is for: ${to.join(', ') || 'no known address'}\n`;
    try {
      await this.client.send(new PublishCommand({ TopicArn: this.TopicArn, Subject, Message }));
    } catch (error) {
      if (!isAwsError(error, 'AuthorizationErrorException', 'NotFoundException', 'InvalidParameterException'))
        throw error;
      const { name, message } = error as Error;
      throw new MailRefusedError(`SNS refused the notice: ${name}: ${message}`, { cause: error });
    }
  }
}
