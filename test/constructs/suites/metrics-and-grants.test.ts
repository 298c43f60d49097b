import { App, Stack } from 'aws-cdk-lib';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import type { ResellerGatewayProps } from '../../../lib';
import { resourcesOf } from '../../gateway/support/synthesis';
import { addGateway, done } from '../support/gateways';

const gateway = addGateway(new Stack(new App(), 'Shop'));

describe('metrics', () => {
  test.each([
    ['metricRequests', 'Count', 'Sum'],
    ['metricServerErrors', '5XXError', 'Average'],
    ['metricClientErrors', '4XXError', 'Sum'],
    ['metricLatency', 'Latency', 'p95'],
    ['metricUiNodeLatency', 'IntegrationLatency', 'p95'],
    ['metricAuthorizerErrors', 'Errors', 'Sum'],
    ['metricAuthorizerDuration', 'Duration', 'p95'],
    ['metricThrottled', 'GatewayRefusals', 'Sum'],
    ['metricQuotaExceeded', 'GatewayRefusals', 'Sum'],
  ] as const)('%s is %s with the statistic %s', (name, metricName, statistic) =>
    expect(gateway[name]()).toMatchObject({ metricName, statistic, period: expect.objectContaining({ amount: 5 }) }),
  );

  test('the decisions of one reason are counted', () =>
    expect(gateway.metricDecisions('nonce_used').dimensions).toEqual({
      environment: 'lab',
      gateway: 'lab/acme',
      reason: 'nonce_used',
    }));

  test('options replace statistic and label', () =>
    expect(gateway.metricLatency({ statistic: 'p50', label: 'half' })).toMatchObject({
      statistic: 'p50',
      label: 'half',
    }));

  test('one makes an alarm', () => {
    const template = done((made, own) => {
      new Alarm(own, 'Slow', { metric: made.metricLatency(), threshold: 900, evaluationPeriods: 2 });
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { Namespace: 'AWS/ApiGateway', Threshold: 900 });
  });

  test('only those of refusals add a filter to the access log', () => {
    done((made) => void made.metricRequests()).resourceCountIs('AWS::Logs::MetricFilter', 0);
    done((made) => {
      made.metricThrottled();
      made.metricQuotaExceeded();
    }).resourceCountIs('AWS::Logs::MetricFilter', 1);
  });
});

describe('grants', () => {
  const actionsOf = (
    grant: 'grantViewing' | 'grantOnboarding' | 'grantRotation',
    props: Partial<ResellerGatewayProps> = {},
  ) => {
    const template = done((made, own) => {
      const role = new Role(own, 'Operator', { assumedBy: new AccountRootPrincipal() });
      made[grant](role).assertSuccess();
    }, props);
    const [, { Properties }] = resourcesOf(template, 'AWS::IAM::Policy')[0]!;
    const { Statement } = Properties['PolicyDocument'] as { Statement: { Action: string | string[] }[] };
    return Statement.flatMap(({ Action }) => Action);
  };

  test('onboarding writes secrets and API keys', () =>
    expect(actionsOf('grantOnboarding')).toEqual(
      expect.arrayContaining(['secretsmanager:CreateSecret', 'apigateway:POST', 'ssm:GetParameter']),
    ));

  test('rotation changes secrets and makes none', () => {
    expect(actionsOf('grantRotation')).toContain('secretsmanager:UpdateSecret');
    expect(actionsOf('grantRotation')).not.toContain('secretsmanager:CreateSecret');
  });

  test('viewing reads no secret', () =>
    expect(actionsOf('grantViewing').filter((action) => /GetSecretValue|Create|Update|Delete/.test(action))).toEqual(
      [],
    ));

  test('onboarding ends locks, and sees who fails, at a gateway with a lockout and an alarm on failed attempts', () => {
    const lockout = { failures: 10, withinMinutes: 15, forMinutes: 30 };
    const more = actionsOf('grantOnboarding', { lockout, alarms: { failedAttempts: 50 } });

    expect(more).toEqual(expect.arrayContaining(['dynamodb:DeleteItem', 'cloudwatch:GetInsightRuleReport']));
    expect(actionsOf('grantOnboarding')).not.toContain('dynamodb:DeleteItem');
  });

  test('they are limited to the usage plans of the gateway', () => {
    const template = done((made, own) => {
      made.grantOnboarding(new Role(own, 'Operator', { assumedBy: new AccountRootPrincipal() }));
    });
    const [plan] = Object.keys(template.findResources('AWS::ApiGateway::UsagePlan'));
    expect(JSON.stringify(template.findResources('AWS::IAM::Policy'))).toContain(`"Ref":"${plan}"`);
  });
});
