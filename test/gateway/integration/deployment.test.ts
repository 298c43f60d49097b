import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { addGatewayResponses, gatewayResponseModels } from '../../../lib/gateway/api/gateway-responses';
import { type Declared, environmentOf } from '../support/environment';
import { onlyResource, resellerTemplate, resourcesOf, testApp } from '../support/synthesis';

type Reseller = NonNullable<Declared['resellers']>[string];
type Platform = NonNullable<Declared['platform']>;

function deploymentId(reseller: Reseller = {}, platform: Platform = {}): string {
  const found = resourcesOf(resellerTemplate(reseller, platform), 'AWS::ApiGateway::Deployment');
  expect(found).toHaveLength(1);
  return found[0]![0];
}

const PRIVATE = {
  vpcId: 'vpc-0123456789abcdef0',
  vpcCidrs: ['10.0.0.0/16'],
  subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
  certificateArn: 'arn:aws:acm:eu-west-1:111122223333:certificate/aa',
  nodes: [{ address: '10.0.1.5' }],
};
const behindLink = (changed: Partial<typeof PRIVATE> = {}): Platform => ({
  uiNodes: { brandEndpoint: 'https://brand.provider.test', private: { ...PRIVATE, ...changed } },
});
const DOMAIN = { name: 'api.alpha.test', certificateArn: 'arn:aws:acm:eu-west-1:111122223333:certificate/bb' };

const before = deploymentId();

test.each<[string, Reseller]>([
  ['a route more', { routes: [{ path: '/aps/2/resources' }, { path: '/aps/2/types' }] }],
  ['a method less', { routes: [{ path: '/aps/2/resources', methods: ['GET'] }] }],
  ['another brand endpoint', { uiNodes: { brandEndpoint: 'https://brand.alpha.test' } }],
  ['another time limit', { uiNodes: { timeoutSeconds: 17 } }],
  ['another way of forwarding', { uiNodes: { forwarding: 'lambda' } }],
  ['a domain, which disables the default endpoint', { domains: [DOMAIN] }],
  ['a resource policy', { allowedSourceIps: ['198.51.100.0/24'] }],
])('%s renews the deployment', (_change, reseller) => {
  expect(deploymentId(reseller)).not.toBe(before);
});

test.each<[string, Reseller, Platform]>([
  ['nothing', {}, {}],
  ['another display name', { displayName: 'Another name' }, {}],
  ['tags', { tags: { team: 'blue' } }, {}],
  [
    'another tier',
    { tiers: { standard: { quota: 'unlimited', throttle: { rateLimit: 3, burstLimit: 5 } } } },
    { tiers: {} },
  ],
  ['another throttle', { throttle: { rateLimit: 71, burstLimit: 73 } }, {}],
  ['another verification', { oauth: { timestampWindowSeconds: 99 } }, {}],
  ['another retention', { logs: { retentionDays: 3 } }, {}],
  ['a client certificate', { uiNodes: { clientCertificate: 'generated' } }, {}],
  ['alarms and tracing', {}, { alarms: {}, tracing: true }],
  ['an operation group', {}, { operationGroups: { orders: { level: 'A', operations: [{ path: '/aps/2/orders' }] } } }],
])('%s keeps the deployment', (_change, reseller, platform) => {
  expect(deploymentId(reseller, platform)).toBe(before);
});

test('another VPC, which makes another link, renews the deployment', () => {
  expect(deploymentId({}, behindLink({ vpcId: 'vpc-0fedcba9876543210' }))).not.toBe(deploymentId({}, behindLink()));
});

test('another subnet renews it as well', () => {
  const subnetIds = ['subnet-0123456789abcdef0', 'subnet-0fedcba9876543210'];
  expect(deploymentId({}, behindLink({ subnetIds }))).not.toBe(deploymentId({}, behindLink()));
});

test('another order of the subnets, which makes no other link, keeps the deployment', () => {
  const subnetIds = PRIVATE.subnetIds.toReversed();
  expect(deploymentId({}, behindLink({ subnetIds }))).toBe(deploymentId({}, behindLink()));
});

test('another security policy renews the deployment, without which it would not take effect', () => {
  const newer = { ...DOMAIN, tlsPolicy: 'SecurityPolicy_TLS13_1_3_2025_09' as const };
  expect(deploymentId({ domains: [newer] })).not.toBe(deploymentId({ domains: [DOMAIN] }));
});

test('a web ACL, whose refusals have a gateway response, renews the deployment', () => {
  expect(deploymentId({}, { protection: { webAcl: { managedRules: true } } })).not.toBe(before);
});

test('another node keeps the deployment', () => {
  expect(deploymentId({}, behindLink({ nodes: [{ address: '10.0.1.6' }] }))).toBe(deploymentId({}, behindLink()));
});

test('the deployment waits for every method and gateway response', () => {
  const template = resellerTemplate();
  const { DependsOn = [] } = onlyResource(template, 'AWS::ApiGateway::Deployment');
  const parts = ['Method', 'GatewayResponse'].flatMap((type) => resourcesOf(template, `AWS::ApiGateway::${type}`));
  expect(parts.map(([id]) => id).filter((id) => !DependsOn.includes(id))).toEqual([]);
});

test('gateway responses are a part of the hash', () => {
  const models = gatewayResponseModels(environmentOf().gateways[0]!, false);
  const api = (changed: object) => {
    const stack = new Stack(testApp(), 'stack');
    const rest = new RestApi(stack, 'Api', { cloudWatchRole: false });
    rest.root.addMethod('ANY');
    addGatewayResponses(stack, rest, { ...models, ...changed });
    return resourcesOf(Template.fromStack(stack), 'AWS::ApiGateway::Deployment')[0]![0];
  };
  expect(api({ THROTTLED: { status: 429, headers: {}, body: '{"code":"other"}' } })).not.toBe(api({}));
  expect(api({})).toBe(api({}));
});
