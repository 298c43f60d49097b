import { onlyResource, platformTemplate, text } from '../support/synthesis';

test('the environment has a dashboard that finds gateways by search', () => {
  const { DashboardName, DashboardBody } = onlyResource(platformTemplate(), 'AWS::CloudWatch::Dashboard').Properties;
  expect(DashboardName).toBe('aps-gateway-unit');
  expect(text(DashboardBody)).toContain('SEARCH(');
  expect(text(DashboardBody)).not.toContain('alpha');
  expect(text(DashboardBody).match(/SORT\(SEARCH\(.*?, 300\), MAX, DESC, 10\)/g)).toHaveLength(4);
});

test.each([
  ['Decisions', 'reason'],
  ['GatewayRefusals', 'refusal'],
])('it asks for %s of exactly its environment', (metric, dimension) => {
  const { DashboardBody } = onlyResource(platformTemplate(), 'AWS::CloudWatch::Dashboard').Properties;
  const search = `{ApsGateway,environment,gateway,${dimension}} MetricName="${metric}" environment="unit"'`;
  expect(text(DashboardBody).replaceAll('\\"', '"')).toContain(search);
});

test('it can be left out', () =>
  platformTemplate({ dashboards: 'none' }).resourceCountIs('AWS::CloudWatch::Dashboard', 0));
