import type { Template } from 'aws-cdk-lib/assertions';
import { ENVIRONMENT_TAG, RESELLER_TAG } from '../../../lib/descriptor';
import { BOTH_AUDIENCES } from '../support/audiences';
import { resellerTemplate, resourcesOf, templateOf, text } from '../support/synthesis';

interface Statement {
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: Record<string, Record<string, unknown>>;
}

/** Returns the condition under which a policy allows an action on resources whose ARNs have an ending. */
function conditionsOf(of: Template, name: string) {
  const [, { Properties }] = resourcesOf(of, 'AWS::IAM::ManagedPolicy').find(
    ([, policy]) => policy.Properties['ManagedPolicyName'] === name,
  )!;
  const { Statement } = Properties['PolicyDocument'] as { readonly Statement: readonly Statement[] };
  return (action: string, ending: string) =>
    Statement.find(
      ({ Action, Resource }) =>
        [Action].flat().includes(action) && [Resource].flat().some((arn) => text(arn).endsWith(ending)),
    )?.Condition;
}

describe('the policies of one gateway', () => {
  const own = resellerTemplate({}, { operatorPolicies: 'perGateway' });
  const policies = new Map(
    resourcesOf(own, 'AWS::IAM::ManagedPolicy').map(([, { Properties }]) => [
      String(Properties['ManagedPolicyName']),
      JSON.stringify(Properties['PolicyDocument']),
    ]),
  );

  test('are three, named after it', () => {
    expect([...policies.keys()].toSorted()).toEqual([
      'aps-gateway-unit-alpha-onboarder',
      'aps-gateway-unit-alpha-rotator',
      'aps-gateway-unit-alpha-viewer',
    ]);
  });

  test.each(['viewer', 'onboarder', 'rotator'])('let a %s reach only its secrets and usage plans', (role) => {
    const document = policies.get(`aps-gateway-unit-alpha-${role}`)!;
    expect(document).toContain(':secret:aps-gateway/unit/alpha/*');
    expect(document).not.toContain(':secret:aps-gateway/unit/*');
    expect(document).toContain(':log-group:/aps-gateway/unit/alpha/*');
    expect(document).toContain(':parameter/aps-gateway/unit/verifications/alpha"');
    const [[plan]] = resourcesOf(own, 'AWS::ApiGateway::UsagePlan') as [[string, unknown]];
    expect(document).toContain(plan);
    expect(document).not.toContain('/usageplans/*');
    expect(document).not.toContain('/restapis/*');
    expect(document).not.toContain('cloudtrail:');
  });

  test('let people touch only API keys of its resellers, and an onboarder create no others', () => {
    const conditions = conditionsOf(own, 'aps-gateway-unit-alpha-onboarder');

    expect(conditions('apigateway:DELETE', '/apikeys/*')).toEqual({
      StringEquals: { [`aws:ResourceTag/${ENVIRONMENT_TAG}`]: 'unit', [`aws:ResourceTag/${RESELLER_TAG}`]: ['alpha'] },
    });
    expect(conditions('apigateway:GET', '/apikeys/*')).toEqual(conditions('apigateway:DELETE', '/apikeys/*'));
    expect(conditions('apigateway:POST', '/apikeys')).toEqual({
      StringEqualsIfExists: {
        [`aws:RequestTag/${ENVIRONMENT_TAG}`]: 'unit',
        [`aws:RequestTag/${RESELLER_TAG}`]: ['alpha'],
      },
    });
    expect(conditions('apigateway:PUT', '%2Fapikeys%2F*')).toEqual(conditions('apigateway:POST', '/apikeys'));
  });

  test.each([
    ['as many as ten', 10, 10],
    ['more than ten', 11, undefined],
  ])('tell the API keys of %s resellers apart as long as that fits', (_, count, expected) => {
    const below = Array.from(
      { length: count - 1 },
      (__, index) => [`sub-${index}`, { parent: 'alpha', gateway: 'inherited' }] as const,
    );
    const resellers = { alpha: {}, ...Object.fromEntries(below) };
    const made = templateOf({ platform: { operatorPolicies: 'perGateway' }, resellers }, 'aps-gateway-unit-alpha');
    const { StringEquals } = conditionsOf(made, 'aps-gateway-unit-alpha-onboarder')('apigateway:PATCH', '/apikeys/*')!;
    const told = StringEquals![`aws:ResourceTag/${RESELLER_TAG}`] as string[] | undefined;

    expect(told?.length).toBe(expected);
    expect(StringEquals![`aws:ResourceTag/${ENVIRONMENT_TAG}`]).toBe('unit');
  });

  test.each(['none', 'managed'] as const)('are not made with operatorPolicies: %s', (operatorPolicies) => {
    resellerTemplate({}, { operatorPolicies }).resourceCountIs('AWS::IAM::ManagedPolicy', 0);
  });
});

test('with policies of each gateway, the stages of both its APIs can be read', () => {
  const own = resellerTemplate(BOTH_AUDIENCES, { operatorPolicies: 'perGateway' });
  const policies = JSON.stringify(own.findResources('AWS::IAM::ManagedPolicy'));
  for (const [id] of resourcesOf(own, 'AWS::ApiGateway::RestApi'))
    expect(policies).toContain(`{"Ref":"${id}"},"/stages/aps"`);
});
