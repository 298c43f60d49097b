import type { Template } from 'aws-cdk-lib/assertions';
import { statementsOf } from '../support/statements';
import { onlyResource, platformTemplate, resellerTemplate, resourcesOf, text } from '../support/synthesis';

const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/0a1b2c3d-0000-4444-8888-0123456789ab';
const byHand = platformTemplate({ shedding: {} });
const automatic = platformTemplate({
  shedding: {
    automatic: {
      from: 6,
      serverErrorPercent: 30,
      latencyMilliseconds: 4000,
      busyMinutes: 2,
      ofMinutes: 8,
      holdMinutes: 12,
    },
  },
  tiers: { bulk: { quota: 'unlimited', throttle: { rateLimit: 13, burstLimit: 26 }, priority: 8 } },
  protection: { encryptionKey: KEY },
});

const gateway = resellerTemplate(
  { tiers: { standard: 'inherit', gold: 'inherit' } },
  {
    shedding: {},
    tiers: {
      standard: { quota: 'unlimited', throttle: { rateLimit: 11, burstLimit: 23 } },
      gold: { quota: 'unlimited', throttle: { rateLimit: 12, burstLimit: 24 }, priority: 2 },
    },
  },
);
const plain = resellerTemplate();

function functionVariables(template: Template): Readonly<Record<string, unknown>> {
  const { Environment } = onlyResource(template, 'AWS::Lambda::Function').Properties;
  return (Environment as { Variables: Record<string, unknown> }).Variables;
}

test('the table has a name that gateways and command know', () => {
  expect(onlyResource(byHand, 'AWS::DynamoDB::Table').Properties['TableName']).toBe(
    'aps-gateway-unit-platform-shedding',
  );
});

test('the function learns the table, and the priorities that are not the default', () => {
  expect(JSON.parse(functionVariables(gateway)['APS_GATEWAY_SHEDDING'] as string)).toEqual({
    table: 'aps-gateway-unit-platform-shedding',
    priorities: { gold: 2 },
  });
});

test('the function may read the one item, and do nothing else with the table', () => {
  const [read, ...others] = statementsOf(gateway, 'GatewayOAuthRole').filter(({ Resource }) =>
    text(Resource).includes('platform-shedding'),
  );
  expect(others).toEqual([]);
  expect(read).toMatchObject({
    Action: 'dynamodb:GetItem',
    Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['shedding'] } },
  });
});

test('requests without a header reach the function, because their response is that of busy ones', () => {
  expect(onlyResource(gateway, 'AWS::ApiGateway::Authorizer').Properties).not.toHaveProperty('IdentitySource');
});

test('the descriptor publishes the priorities', () => {
  expect(text(onlyResource(gateway, 'AWS::SSM::Parameter').Properties['Value'])).toContain('"priorities":{"gold":2}');
});

test('without shedding there is no trace of it', () => {
  expect(functionVariables(plain)).not.toHaveProperty('APS_GATEWAY_SHEDDING');
  expect(JSON.stringify(plain.toJSON())).not.toMatch(/shedding|platform_busy|priorit/i);
  expect(JSON.stringify(platformTemplate().toJSON())).not.toMatch(/shedding|platform_?busy/i);
  expect(onlyResource(plain, 'AWS::ApiGateway::Authorizer').Properties['IdentitySource']).toBe(
    'method.request.header.Authorization',
  );
});

test('by hand only, there is no alarm, no rule and no state machine', () => {
  for (const type of ['CloudWatch::Alarm', 'Events::Rule', 'StepFunctions::StateMachine', 'IAM::Role'])
    byHand.resourceCountIs(`AWS::${type}`, 0);
});

