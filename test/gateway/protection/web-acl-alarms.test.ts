import { has, platformTemplate, resourcesOf, text } from '../support/synthesis';

const webAcl = { managedRules: true };
const template = platformTemplate({ protection: { webAcl }, alarms: { webAclBlocks: 31, webAclCounts: 37 } });

describe.each([
  ['web-acl-blocks', 'WebAclBlocks', 'BLOCK', 31],
  ['web-acl-counts', 'WebAclCounts', 'ALLOW', 37],
])('the alarm %s', (name, metricName, action, threshold) => {
  const [, { Properties }] = resourcesOf(template, 'AWS::CloudWatch::Alarm').find(([, { Properties: own }]) =>
    String(own['AlarmName']).endsWith(name),
  )!;

  test('counts the lines of the log with that final action, by web ACL', () =>
    has(template, 'AWS::Logs::MetricFilter', {
      FilterPattern: `{ $.action = "${action}" }`,
      MetricTransformations: [
        {
          MetricNamespace: 'ApsGateway',
          MetricName: metricName,
          MetricValue: '1',
          Dimensions: [{ Key: 'webAcl', Value: '$.webaclId' }],
        },
      ],
    }));

  test('looks at the web ACL of its environment', () => {
    const [dimension] = Properties['Dimensions'] as { Name: string; Value: unknown }[];
    expect([dimension?.Name, text(dimension?.Value)]).toEqual([
      'webAcl',
      expect.stringMatching(/^\$\{WebAcl.*\.Arn\}$/),
    ]);
  });

  test('has the declared threshold, and a name that may publish to the topic', () =>
    expect([Properties['Threshold'], Properties['AlarmName']]).toEqual([
      threshold,
      `aps-gateway-unit-platform-${name}`,
    ]));

  test('leads to the rules', () =>
    expect(Properties['AlarmDescription']).toContain(
      'run the saved Logs Insights query "aps-gateway/unit/Web ACL matches" on aws-waf-logs-aps-gateway-unit',
    ));
});

test('without alarms there are none', () =>
  platformTemplate({ protection: { webAcl } }).resourceCountIs('AWS::CloudWatch::Alarm', 0));
