import { onlyResource, resellerTemplate } from '../support/synthesis';

describe('a resource policy', () => {
  const { Policy } = onlyResource(
    resellerTemplate({ allowedSourceIps: ['198.51.100.0/24', '203.0.113.64/26'] }),
    'AWS::ApiGateway::RestApi',
  ).Properties as { Policy: { Statement: object[] } };

  test('refuses every address that is not declared', () => {
    expect(Policy.Statement).toContainEqual(
      expect.objectContaining({
        Effect: 'Deny',
        Condition: { NotIpAddress: { 'aws:SourceIp': ['198.51.100.0/24', '203.0.113.64/26'] } },
      }),
    );
  });

  test('lets the others in', () => {
    expect(Policy.Statement).toContainEqual(expect.objectContaining({ Effect: 'Allow', Action: 'execute-api:Invoke' }));
  });
});

test('without a list, a policy lets every address in, because an earlier one would stay', () => {
  const open = onlyResource(resellerTemplate(), 'AWS::ApiGateway::RestApi').Properties['Policy'];
  expect((open as { Statement: object[] }).Statement).toEqual([
    { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'execute-api:Invoke', Resource: 'execute-api:/*' },
  ]);
});
