import { onlyResource, platformTemplate, resellerTemplate, resourcesOf, text } from '../support/synthesis';

const rules = (declared: object) =>
  onlyResource(platformTemplate({ protection: { webAcl: declared } }), 'AWS::WAFv2::WebACL').Properties['Rules'] as {
    Name: string;
    Priority: number;
    Statement: Record<string, object>;
  }[];

describe('a web ACL', () => {
  const webAcl = { requestsPerIp: 4321, managedRules: true, allowedSourceIps: ['203.0.113.0/24', '2001:db8:9::/48'] };
  test('looks at addresses, then at rates, then at the managed rules', () => {
    expect(rules(webAcl).map(({ Priority, Name }) => `${Priority} ${Name}`)).toEqual([
      '0 allowed-source-ips',
      '1 requests-per-ip',
      '2 AWSManagedRulesCommonRuleSet',
      '3 AWSManagedRulesKnownBadInputsRuleSet',
    ]);
  });

  test('has no name that one of before could still have', () => {
    const acl = onlyResource(platformTemplate({ protection: { webAcl } }), 'AWS::WAFv2::WebACL');
    expect(acl.Properties).not.toHaveProperty('Name');
  });

  test('counts requests of each address in five minutes', () => {
    const [rate] = rules({ requestsPerIp: 4321 });
    expect(rate?.Statement['RateBasedStatement']).toEqual({
      Limit: 4321,
      AggregateKeyType: 'IP',
      EvaluationWindowSec: 300,
    });
  });

  test('has one address set for each version', () => {
    const template = platformTemplate({ protection: { webAcl } });
    expect(
      resourcesOf(template, 'AWS::WAFv2::IPSet').map(([, { Properties }]) => [
        Properties['IPAddressVersion'],
        Properties['Addresses'],
      ]),
    ).toEqual([
      ['IPV4', ['203.0.113.0/24']],
      ['IPV6', ['2001:db8:9::/48']],
    ]);
  });

  test('lets URIs of APS types through', () => {
    const common = rules({ managedRules: true })[0]!.Statement['ManagedRuleGroupStatement'];
    expect(common).toMatchObject({
      RuleActionOverrides: expect.arrayContaining([
        { Name: 'GenericRFI_QUERYARGUMENTS', ActionToUse: { Count: {} } },
      ]) as object,
    });
  });

  test('stands before every gateway', () => {
    const template = resellerTemplate({}, { protection: { webAcl } });
    const { ResourceArn, WebACLArn } = onlyResource(template, 'AWS::WAFv2::WebACLAssociation').Properties;
    const parameters = template.toJSON()['Parameters'] as Record<string, { Default: string }>;
    expect(text(ResourceArn)).toMatch(
      /:\/restapis\/\$\{GatewayApi[0-9A-F]+\}\/stages\/\$\{GatewayApiDeploymentStageaps/,
    );
    expect(parameters[(WebACLArn as { Ref: string }).Ref]?.Default).toBe('/aps-gateway/unit/platform/web-acl-arn');
  });
});
