import { Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Table, AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { MOST_POLICY_CHARACTERS, policyCharacters } from '../../../lib/gateway/protection/policy-size';
import type { Declared } from '../support/environment';
import { resourcesOf, templateOf, testApp } from '../support/synthesis';

const LONGEST_ID = 'r'.repeat(40);
/** Declares everything that adds to the policies. */
const EVERYTHING: Declared['platform'] = {
  alarms: { emails: ['ops@provider.test'], failedAttempts: 50 },
  lockout: { failures: 10, withinMinutes: 15, forMinutes: 30 },
  shedding: {},
  notices: { from: 'gateways@provider.test' },
  protection: { encryptionKey: 'own' },
};

function gatewaysWith(tiers: number): Declared {
  const throttle = { rateLimit: 3, burstLimit: 5 };
  const names = Array.from({ length: tiers }, (_, index) => `tier-${index}`);
  const declared = Object.fromEntries(names.map((name) => [name, { quota: 'unlimited' as const, throttle }]));
  return {
    platform: { ...EVERYTHING, operatorPolicies: 'perGateway', tiers: declared },
    resellers: { [LONGEST_ID]: {} },
  };
}

test('a policy has the characters of its document, with the longest values of its references', () => {
  const stack = new Stack(testApp(), 'Sized');
  const table = new Table(stack, 'Table', { partitionKey: { name: 'key', type: AttributeType.STRING } });
  const documentOf = (...resources: string[]) =>
    new PolicyDocument({ statements: [new PolicyStatement({ actions: ['dynamodb:Query'], resources })] });
  const fixed = '{"Statement":[{"Action":"dynamodb:Query","Effect":"Allow","Resource":""}],"Version":"2012-10-17"}';

  expect(policyCharacters(stack, documentOf('*'))).toBe(fixed.length + 1);
  expect(policyCharacters(stack, documentOf(`arn:${stack.partition}:x:${stack.region}`))).toBe(
    fixed.length + 'arn:aws-us-gov:x:ap-southeast-7'.length,
  );
  expect(policyCharacters(stack, documentOf(table.tableArn))).toBeGreaterThan(fixed.length + 100);
});

test('the policies of an environment name no gateway, so they fit however many it has', () => {
  const policies = (resellers: Declared['resellers']) =>
    JSON.stringify(
      templateOf(
        { platform: { ...EVERYTHING, operatorPolicies: 'managed' }, resellers: resellers ?? {} },
        'aps-gateway-unit-platform',
      ).findResources('AWS::IAM::ManagedPolicy'),
    );
  const many = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`reseller-${index}`, {}]));

  expect(policies(many)).toBe(policies({ alpha: {} }));
});

test('the policies of a gateway with eight tiers and everything declared fit', () => {
  const template = templateOf(gatewaysWith(8), `aps-gateway-unit-${LONGEST_ID}`);
  expect(resourcesOf(template, 'AWS::IAM::ManagedPolicy')).toHaveLength(3);
});

test('policies of a gateway that would be too long stop the synthesis, with the remedy', () => {
  expect(() => templateOf(gatewaysWith(20), `aps-gateway-unit-${LONGEST_ID}`)).toThrow(
    new RegExp(
      `The policy aps-gateway-unit-${LONGEST_ID}-onboarder has \\d+ characters, but IAM allows ${MOST_POLICY_CHARACTERS}: declare fewer tiers for ${LONGEST_ID}, or operatorPolicies: managed, whose policies name no usage plan\\.`,
    ),
  );
});
