import { type AwsClientConfig, serviceConfig } from '../../onboarding/adapters/service-config';
import type { DeliveryPorts, Mailer } from '../ports';
import type { SenderSettings } from '../settings';
import { DynamoDbMemory } from './dynamodb-memory';
import { DynamoDBClient, SESv2Client, SNSClient } from './notices-sdk';
import { SesMailer } from './ses-mailer';
import { TopicMailer } from './topic-mailer';

/** Places in which notices are remembered, and to which they go without a sender. */
export interface DeliveryOptions {
  readonly table: string;
  readonly topicArn?: string | undefined;
  readonly now: () => Date;
}

/** Ports over new SDK clients. Mails are sent with a single attempt each, because a second one could send them twice. */
export function noticeDelivery(
  config: AwsClientConfig,
  sender: SenderSettings,
  { table, topicArn, now }: DeliveryOptions,
): DeliveryPorts {
  const dynamoDb = new DynamoDBClient(serviceConfig(config, 'dynamoDb'));
  return {
    memory: new DynamoDbMemory(dynamoDb, table, now),
    mailer: mailer({ ...config, maxAttempts: 1 }, sender, topicArn ?? ''),
  };
}

function mailer(config: AwsClientConfig, { from, ...sender }: SenderSettings, topicArn: string): Mailer {
  if (from === undefined) return new TopicMailer(new SNSClient(serviceConfig(config, 'sns')), topicArn);
  return new SesMailer(new SESv2Client(serviceConfig(config, 'ses')), { ...sender, from });
}
