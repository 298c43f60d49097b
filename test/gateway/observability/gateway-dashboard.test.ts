import { onlyResource, resellerTemplate, text } from '../support/synthesis';

test('a gateway has a dashboard about itself', () => {
  const { DashboardName, DashboardBody } = onlyResource(resellerTemplate(), 'AWS::CloudWatch::Dashboard').Properties;
  expect(DashboardName).toBe('aps-gateway-unit-alpha');
  expect(text(DashboardBody)).toContain('unit/alpha');
});

test('it can be left out', () =>
  resellerTemplate({}, { dashboards: false }).resourceCountIs('AWS::CloudWatch::Dashboard', 0));
