import { onlyResource, platformTemplate, resourcesOf } from '../support/synthesis';
import { statementsOf } from '../support/statements';

const FROM = 'gateway@provider.test';
const ALARMS = { emails: ['ops@provider.test'] };
const notified = platformTemplate({
  notices: { from: FROM, everyMinutes: 45, configurationSet: 'bounces' },
  alarms: ALARMS,
});

/** Actions of the role of the function. */
function actions(template = notified): string[] {
  return statementsOf(template, 'NoticesRole').flatMap(({ Action }) => Action);
}

test('the clock calls the function, and does not repeat a turn', () => {
  const { ScheduleExpression, Target } = onlyResource(notified, 'AWS::Scheduler::Schedule').Properties;

  expect(ScheduleExpression).toBe('rate(45 minutes)');
  expect(Target).toMatchObject({ RetryPolicy: { MaximumRetryAttempts: 0 } });
});

test('the role can read no secret and no log line beyond a query, and change only the table', () => {
  expect(actions().toSorted()).toEqual([
    'apigateway:GET',
    'dynamodb:DeleteItem',
    'dynamodb:GetItem',
    'dynamodb:PutItem',
    'dynamodb:UpdateItem',
    'logs:CreateLogStream',
    'logs:DescribeLogGroups',
    'logs:GetQueryResults',
    'logs:PutLogEvents',
    'logs:StartQuery',
    'logs:StopQuery',
    'secretsmanager:ListSecrets',
    'ses:SendEmail',
    'ssm:GetParametersByPath',
  ]);
});

test('the role may send as the declared address and its domain only', () => {
  const [send] = statementsOf(notified, 'NoticesRole').filter(({ Action }) => Action === 'ses:SendEmail');
  const resources = (send!.Resource as unknown[]).map((arn) => JSON.stringify(arn));

  expect(resources.map((arn) => /:(identity\/[^"]*|configuration-set\/[^"]*)"/.exec(arn)?.[1])).toEqual([
    'configuration-set/bounces',
    'identity/gateway@provider.test',
    'identity/provider.test',
  ]);
});

test('without a sender the role publishes to the topic of the alarms', () => {
  const template = platformTemplate({ notices: {}, alarms: ALARMS });

  expect(actions(template)).toContain('sns:Publish');
  expect(actions(template)).not.toContain('ses:SendEmail');
});

test('the table forgets notices in the end, and has a name that the command knows', () => {
  expect(onlyResource(notified, 'AWS::DynamoDB::Table').Properties).toMatchObject({
    TableName: 'aps-gateway-unit-platform-notices',
    TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
  });
});

test('a quota that is nearly used up, a failed notice and a stopped clock have an alarm each', () => {
  const names = resourcesOf(notified, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties['AlarmName']);

  expect(names).toEqual(
    expect.arrayContaining(
      ['quota-nearly-used', 'notice-failures', 'notices-stopped'].map((name) => `aps-gateway-unit-platform-${name}`),
    ),
  );
});

test('nothing is left in the template without notices', () => {
  const template = platformTemplate();

  for (const type of ['Lambda::Function', 'Scheduler::Schedule', 'DynamoDB::Table', 'Logs::LogGroup']) {
    template.resourceCountIs(`AWS::${type}`, 0);
  }
});
