import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { resellerStackName } from '../names';
import { publishShared } from '../shared';

export interface AlarmTopicOptions {
  readonly environment: string;
  readonly emails: readonly string[];
  readonly masterKey: IKey | undefined;
}

/** Adds the topic that the alarms of an environment notify. */
export function alarmTopic(scope: Construct, { environment, emails, masterKey }: AlarmTopicOptions): Topic {
  const topic = new Topic(scope, 'Alarms', {
    displayName: `API gateways (${environment})`,
    enforceSSL: true,
    ...(masterKey && { masterKey }),
  });
  topic.addToResourcePolicy(fromAlarms(Stack.of(scope), environment, topic.topicArn));
  for (const email of emails) topic.addSubscription(new EmailSubscription(email));
  publishShared(scope, environment, 'alarm-topic-arn', topic.topicArn);
  return topic;
}

/** Replaces the topic policy of SNS, which would let everything in the account publish. */
function fromAlarms(stack: Stack, environment: string, topicArn: string): PolicyStatement {
  const alarms = stack.formatArn({
    service: 'cloudwatch',
    resource: 'alarm',
    resourceName: resellerStackName(environment, '*'),
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  return new PolicyStatement({
    sid: 'PublishOfAlarms',
    principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
    actions: ['sns:Publish'],
    resources: [topicArn],
    conditions: {
      StringEquals: { 'aws:SourceAccount': stack.account },
      ArnLike: { 'aws:SourceArn': alarms },
    },
  });
}
