import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { ResellerGatewayProps } from '../../../lib';
import { standaloneAppOptions } from '../../../lib/gateway/app-options';
import { environmentOf, type Declared } from '../../gateway/support/environment';
import { appOf } from '../../gateway/support/synthesis';
import { addGateway, TIERS, UI_NODES } from '../support/gateways';

/** Members of a reseller's file that are props of the same name. */
type Shared = Omit<
  NonNullable<Declared['resellers']>[string],
  'uiNodes' | 'tiers' | 'alarms' | 'lockout' | 'displayName' | 'parent' | 'gateway'
>;

interface Case {
  readonly reseller?: Shared;
  readonly platform?: NonNullable<Declared['platform']>;
  readonly props?: Partial<ResellerGatewayProps>;
  readonly below?: NonNullable<Declared['resellers']>;
}

const DOMAINS = [
  { name: 'api.acme.test', certificateArn: 'arn:aws:acm:eu-west-3:111122223333:certificate/c-1' },
  { name: 'own.acme.test', hostedZone: { id: 'Z123', name: 'acme.test' } },
];
const ENTIRE: Shared = {
  routes: [{ path: '/aps/2/resources', methods: ['GET'] }, { path: '/aps/2/services/orders' }],
  throttle: { rateLimit: 61, burstLimit: 127 },
  oauth: { signatureMethods: ['HMAC-SHA256'], timestampWindowSeconds: 241, clockSkewSeconds: 31 },
  domains: DOMAINS,
  allowedSourceIps: ['203.0.113.0/24'],
  endpointAccess: 'basic',
  logs: { retentionDays: 545, executionLevel: 'error' },
};
const BEARER: NonNullable<Shared['oauth']> = {
  authentication: ['bearer'],
  bearer: { issuer: 'https://id.acme.test/', audience: 'gateways', jwksUri: 'https://id.acme.test/keys' },
};
const GROUPS = { orders: { level: 'B', operations: [{ path: '/aps/2/services/**', methods: ['GET'] }] } } as const;
const NODES = { ...UI_NODES, forwarding: 'lambda', timeoutSeconds: 17 } as const;

const CASES: Readonly<Record<string, Case>> = {
  'the least that can be declared': {},
  'what a reseller declares': { reseller: ENTIRE, props: ENTIRE },
  'client certificates': {
    reseller: { domains: DOMAINS.slice(0, 1), mutualTls: { truststore: 's3://trust/ca.pem', version: 'v-7' } },
    props: { domains: DOMAINS.slice(0, 1), mutualTls: { truststore: 's3://trust/ca.pem', version: 'v-7' } },
  },
  'what a platform declares': {
    platform: {
      uiNodes: NODES,
      tracing: true,
      dashboards: 'gateways',
      isolation: { accountConcurrency: 400, reservedConcurrency: 19 },
      operationGroups: structuredClone(GROUPS) as never,
    },
    props: {
      uiNodes: NODES,
      tracing: true,
      dashboard: true,
      isolation: { accountConcurrency: 400, reservedConcurrency: 19 },
      operationGroups: GROUPS,
    },
  },
  alarms: {
    platform: { alarms: { latencyMilliseconds: 8000, quotaRefusals: 3 } },
    props: { alarms: { latencyMilliseconds: 8000, quotaRefusals: 3 } },
  },
  'both audiences': {
    reseller: { audience: 'both', vpcEndpoints: [{ id: 'vpce-0123456789abcdef0' }], domains: DOMAINS.slice(0, 1) },
    props: { audience: 'both', vpcEndpoints: [{ id: 'vpce-0123456789abcdef0' }], domains: DOMAINS.slice(0, 1) },
  },
  'bearer tokens': { reseller: { oauth: BEARER }, props: { oauth: BEARER } },
  'a lockout': {
    platform: { lockout: { failures: 13, withinMinutes: 3, forMinutes: 29 } },
    props: { lockout: { failures: 13, withinMinutes: 3, forMinutes: 29 } },
  },
  'resellers below': {
    below: { beta: { parent: 'acme', gateway: 'inherited' } },
    props: { subResellers: { beta: { displayName: 'Reseller beta' } } },
  },
};

/** A template in which ids, the app's names and what only one of both ways writes are the same. */
function comparable(stack: Stack): unknown {
  const { Resources } = Template.fromStack(stack).toJSON() as { Resources: Record<string, Resource> };
  const names = Object.entries(Resources).map(([id, { Type }]) => [id, Type] as const);
  const kept = Object.entries(Resources).filter(([, { Type }]) => Type !== 'AWS::SNS::Topic');
  const resources = kept.map(([, resource]) => resource);
  let json = JSON.stringify(resources.map(withoutTags));
  for (const [id, type] of names.toSorted(([one], [other]) => other.length - one.length))
    json = json.replaceAll(id, type);
  return (JSON.parse(json) as Resource[])
    .map((resource) => JSON.stringify(resource, undefined, 1))
    .map((resource) =>
      resource.replace(/"Name": "[A-Za-z]*OAuth[A-Za-z]*Authorizer[0-9A-F]{8}"/, '"Name": "authorizer"'),
    )
    .map((resource) => resource.replace(/"SsmParameterValue\w+alarmtopicarn\w+"/g, '"AWS::SNS::Topic"'))
    .map((resource) => resource.replace(/"S3Key": "[^"]*"/, '"S3Key": "asset"'))
    .toSorted();
}

interface Resource {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
  readonly Metadata?: unknown;
}

/** Tags of a stack are not in its template. */
function withoutTags({ Metadata: _metadata, Properties: { Tags: _tags, ...Properties } = {}, ...rest }: Resource) {
  return { ...rest, Properties };
}

test.each(Object.entries(CASES))('props and files make the same gateway: %s', (_name, one) => {
  const { reseller = {}, platform = {}, props = {}, below = {} } = one;
  const config = environmentOf({
    platform: { dashboards: 'none', ...platform, tiers: structuredClone(TIERS) },
    resellers: { acme: reseller, ...below },
  });
  const fromFiles = appOf(config).node.findChild('aps-gateway-unit-acme') as Stack;
  const own = new Stack(new App(standaloneAppOptions()), 'Own');
  const topic = props.alarms && { alarmTopic: new Topic(own, 'Topic') };
  addGateway(own, 'Gateway', { environment: 'unit', displayName: 'Reseller acme', ...props, ...topic });

  expect(comparable(own)).toEqual(comparable(fromFiles));
});

test('an app without any feature flag gets the same gateway', () => {
  const [bare, flagged] = [new App(), new App(standaloneAppOptions())].map((app) => {
    const own = new Stack(app, 'Own');
    addGateway(own);
    return Template.fromStack(own).toJSON();
  });
  expect(bare).toEqual(flagged);
});
