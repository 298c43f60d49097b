import { PRIVATE, UI_NODES } from '../support/private-nodes';
import { has, onlyResource, platformTemplate, resourcesOf } from '../support/synthesis';

const ELB = 'AWS::ElasticLoadBalancingV2';

describe('private nodes', () => {
  const platform = platformTemplate(PRIVATE);
  const target = onlyResource(platform, `${ELB}::TargetGroup`).Properties;

  test.each([
    ['Protocol', 'HTTPS'],
    ['Port', 8443],
    ['TargetType', 'ip'],
    ['HealthCheckProtocol', 'HTTPS'],
    ['HealthCheckPath', '/aps'],
    ['Matcher', { HttpCode: '200-401' }],
    ['HealthCheckIntervalSeconds', 19],
    ['HealthCheckTimeoutSeconds', 7],
    ['HealthyThresholdCount', 4],
    ['UnhealthyThresholdCount', 6],
    ['TargetGroupAttributes', [{ Key: 'load_balancing.cross_zone.enabled', Value: 'true' }]],
    [
      'Targets',
      [
        { Id: '10.7.1.5', Port: 8443 },
        { Id: '192.168.3.9', Port: 8443, AvailabilityZone: 'all' },
      ],
    ],
  ])('the target group has %s', (property, value) => {
    expect(target[property]).toEqual(value);
  });

  test('the target group keeps zones apart where that is declared', () => {
    const [node] = UI_NODES.private.nodes;
    const apart = { ...UI_NODES, private: { ...UI_NODES.private, nodes: [node!], crossZone: false } };
    has(platformTemplate({ uiNodes: apart }), `${ELB}::TargetGroup`, {
      TargetGroupAttributes: [{ Key: 'load_balancing.cross_zone.enabled', Value: 'false' }],
    });
  });

  test('the load balancer is internal', () =>
    has(platform, `${ELB}::LoadBalancer`, { Scheme: 'internal', Type: 'application' }));

  test('its listener speaks HTTPS with the declared certificate', () =>
    has(platform, `${ELB}::Listener`, {
      Protocol: 'HTTPS',
      Port: 443,
      Certificates: [{ CertificateArn: 'arn:aws:acm:eu-west-1:111122223333:certificate/c-7' }],
    }));

  test('its listener has further certificates for brand endpoints of resellers, each once', () => {
    const arn = 'arn:aws:acm:eu-west-1:111122223333:certificate/e-9';
    const furtherCertificates = [
      { host: 'brand.alpha.test', certificateArn: arn },
      { host: 'brand.bravo.test', certificateArn: arn },
      { host: 'brand.charlie.test', certificateArn: UI_NODES.private.certificateArn },
    ];
    const more = platformTemplate({ uiNodes: { ...UI_NODES, private: { ...UI_NODES.private, furtherCertificates } } });
    expect(onlyResource(more, `${ELB}::ListenerCertificate`).Properties).toMatchObject({
      Certificates: [{ CertificateArn: arn }],
    });
  });

  test('a stage before the path is removed', () => {
    const { Transforms, Conditions } = onlyResource(platform, `${ELB}::ListenerRule`).Properties;
    const [{ UrlRewriteConfig }] = Transforms as [
      { UrlRewriteConfig: { Rewrites: [{ Regex: string; Replace: string }] } },
    ];
    const [{ Regex, Replace }] = UrlRewriteConfig.Rewrites;
    expect('/aps/aps/2/resources/1?and(eq(a,1))'.replace(new RegExp(Regex), Replace)).toBe(
      '/aps/2/resources/1?and(eq(a,1))',
    );
    expect(Conditions).toEqual([{ Field: 'path-pattern', PathPatternConfig: { Values: ['/aps/aps/*'] } }]);
  });

  test('only the link and forwarders reach the load balancer, which reaches only the nodes', () => {
    const groups = resourcesOf(platform, 'AWS::EC2::SecurityGroup').map(([, { Properties }]) => Properties);
    const egress = groups.flatMap(
      ({ SecurityGroupEgress }) => SecurityGroupEgress as { CidrIp: string; ToPort: number }[],
    );
    expect(egress.map(({ CidrIp, ToPort }) => `${CidrIp} ${ToPort}`)).toEqual([
      '10.7.0.0/16 443',
      '10.7.1.5/32 8443',
      '192.168.3.9/32 8443',
    ]);
    const ingress = groups.flatMap(({ SecurityGroupIngress = [] }) => SecurityGroupIngress as object[]);
    expect(ingress).toEqual([
      expect.objectContaining({ ToPort: 443, SourceSecurityGroupId: expect.anything() as object }),
    ]);
  });

  const OF_A_PLACE = [
    'AWS::ApiGatewayV2::VpcLink',
    'AWS::EC2::SecurityGroup',
    `${ELB}::LoadBalancer`,
    `${ELB}::Listener`,
    `${ELB}::ListenerRule`,
    `${ELB}::TargetGroup`,
  ];
  const idsOf = (changed: Partial<typeof UI_NODES.private>, types = OF_A_PLACE) => {
    const template = platformTemplate({ uiNodes: { ...UI_NODES, private: { ...UI_NODES.private, ...changed } } });
    return types.flatMap((type) => resourcesOf(template, type).map(([id]) => id));
  };
  const [first, second] = UI_NODES.private.subnetIds as [string, string];

  test.each(OF_A_PLACE)('%s stays when it leaves the template, unless its first deployment failed', (type) => {
    for (const [, { DeletionPolicy }] of resourcesOf(platform, type))
      expect(DeletionPolicy).toBe('RetainExceptOnCreate');
  });

  test('a target group that another port replaces is deleted', () => {
    expect(onlyResource(platform, `${ELB}::TargetGroup`).UpdateReplacePolicy).toBe('Delete');
  });

  test('the load balancer has no deletion protection, which would make a rollback fail', () => {
    const { LoadBalancerAttributes } = onlyResource(
      platformTemplate({ ...PRIVATE, protection: { terminationProtection: true } }),
      `${ELB}::LoadBalancer`,
    ).Properties;
    expect(LoadBalancerAttributes).toContainEqual({ Key: 'deletion_protection.enabled', Value: 'false' });
  });

  test('the load balancer drops headers that two readers may read differently', () => {
    const { LoadBalancerAttributes } = onlyResource(platform, `${ELB}::LoadBalancer`).Properties;
    expect(LoadBalancerAttributes).toContainEqual({
      Key: 'routing.http.drop_invalid_header_fields.enabled',
      Value: 'true',
    });
  });

  test.each<[string, Partial<typeof UI_NODES.private>]>([
    ['another VPC', { vpcId: 'vpc-0fedcba9876543210' }],
    ['another subnet', { subnetIds: [first, 'subnet-0fedcba9876543210'] }],
  ])('%s replaces everything in it', (_what, changed) => {
    const before = idsOf({});
    expect(before).toHaveLength(OF_A_PLACE.length + 1);
    expect(idsOf(changed).filter((id) => before.includes(id))).toEqual([]);
  });

  test('another order of the subnets replaces nothing', () => {
    expect(idsOf({ subnetIds: [second, first] })).toEqual(idsOf({}));
  });

  test('parameters keep their ids wherever the nodes are, because they keep their names', () => {
    const types = ['AWS::SSM::Parameter'];
    expect(idsOf({ vpcId: 'vpc-0fedcba9876543210' }, types)).toEqual(idsOf({}, types));
  });

  test('the platform publishes what gateways read', () => {
    const names = resourcesOf(platform, 'AWS::SSM::Parameter').map(([, { Properties }]) => Properties['Name']);
    expect(names).toEqual(
      expect.arrayContaining([
        '/aps-gateway/unit/platform/vpc-link-id',
        '/aps-gateway/unit/platform/load-balancer-arn',
        '/aps-gateway/unit/platform/load-balancer-host',
        '/aps-gateway/unit/platform/callers-security-group-id',
      ]),
    );
  });
});
