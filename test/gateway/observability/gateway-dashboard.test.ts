import { onlyResource, resellerTemplate, text } from '../support/synthesis';

const template = resellerTemplate({}, { dashboards: 'gateways' });

test('a gateway has a dashboard about itself', () => {
  const { DashboardName, DashboardBody } = onlyResource(template, 'AWS::CloudWatch::Dashboard').Properties;
  expect(DashboardName).toBe('aps-gateway-unit-alpha');
  expect(text(DashboardBody)).toContain('unit/alpha');
});

test.each([{}, { dashboards: 'environment' }, { dashboards: 'none' }] as const)('it has none with %j', (platform) =>
  resellerTemplate({}, platform).resourceCountIs('AWS::CloudWatch::Dashboard', 0),
);
