import { has, onlyResource, platformTemplate, text } from '../support/synthesis';

test('the topic notifies the declared addresses', () =>
  has(platformTemplate({ alarms: { emails: ['duty@provider.test'] } }), 'AWS::SNS::Subscription', {
    Protocol: 'email',
    Endpoint: 'duty@provider.test',
  }));

test('the topic lets alarms of its environment publish, and nothing else', () => {
  const { PolicyDocument } = onlyResource(platformTemplate({ alarms: {} }), 'AWS::SNS::TopicPolicy').Properties;
  const { Statement } = PolicyDocument as { Statement: Record<string, unknown>[] };
  const allowed = Statement.filter(({ Effect }) => Effect === 'Allow');
  expect(allowed).toMatchObject([
    {
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Action: 'sns:Publish',
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    },
  ]);
  const { ArnLike } = allowed[0]!['Condition'] as { ArnLike: Record<string, unknown> };
  expect(text(ArnLike['aws:SourceArn'])).toMatch(/:cloudwatch:.*:alarm:aps-gateway-unit-\*$/);
});
