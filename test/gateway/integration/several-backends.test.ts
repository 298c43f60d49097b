import { integrationsOf, UI_NODES } from '../support/private-nodes';
import {
  onlyResource,
  platformTemplate,
  type Resource,
  resellerTemplate,
  resourcesOf,
  text,
} from '../support/synthesis';

const ROUTES = {
  routes: [{ path: '/aps/2/resources' }, { path: '/aps/2/orders', brandEndpoint: 'https://orders.provider.test' }],
};
const urisOf = (template: ReturnType<typeof resellerTemplate>) =>
  new Set(integrationsOf(template).map(({ Uri }) => text(Uri)));

test('a route with a brand endpoint of its own has its nodes, the others have those of the gateway', () => {
  expect(urisOf(resellerTemplate(ROUTES))).toEqual(
    new Set([
      'https://brand.provider.test/aps/2/resources',
      'https://brand.provider.test/aps/2/resources/{proxy}',
      'https://orders.provider.test/aps/2/orders',
      'https://orders.provider.test/aps/2/orders/{proxy}',
    ]),
  );
});

test('every backend gets the host that the client signed', () => {
  for (const { RequestParameters } of integrationsOf(resellerTemplate(ROUTES)))
    expect(RequestParameters).toMatchObject({ 'integration.request.header.X-Forwarded-Host': 'context.domainName' });
});

test('through the VPC link, the URI names the host by which the load balancer chooses', () => {
  const furtherCertificates = [
    {
      host: 'orders.provider.test',
      certificateArn: 'arn:aws:acm:eu-west-1:111122223333:certificate/0a1b2c3d-2222-4444-8888-0123456789ab',
    },
  ];
  const platform = { uiNodes: { ...UI_NODES, private: { ...UI_NODES.private, furtherCertificates } } };
  expect(urisOf(resellerTemplate(ROUTES, platform))).toContain('https://orders.provider.test/aps/2/orders');
});

describe('forwarding by lambda', () => {
  const variablesOf = (reseller: Parameters<typeof resellerTemplate>[0]) =>
    (
      resourcesOf(resellerTemplate({ ...reseller, uiNodes: { forwarding: 'lambda' } }), 'AWS::Lambda::Function').find(
        ([id]) => id.startsWith('GatewayForwarder'),
      )![1].Properties['Environment'] as { Variables: Record<string, string> }
    ).Variables;

  test('one function knows the brand endpoint of each route', () => {
    expect(variablesOf(ROUTES)).toMatchObject({
      APS_FORWARDER_BRAND_ENDPOINT: 'https://brand.provider.test',
      APS_FORWARDER_ROUTE_BRAND_ENDPOINTS: '{"/2/orders":"https://orders.provider.test"}',
    });
  });

  test('without such a route it has no variable for them', () => {
    expect(variablesOf({})).not.toHaveProperty('APS_FORWARDER_ROUTE_BRAND_ENDPOINTS');
  });
});

test('the descriptor names the brand endpoint of a route', () => {
  const { Properties }: Resource = onlyResource(resellerTemplate(ROUTES), 'AWS::SSM::Parameter');
  expect(JSON.parse(text(Properties['Value']))).toMatchObject({
    routes: [{ path: '/aps/2/orders', brandEndpoint: 'https://orders.provider.test' }, { path: '/aps/2/resources' }],
  });
});

test('another brand endpoint of a route renews the deployment', () => {
  const idOf = (brandEndpoint: string) =>
    resourcesOf(
      resellerTemplate({ routes: [{ path: '/aps/2/orders', brandEndpoint }] }),
      'AWS::ApiGateway::Deployment',
    )[0]![0];
  expect(idOf('https://a.test')).not.toBe(idOf('https://b.test'));
});

describe('private nodes of a host', () => {
  const CERTIFICATE = 'arn:aws:acm:eu-west-1:111122223333:certificate/0a1b2c3d-2222-4444-8888-0123456789ab';
  const backend = (host: string, address: string) => ({
    host,
    certificateArn: CERTIFICATE,
    nodes: [{ address }],
    port: 9443,
    healthCheck: { path: '/healthz' },
  });
  const [ORDERS, EXPORTS] = [backend('orders.provider.test', '10.7.3.1'), backend('exports.provider.test', '10.7.3.2')];
  const stackOf = (...furtherCertificates: object[]) =>
    platformTemplate({
      uiNodes: {
        ...UI_NODES,
        private: { ...UI_NODES.private, furtherCertificates: furtherCertificates as (typeof ORDERS)[] },
      },
    });
  const rulesOf = (template: ReturnType<typeof platformTemplate>) =>
    resourcesOf(template, 'AWS::ElasticLoadBalancingV2::ListenerRule').map(([, { Properties }]) => Properties);
  const hostOf = (conditions: unknown) =>
    (conditions as { HostHeaderConfig?: { Values: string[] } }[]).flatMap(
      ({ HostHeaderConfig }) => HostHeaderConfig?.Values ?? [],
    )[0];
  const template = stackOf(ORDERS, EXPORTS);

  test('are a target group with a port and a health check of their own', () => {
    const groups = resourcesOf(template, 'AWS::ElasticLoadBalancingV2::TargetGroup').map(([, one]) => one.Properties);
    expect(groups).toContainEqual(
      expect.objectContaining({
        Port: 9443,
        HealthCheckPath: '/healthz',
        Targets: [{ Id: '10.7.3.1', Port: 9443 }],
      }),
    );
    expect(groups).toHaveLength(3);
  });

  test('get the requests for the host, with and without the stage in front, before the rule of the other hosts', () => {
    const rules = rulesOf(template);
    const of = (host: string | undefined) => rules.filter(({ Conditions }) => hostOf(Conditions) === host);
    expect(of('orders.provider.test').map(({ Transforms }) => Transforms !== undefined)).toEqual([true, false]);
    const groups = new Set(of('orders.provider.test').map(({ Actions }) => JSON.stringify(Actions)));
    expect(groups.size).toBe(1);
    expect(groups).not.toContain(JSON.stringify(of('exports.provider.test')[0]?.['Actions']));
    const [shared] = of(undefined);
    const priorities = rules.map(({ Priority }) => Number(Priority));
    expect(Math.max(...priorities)).toBe(shared?.['Priority']);
    expect(new Set(priorities).size).toBe(priorities.length);
  });

  test('may be reached by the load balancer', () => {
    expect(JSON.stringify(template.findResources('AWS::EC2::SecurityGroup'))).toContain('"10.7.3.2/32"');
  });

  test('keep the priority of their rules when another host comes or goes', () => {
    const priorityOf = (made: ReturnType<typeof platformTemplate>) =>
      rulesOf(made).find(({ Conditions }) => hostOf(Conditions) === 'orders.provider.test')?.['Priority'];
    expect(priorityOf(stackOf(ORDERS))).toBe(priorityOf(stackOf(EXPORTS, ORDERS)));
  });

  test('leave no trace in a platform without them', () => {
    const { nodes: _nodes, port: _port, healthCheck: _check, ...certificate } = ORDERS;
    expect(rulesOf(stackOf(certificate))).toMatchObject([{ Priority: 1 }]);
  });
});
