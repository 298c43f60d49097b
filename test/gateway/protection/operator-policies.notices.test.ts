import { platformTemplate, resourcesOf, text } from '../support/synthesis';

interface Statement {
  readonly Action: string | string[];
  readonly Resource: unknown;
}

const notified = platformTemplate({
  operatorPolicies: 'managed',
  notices: { from: 'gateway@provider.test', configurationSet: 'notices', everyMinutes: 60 },
});
const added = (role: string) => {
  const [, { Properties }] = resourcesOf(notified, 'AWS::IAM::ManagedPolicy').find(
    ([, policy]) => policy.Properties['ManagedPolicyName'] === `aps-gateway-unit-${role}`,
  )!;
  const allowed = (Properties['PolicyDocument'] as { Statement: readonly Statement[] }).Statement.flatMap(
    ({ Action, Resource }) => [Action].flat().map((action) => [action, resourceNames(Resource)] as const),
  );
  return Object.fromEntries(allowed.filter(([action]) => /^(?:ses|dynamodb:\w+Item)/.test(action)));
};
const resourceNames = (resource: unknown) =>
  [resource]
    .flat()
    .map((arn) => text(arn).replace(/^.*:/, ''))
    .toSorted();
const SENDER = ['identity/gateway@provider.test', 'identity/provider.test'];

test('with notices by mail, an onboarder may send from the sender and remember what was sent', () => {
  const table = ['table/aps-gateway-unit-platform-notices'];

  expect(added('onboarder')).toEqual({
    'ses:SendEmail': ['configuration-set/notices', ...SENDER],
    'dynamodb:DeleteItem': table,
    'dynamodb:GetItem': table,
    'dynamodb:PutItem': table,
    'dynamodb:UpdateItem': table,
  });
});

test('with notices by mail, a viewer may look at the sender and the sending quota', () => {
  expect(added('viewer')).toEqual({ 'ses:GetEmailIdentity': SENDER, 'ses:GetAccount': ['*'] });
});

test('with notices by mail, a rotator may neither send nor look', () => expect(added('rotator')).toEqual({}));
