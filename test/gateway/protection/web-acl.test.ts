import { has, onlyResource, platformTemplate, resellerTemplate, resourcesOf, text } from '../support/synthesis';

const rules = (declared: object) =>
  onlyResource(platformTemplate({ protection: { webAcl: declared } }), 'AWS::WAFv2::WebACL').Properties['Rules'] as {
    Name: string;
    Priority: number;
    Statement: Record<string, object>;
  }[];

describe('a web ACL', () => {
  const webAcl = { requestsPerIp: 4321, managedRules: true, allowedSourceIps: ['203.0.113.0/24', '198.51.100.0/25'] };
  test('looks at addresses, then at rates, then at the managed rules', () => {
    expect(rules(webAcl).map(({ Priority, Name }) => `${Priority} ${Name}`)).toEqual([
      '0 allowed-source-ips',
      '1 requests-per-ip',
      '2 AWSManagedRulesCommonRuleSet',
      '3 AWSManagedRulesKnownBadInputsRuleSet',
    ]);
  });

  test('has no fixed name, which an earlier one could still have', () => {
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

  test('has one set of the addresses', () => {
    const template = platformTemplate({ protection: { webAcl } });
    expect(
      resourcesOf(template, 'AWS::WAFv2::IPSet').map(([, { Properties }]) => [
        Properties['IPAddressVersion'],
        Properties['Addresses'],
      ]),
    ).toEqual([['IPV4', ['203.0.113.0/24', '198.51.100.0/25']]]);
  });

  test.each([
    ['URIs of APS types', 'GenericRFI_QUERYARGUMENTS'],
    ['URLs with an address in a body', 'GenericRFI_BODY'],
    ['HTML in a body', 'CrossSiteScripting_BODY'],
    ['paths with dots in a body', 'GenericLFI_BODY'],
    ['large bodies', 'SizeRestrictions_BODY'],
    ['long queries', 'SizeRestrictions_QUERYSTRING'],
    ['loopback addresses in a body', 'EC2MetaDataSSRF_BODY'],
    ['loopback addresses in a query', 'EC2MetaDataSSRF_QUERYARGUMENTS'],
    ['file names in a query', 'RestrictedExtensions_QUERYARGUMENTS'],
    ['clients without a user agent', 'NoUserAgent_HEADER'],
  ])('only counts %s', (_what, rule) => {
    const common = rules({ managedRules: true })[0]!.Statement['ManagedRuleGroupStatement'];
    expect(common).toMatchObject({
      RuleActionOverrides: expect.arrayContaining([{ Name: rule, ActionToUse: { Count: {} } }]) as object,
    });
  });

  describe('the log', () => {
    const template = platformTemplate({ protection: { webAcl }, logs: { retentionDays: 30 } });
    const logging = onlyResource(template, 'AWS::WAFv2::LoggingConfiguration');

    test('has a name to which AWS WAF delivers, and the retention of logs', () =>
      has(template, 'AWS::Logs::LogGroup', { LogGroupName: 'aws-waf-logs-aps-gateway-unit', RetentionInDays: 30 }));

    test('gets the matches of this web ACL, after its log group was made', () => {
      const [group] = resourcesOf(template, 'AWS::Logs::LogGroup')[0]!;
      expect(text(logging.Properties['ResourceArn'])).toMatch(/^\$\{WebAcl.*\.Arn\}$/);
      expect((logging.Properties['LogDestinationConfigs'] as unknown[]).map(text)).toEqual([
        expect.stringMatching(/:logs:.*:log-group:aws-waf-logs-aps-gateway-unit$/),
      ]);
      expect(logging.DependsOn).toContain(group);
    });

    test('shows no credentials', () =>
      expect(logging.Properties['RedactedFields']).toEqual([
        { SingleHeader: { Name: 'authorization' } },
        { SingleHeader: { Name: 'cookie' } },
      ]));

    test('holds requests that were blocked or counted, and no others', () =>
      expect(logging.Properties['LoggingFilter']).toEqual({
        DefaultBehavior: 'DROP',
        Filters: [
          {
            Behavior: 'KEEP',
            Requirement: 'MEETS_ANY',
            Conditions: [{ ActionCondition: { Action: 'BLOCK' } }, { ActionCondition: { Action: 'COUNT' } }],
          },
        ],
      }));

    test('is under the key of the environment', () => {
      const keyed = platformTemplate({ protection: { webAcl, encryptionKey: 'own' } });
      expect(text(onlyResource(keyed, 'AWS::Logs::LogGroup').Properties['KmsKeyId'])).toMatch(/^\$\{EncryptionKey/);
    });

    test('has a saved query that names the rules', () => {
      const names = resourcesOf(template, 'AWS::Logs::QueryDefinition').map(([, { Properties }]) => Properties['Name']);
      expect(names).toContain('aps-gateway/unit/Web ACL matches');
    });
  });

  test('leaves no trace where it is not declared', () => {
    const template = platformTemplate({ alarms: {} });
    for (const type of ['WAFv2::WebACL', 'WAFv2::LoggingConfiguration', 'Logs::LogGroup', 'CloudWatch::Alarm'])
      template.resourceCountIs(`AWS::${type}`, 0);
  });

  test('protects every gateway', () => {
    const template = resellerTemplate({}, { protection: { webAcl } });
    const { ResourceArn, WebACLArn } = onlyResource(template, 'AWS::WAFv2::WebACLAssociation').Properties;
    const parameters = template.toJSON()['Parameters'] as Record<string, { Default: string }>;
    expect(text(ResourceArn)).toMatch(
      /:\/restapis\/\$\{GatewayApi[0-9A-F]+\}\/stages\/\$\{GatewayApiDeploymentStageaps/,
    );
    expect(parameters[(WebACLArn as { Ref: string }).Ref]?.Default).toBe('/aps-gateway/unit/platform/web-acl-arn');
  });
});
