import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Stack } from 'aws-cdk-lib';
import { environmentOf } from './support/environment';
import { appOf, has, onlyResource, platformTemplate, resellerTemplate, resourcesOf, text } from './support/synthesis';

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/k-2';

test.each(['AWS::Logs::LogGroup', 'AWS::DynamoDB::Table'])('%s goes with the reseller', (type) => {
  for (const [, { DeletionPolicy }] of resourcesOf(resellerTemplate(), type)) expect(DeletionPolicy).toBe('Delete');
});

const protectedStacks = (terminationProtection: boolean) =>
  appOf(environmentOf({ platform: { protection: { terminationProtection } } })).node.children.map(
    (stack) => (stack as Stack).terminationProtection,
  );

describe('termination protection', () => {
  test('is on for every stack where declared', () => expect(protectedStacks(true)).toEqual([true, true]));
  test('is off otherwise', () => expect(protectedStacks(false)).toEqual([false, false]));
});

describe('an own key', () => {
  const platform = platformTemplate({ protection: { encryptionKey: 'own' } });
  const template = resellerTemplate({}, { protection: { encryptionKey: 'own' } });
  const parameters = template.toJSON()['Parameters'] as Record<string, { Default: string }>;
  const isOwnKey = (expression: unknown) =>
    expect(parameters[(expression as { Ref: string }).Ref]?.Default).toBe(
      '/aps-gateway/unit/platform/encryption-key-arn',
    );

  test('is rotated', () => has(platform, 'AWS::KMS::Key', { EnableKeyRotation: true }));

  test('outlives its stack', () => expect(onlyResource(platform, 'AWS::KMS::Key').DeletionPolicy).toBe('Retain'));

  const { KeyPolicy } = onlyResource(platform, 'AWS::KMS::Key').Properties as {
    KeyPolicy: { Statement: Record<string, object>[] };
  };
  const logs = KeyPolicy.Statement.find(({ Principal }) => JSON.stringify(Principal).includes('logs.'))!;
  const { ArnLike } = logs['Condition'] as { ArnLike: Record<string, unknown[]> };
  const logGroups = ArnLike['kms:EncryptionContext:aws:logs:arn']!.map((arn) => text(arn).replace(/^.*log-group:/, ''));

  test('serves log groups of its environment, and execution logs of the stages that gateways have', () => {
    expect(logGroups).toEqual(['/aps-gateway/unit/*', 'API-Gateway-Execution-Logs_*/aps']);
  });

  test('allows CloudWatch Logs what the README asks of a key of the provider’s own', () => {
    const asked = readFileSync(join(__dirname, '../../README.md'), 'utf8').replaceAll(/\s+/g, ' ');
    const paragraph = asked.slice(asked.indexOf('**A KMS key of your own.**'), asked.indexOf('**Changing a domain**'));
    for (const action of logs['Action'] as unknown as string[]) expect(paragraph).toContain(`\`${action}\``);
    for (const resource of logGroups) expect(paragraph).toContain(resource.replace('unit', '<environment>'));
  });

  test('encrypts logs', () => {
    for (const [, { Properties }] of resourcesOf(template, 'AWS::Logs::LogGroup')) isOwnKey(Properties['KmsKeyId']);
  });

  test('encrypts nonces', () => {
    const { SSESpecification } = onlyResource(template, 'AWS::DynamoDB::Table').Properties;
    isOwnKey((SSESpecification as { KMSMasterKeyId: unknown }).KMSMasterKeyId);
  });

  test('is told to the command, for credentials secrets', () => {
    expect(text(resourcesOf(template, 'AWS::SSM::Parameter')[0]![1].Properties['Value'])).toContain(
      '"credentialsKeyArn":"',
    );
  });
});

test('a given key is used as it is', () => {
  const template = resellerTemplate({}, { protection: { encryptionKey: KEY } });
  for (const [, { Properties }] of resourcesOf(template, 'AWS::Logs::LogGroup'))
    expect(Properties['KmsKeyId']).toBe(KEY);
  platformTemplate({ protection: { encryptionKey: KEY } }).resourceCountIs('AWS::KMS::Key', 0);
});

describe('a resource policy', () => {
  const { Policy } = onlyResource(
    resellerTemplate({ allowedSourceIps: ['198.51.100.0/24', '2001:db8::/32'] }),
    'AWS::ApiGateway::RestApi',
  ).Properties as { Policy: { Statement: object[] } };

  test('refuses every address that is not declared', () => {
    expect(Policy.Statement).toContainEqual(
      expect.objectContaining({
        Effect: 'Deny',
        Condition: { NotIpAddress: { 'aws:SourceIp': ['198.51.100.0/24', '2001:db8::/32'] } },
      }),
    );
  });

  test('lets the others in', () => {
    expect(Policy.Statement).toContainEqual(expect.objectContaining({ Effect: 'Allow', Action: 'execute-api:Invoke' }));
  });
});

test('without a list, a policy lets every address in, for the one before would stay', () => {
  const open = onlyResource(resellerTemplate(), 'AWS::ApiGateway::RestApi').Properties['Policy'];
  expect((open as { Statement: object[] }).Statement).toEqual([
    { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'execute-api:Invoke', Resource: 'execute-api:/*' },
  ]);
});

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
