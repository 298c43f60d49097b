import { Match } from 'aws-cdk-lib/assertions';
import { type Statement, statementsOf } from '../support/statements';
import { PRIVATE, UI_NODES, integrationsOf } from '../support/private-nodes';
import { has, resellerTemplate, resourcesOf, text } from '../support/synthesis';

describe('forwarding by lambda', () => {
  const template = resellerTemplate({ uiNodes: { forwarding: 'lambda', timeoutSeconds: 21 } });
  const [, forwarder] = resourcesOf(template, 'AWS::Lambda::Function').find(([id]) =>
    id.startsWith('GatewayForwarder'),
  )!;

  test('every route is answered by the forwarder, as a whole', () => {
    for (const { Type, Uri, ResponseTransferMode } of integrationsOf(template)) {
      expect([Type, ResponseTransferMode]).toEqual(['AWS_PROXY', undefined]);
      expect(text(Uri)).toMatch(/\/functions\/\$\{GatewayForwarderFunction.*\/invocations$/);
    }
  });

  test('no header is mapped: API Gateway would answer 500 to every call with a mapped Authorization', () => {
    for (const { RequestParameters } of integrationsOf(template)) expect(RequestParameters).toBeUndefined();
  });

  test('with answers: streamed, every route streams from the forwarder, which has a variable for it', () => {
    const streaming = resellerTemplate({ uiNodes: { forwarding: 'lambda', answers: 'streamed' } });
    for (const { Type, Uri, ResponseTransferMode } of integrationsOf(streaming)) {
      expect([Type, ResponseTransferMode]).toEqual(['AWS_PROXY', 'STREAM']);
      expect(text(Uri)).toMatch(
        /lambda:path\/2021-11-15\/functions\/\$\{GatewayForwarderFunction.*\/response-streaming-invocations$/,
      );
    }
    has(streaming, 'AWS::Lambda::Function', {
      Environment: { Variables: Match.objectLike({ APS_FORWARDER_STREAMED: 'true' }) },
    });
  });

  test('the forwarder runs for 15 minutes at most, as Lambda allows', () => {
    const slow = resellerTemplate({ uiNodes: { forwarding: 'lambda', answers: 'streamed', timeoutSeconds: 899 } });
    has(slow, 'AWS::Lambda::Function', { Timeout: 900 });
    for (const { TimeoutInMillis } of integrationsOf(slow)) expect(TimeoutInMillis).toBe(899_000);
  });

  test('the forwarder has the same time limit and a little more to start', () => {
    expect(forwarder.Properties['Timeout']).toBe(24);
    for (const { TimeoutInMillis } of integrationsOf(template)) expect(TimeoutInMillis).toBe(21_000);
  });

  test('the forwarder has variables for endpoint and time limit', () => {
    expect(forwarder.Properties['Environment']).toEqual({
      Variables: {
        APS_FORWARDER_BRAND_ENDPOINT: 'https://brand.provider.test',
        APS_FORWARDER_TIMEOUT_MILLISECONDS: '21000',
      },
    });
  });

  test('one permission lets the API call it', () => {
    const calls = resourcesOf(template, 'AWS::Lambda::Permission').filter(([, { Properties }]) =>
      text(Properties['FunctionName']).includes('Forwarder'),
    );
    expect(calls).toHaveLength(1);
  });

  test('with private nodes it runs in their subnets and dials the load balancer', () => {
    const inside = resellerTemplate({ uiNodes: { forwarding: 'lambda' } }, PRIVATE);
    const [, { Properties }] = resourcesOf(inside, 'AWS::Lambda::Function').find(([id]) =>
      id.startsWith('GatewayForwarder'),
    )!;
    const parameters = inside.toJSON()['Parameters'] as Record<string, { Default: string }>;
    expect(Properties['VpcConfig']).toMatchObject({ SubnetIds: UI_NODES.private.subnetIds });
    const { Variables } = Properties['Environment'] as { Variables: Record<string, { Ref: string }> };
    expect(parameters[Variables['APS_FORWARDER_CONNECT_HOST']!.Ref]?.Default).toBe(
      '/aps-gateway/unit/platform/load-balancer-host',
    );
  });
});

test('with tracing a forwarder may send traces', () => {
  const traced = statementsOf(
    resellerTemplate({ uiNodes: { forwarding: 'lambda' } }, { tracing: true }),
    'GatewayForwarderRole',
  );
  expect(traced.map(({ Action }) => Action)).toContainEqual(['xray:PutTelemetryRecords', 'xray:PutTraceSegments']);
});

test('a forwarder may write its log and nothing else', () => {
  const forwarding = statementsOf(resellerTemplate({ uiNodes: { forwarding: 'lambda' } }), 'GatewayForwarderRole');
  expect(forwarding.map(({ Action }) => Action)).toEqual([['logs:CreateLogStream', 'logs:PutLogEvents']]);
});

test('in a VPC Lambda may manage its network interfaces, but its code may not', () => {
  const [, { Action: managed, Resource: all }, denied] = statementsOf(
    resellerTemplate({ uiNodes: { forwarding: 'lambda' } }, PRIVATE),
    'GatewayForwarderRole',
  ) as [Statement, Statement, Statement];
  const { ArnLike } = denied.Condition as { ArnLike: Record<string, unknown> };
  expect([managed, all]).toEqual([denied.Action, denied.Resource]);
  expect([denied.Effect, text(ArnLike['lambda:SourceFunctionArn'])]).toEqual([
    'Deny',
    expect.stringMatching(/:lambda:.*:function:\*$/),
  ]);
});
