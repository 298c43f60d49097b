import {
  SHEDDING_ATTRIBUTES,
  SHEDDING_ITEM,
  SHEDDING_OPERATOR_ATTRIBUTES,
  SHEDDING_TABLE_KEY,
  sheddingTableName,
} from '../../../lambda/authorizer/contract';
import type { AutomaticSheddingConfig } from '../../config/shedding-config';

/**
 * An alarm that lasts longer sheds no more: someone has to look. A turn takes 14 events of the execution's history, which
 * holds 25,000 (Step Functions developer guide, "Service quotas").
 */
const LONGEST_SECONDS = 86_400;
/** Alarms are evaluated once a minute. */
const RENEWED_EVERY_SECONDS = 60;

export interface RenewLevelOptions {
  /** `aws`, or that of China or GovCloud: the ARN of an integration begins with it. */
  readonly partition: string;
  readonly environment: string;
  readonly alarmName: string;
  readonly automatic: Pick<AutomaticSheddingConfig, 'from' | 'holdMinutes'>;
}

/** Names of a failed condition: over the AWS SDK integration, and over DynamoDB's own ("Handling errors in Step Functions"). */
const PAUSED = ['DynamoDb.ConditionalCheckFailedException', 'DynamoDB.ConditionalCheckFailedException'];

const RETRY = [
  { ErrorEquals: ['States.ALL'], IntervalSeconds: 2, MaxAttempts: 4, BackoffRate: 2, JitterStrategy: 'FULL' },
];

/**
 * Returns a state machine that sets the automatic level, and renews it each minute while the alarm lasts (Amazon States
 * Language with JSONata; AWS SDK integrations). The level goes on for `holdMinutes` after the last renewal. While an
 * operator pauses automatic shedding, it sets no level and keeps looking at the alarm.
 */
export function renewLevel(options: RenewLevelOptions): object {
  const { partition, environment, alarmName } = options;
  const { from, holdMinutes } = options.automatic;
  const { from: fromName, until: untilName } = SHEDDING_ATTRIBUTES.automatic;
  const { pausedUntil } = SHEDDING_OPERATOR_ATTRIBUTES;
  return {
    QueryLanguage: 'JSONata',
    TimeoutSeconds: LONGEST_SECONDS,
    StartAt: 'Set level',
    States: {
      'Set level': {
        Type: 'Task',
        Resource: `arn:${partition}:states:::aws-sdk:dynamodb:updateItem`,
        Arguments: {
          TableName: sheddingTableName(environment),
          Key: { [SHEDDING_TABLE_KEY]: { S: SHEDDING_ITEM } },
          // The attributes of a level set by hand stay as they are.
          UpdateExpression: `SET ${fromName} = :from, ${untilName} = :until`,
          ConditionExpression: `attribute_not_exists(${pausedUntil}) OR ${pausedUntil} <= :now`,
          ExpressionAttributeValues: {
            ':from': { N: String(from) },
            ':now': { N: '{% $string($floor($millis() / 1000)) %}' },
            ':until': { N: `{% $string($floor($millis() / 1000) + ${holdMinutes * 60}) %}` },
          },
        },
        Output: {},
        Retry: [{ ErrorEquals: PAUSED, MaxAttempts: 0 }, ...RETRY],
        Catch: [{ ErrorEquals: PAUSED, Output: {}, Next: 'Wait' }],
        Next: 'Wait',
      },
      Wait: { Type: 'Wait', Seconds: RENEWED_EVERY_SECONDS, Next: 'Read alarm' },
      'Read alarm': {
        Type: 'Task',
        Resource: `arn:${partition}:states:::aws-sdk:cloudwatch:describeAlarms`,
        Arguments: { AlarmNames: [alarmName], AlarmTypes: ['MetricAlarm'] },
        Output: { lasts: "{% $states.result.MetricAlarms[0].StateValue = 'ALARM' %}" },
        Retry: RETRY,
        Next: 'Lasts?',
      },
      'Lasts?': {
        Type: 'Choice',
        Choices: [{ Condition: '{% $states.input.lasts %}', Next: 'Set level' }],
        Default: 'Over',
      },
      Over: { Type: 'Succeed' },
    },
  };
}
