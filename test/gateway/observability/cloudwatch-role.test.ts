import { onlyResource, platformTemplate } from '../support/synthesis';

test('the CloudWatch role is made where it is asked for', () =>
  platformTemplate({ cloudWatchRole: true }).resourceCountIs('AWS::ApiGateway::Account', 1));

test.each(['AWS::ApiGateway::Account', 'AWS::IAM::Role'])('%s outlives the environment that made it', (type) => {
  expect(onlyResource(platformTemplate({ cloudWatchRole: true }), type).DeletionPolicy).toBe('Retain');
});

test('the CloudWatch role is not made otherwise', () =>
  platformTemplate().resourceCountIs('AWS::ApiGateway::Account', 0));