describe('automatically', () => {
  const alarm = onlyResource(automatic, 'AWS::CloudWatch::Alarm').Properties;
  const machine = onlyResource(automatic, 'AWS::StepFunctions::StateMachine').Properties;

  test('the alarm needs some busy minutes of several, and traffic', () => {
    expect(alarm).toMatchObject({
      AlarmName: 'aps-gateway-unit-platform-ui-nodes-busy',
      EvaluationPeriods: 8,
      DatapointsToAlarm: 2,
      Threshold: 1,
      TreatMissingData: 'notBreaching',
    });
    const metrics = alarm['Metrics'] as readonly { readonly Id: string; readonly Expression?: string }[];
    expect(metrics.find(({ Expression }) => Expression)?.Expression).toBe(
      'IF(requests >= 20 AND (FILL(failures, 0) / requests >= 0.3 OR FILL(slow, 0) / requests > 0.05), 1, 0)',
    );
    expect(metrics.map(({ Id }) => Id)).toEqual(expect.arrayContaining(['requests', 'failures', 'slow']));
  });

  test('the metrics are of the environment, by the minute', () => {
    expect(alarm['Metrics']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          MetricStat: {
            Metric: {
              Namespace: 'ApsGateway',
              MetricName: 'UiNodeRequests',
              Dimensions: [{ Name: 'environment', Value: 'unit' }],
            },
            Period: 60,
            Stat: 'Sum',
          },
        }),
      ]),
    );
  });

  test('the rule starts the state machine when the alarm starts, and not when it ends', () => {
    const { EventPattern, Targets } = onlyResource(automatic, 'AWS::Events::Rule').Properties;
    expect(EventPattern).toMatchObject({
      source: ['aws.cloudwatch'],
      'detail-type': ['CloudWatch Alarm State Change'],
      detail: { state: { value: ['ALARM'] } },
    });
    const [id] = resourcesOf(automatic, 'AWS::CloudWatch::Alarm')[0]!;
    expect(text((EventPattern as { resources: unknown[] }).resources[0])).toBe(`\${${id}.Arn}`);
    const [machineId] = resourcesOf(automatic, 'AWS::StepFunctions::StateMachine')[0]!;
    expect(text((Targets as { Arn: unknown }[])[0]!.Arn)).toBe(`\${${machineId}.Arn}`);
  });

  test('the state machine may change the one item and look at the one alarm', () => {
    const statements = statementsOf(automatic, 'AutomaticSheddingRenewalRole');
    expect(statements.flatMap(({ Action }) => Action).toSorted()).toEqual([
      'cloudwatch:DescribeAlarms',
      'dynamodb:UpdateItem',
      'kms:Decrypt',
      'kms:DescribeKey',
    ]);
    expect(JSON.stringify(statements)).not.toContain('"*"');
  });

  test('the state machine has the name that a deployment may make', () => {
    expect(machine['StateMachineName']).toBe('aps-gateway-unit-platform-shedding');
  });
});

test('without a latency only failures count', () => {
  const template = platformTemplate({ shedding: { automatic: { from: 5 } } });
  const metrics = onlyResource(template, 'AWS::CloudWatch::Alarm').Properties['Metrics'] as { Expression?: string }[];
  expect(metrics.find(({ Expression }) => Expression)?.Expression).toBe(
    'IF(requests >= 20 AND (FILL(failures, 0) / requests >= 0.25), 1, 0)',
  );
});

describe('operators', () => {
  const actionsOnItem = (template: Template, role: string) => {
    const found = resourcesOf(template, 'AWS::IAM::ManagedPolicy').find(([id]) => id.includes(role))!;
    const { Statement } = found[1].Properties['PolicyDocument'] as {
      Statement: { Action: string; Resource: unknown }[];
    };
    return Statement.filter(({ Resource }) => text(Resource).includes('platform-shedding')).flatMap(
      ({ Action }) => Action,
    );
  };
  const ofEnvironment = platformTemplate({ shedding: {}, operatorPolicies: 'managed' });
  const ofGateway = resellerTemplate({}, { shedding: {}, operatorPolicies: 'perGateway' });

  test.each([
    ['viewer', ['dynamodb:GetItem']],
    ['rotator', ['dynamodb:GetItem']],
    ['onboarder', ['dynamodb:GetItem', 'dynamodb:UpdateItem']],
  ])('a %s of the environment may %s', (role, actions) => {
    expect(actionsOnItem(ofEnvironment, role)).toEqual(actions);
  });

  test('an onboarder of one gateway does not refuse the requests of others', () => {
    expect(actionsOnItem(ofGateway, 'onboarder')).toEqual(['dynamodb:GetItem']);
  });
});
