import type { Template } from 'aws-cdk-lib/assertions';
import { BOTH_AUDIENCES, INTERNAL_AUDIENCE, OTHER_VPC_ENDPOINT, VPC_ENDPOINT } from '../support/audiences';
import { onlyResource, type Resource, resellerTemplate, resourcesOf, text } from '../support/synthesis';

const ALARMED = { alarms: { throttles: 7 }, dashboards: 'gateways' } as const;
const METHODS = {
  standard: {
    quota: { limit: 7000, period: 'day' as const },
    throttle: { rateLimit: 11, burstLimit: 23 },
    methods: [{ path: '/aps/2/resources', method: 'POST' as const, rateLimit: 3, burstLimit: 5 }],
  },
};

const internal = resellerTemplate(INTERNAL_AUDIENCE, ALARMED);
const both = resellerTemplate(
  { ...BOTH_AUDIENCES, tiers: METHODS, logs: { executionLevel: 'error' } },
  { ...ALARMED, protection: { webAcl: { requestsPerIp: 100 } } },
);
const external = resellerTemplate({}, ALARMED);

const descriptorOf = (template: Template) =>
  JSON.parse(text(onlyResource(template, 'AWS::SSM::Parameter').Properties['Value'])) as Record<string, unknown>;
const endpointTypes = (template: Template) =>
  resourcesOf(template, 'AWS::ApiGateway::RestApi').map(
    ([, { Properties }]) => (Properties['EndpointConfiguration'] as { Types: string[] }).Types[0],
  );
const propertiesOf = (template: Template, type: string) => resourcesOf(template, type).map(([, one]) => one.Properties);
const apiOf = ({ Properties }: Resource) => text(Properties['RestApiId']);

/** Ids of the two APIs, the one on the internet first. */
const [externalId, internalId] = ['REGIONAL', 'PRIVATE'].map(
  (type) =>
    resourcesOf(both, 'AWS::ApiGateway::RestApi').find(([, { Properties }]) =>
      (Properties['EndpointConfiguration'] as { Types: string[] }).Types.includes(type),
    )?.[0],
);

describe('for an internal audience', () => {
  const api = onlyResource(internal, 'AWS::ApiGateway::RestApi').Properties;

  test('there is one API, which is private', () => {
    expect(api['EndpointConfiguration']).toEqual({ Types: ['PRIVATE'], IpAddressType: 'dualstack' });
  });

  test('only requests through the declared VPC endpoints are let in', () => {
    const { Statement } = api['Policy'] as { Statement: object[] };
    expect(Statement).toMatchObject([
      { Effect: 'Allow' },
      { Effect: 'Deny', Condition: { StringNotEquals: { 'aws:SourceVpce': [VPC_ENDPOINT, OTHER_VPC_ENDPOINT] } } },
    ]);
  });

  test('addresses are those inside the VPC', () => {
    const narrowed = resellerTemplate({ ...INTERNAL_AUDIENCE, allowedSourceIps: ['10.7.0.0/16'] });
    const { Statement } = onlyResource(narrowed, 'AWS::ApiGateway::RestApi').Properties['Policy'] as {
      Statement: object[];
    };
    expect(Statement[2]).toMatchObject({
      Effect: 'Deny',
      Condition: { NotIpAddress: { 'aws:VpcSourceIp': ['10.7.0.0/16'] } },
    });
  });

  test('without a domain, the URL is the one of the private API', () => {
    const { url, restApiId, audience, vpcEndpoints, internalApiId } = descriptorOf(internal);
    expect({ url, audience, vpcEndpoints, internalApiId }).toEqual({
      url: `https://${String(restApiId)}.execute-api.\${AWS::Region}.\${AWS::URLSuffix}`,
      audience: 'internal',
      vpcEndpoints: [VPC_ENDPOINT, OTHER_VPC_ENDPOINT],
      internalApiId: undefined,
    });
  });

  test('a domain is a private one, without a record or a target for one', () => {
    const template = resellerTemplate({ ...BOTH_AUDIENCES, audience: 'internal' });
    expect(endpointTypes(template)).toEqual(['PRIVATE']);
    template.resourceCountIs('AWS::ApiGateway::DomainName', 0);
    template.resourceCountIs('AWS::Route53::RecordSet', 0);
    expect(onlyResource(template, 'AWS::ApiGateway::DomainNameV2').Properties).toMatchObject({
      DomainName: 'api.alpha.test',
      EndpointConfiguration: { Types: ['PRIVATE'] },
    });
    expect(descriptorOf(template)).toMatchObject({ url: 'https://api.alpha.test' });
    expect(descriptorOf(template)).not.toHaveProperty('dnsTargets');
  });

  test('a certificate can be made in a hosted zone', () => {
    const template = resellerTemplate({
      ...INTERNAL_AUDIENCE,
      domains: [{ name: 'api.alpha.test', hostedZone: { id: 'Z0123456789ABCDEFGHIJ', name: 'alpha.test' } }],
    });
    template.resourceCountIs('AWS::CertificateManager::Certificate', 1);
    template.resourceCountIs('AWS::Route53::RecordSet', 0);
  });

  test('the access log names the VPC endpoint of each request', () => {
    const { Format } = onlyResource(internal, 'AWS::ApiGateway::Stage').Properties['AccessLogSetting'] as {
      Format: string;
    };
    expect(JSON.parse(Format)).toMatchObject({ vpcEndpoint: '$context.identity.vpceId' });
  });
});

describe('for both audiences', () => {
  test('there is a regional and a private API', () => {
    expect(new Set(endpointTypes(both))).toEqual(new Set(['PRIVATE', 'REGIONAL']));
    expect(endpointTypes(both)).toHaveLength(2);
  });

  test('both APIs call one function, by an authorizer for each', () => {
    expect(resourcesOf(both, 'AWS::Lambda::Function')).toHaveLength(1);
    const authorizers = resourcesOf(both, 'AWS::ApiGateway::Authorizer');
    expect(authorizers.map(([, one]) => apiOf(one)).toSorted()).toEqual(
      [`\${${externalId}}`, `\${${internalId}}`].toSorted(),
    );
    expect(new Set(authorizers.map(([, { Properties }]) => text(Properties['AuthorizerUri']))).size).toBe(1);
    expect(
      resourcesOf(both, 'AWS::DynamoDB::GlobalTable').length + resourcesOf(both, 'AWS::DynamoDB::Table').length,
    ).toBe(1);
  });

  test('both APIs have the same methods and responses', () => {
    const of = (type: string, id: string | undefined) =>
      resourcesOf(both, type).filter(([, one]) => apiOf(one) === `\${${id}}`).length;
    for (const type of ['AWS::ApiGateway::Method', 'AWS::ApiGateway::GatewayResponse', 'AWS::ApiGateway::Resource']) {
      expect(of(type, internalId)).toBeGreaterThan(3);
      expect(of(type, internalId)).toBe(of(type, externalId));
    }
  });

  test('one usage plan meters both, so that a quota is shared', () => {
    const { ApiStages } = onlyResource(both, 'AWS::ApiGateway::UsagePlan').Properties as {
      ApiStages: { ApiId: unknown; Throttle: object }[];
    };
    expect(ApiStages.map(({ ApiId }) => text(ApiId))).toEqual([`\${${externalId}}`, `\${${internalId}}`]);
    for (const { Throttle } of ApiStages) {
      expect(Throttle).toMatchObject({ '/2/resources/POST': { RateLimit: 3, BurstLimit: 5 } });
    }
  });

  test('API Gateway counts both in the same metrics, by their name', () => {
    expect(new Set(propertiesOf(both, 'AWS::ApiGateway::RestApi').map(({ Name }) => Name)).size).toBe(1);
    expect(resourcesOf(both, 'AWS::CloudWatch::Alarm').length).toBe(
      resourcesOf(external, 'AWS::CloudWatch::Alarm').length,
    );
  });

  test('both write one access log, and an execution log each', () => {
    const stages = propertiesOf(both, 'AWS::ApiGateway::Stage');
    const targets = stages.map(({ AccessLogSetting }) =>
      text((AccessLogSetting as { DestinationArn: unknown }).DestinationArn),
    );
    expect(new Set(targets).size).toBe(1);
    const names = propertiesOf(both, 'AWS::Logs::LogGroup').map(({ LogGroupName }) => text(LogGroupName));
    expect(names.filter((name) => name.startsWith('API-Gateway')).toSorted()).toEqual(
      [externalId, internalId].map((id) => `API-Gateway-Execution-Logs_\${${id}}/aps`).toSorted(),
    );
  });

  test('the web ACL protects both', () => {
    expect(resourcesOf(both, 'AWS::WAFv2::WebACLAssociation')).toHaveLength(2);
  });

  test('both have the domain, with one certificate, and neither has another host', () => {
    expect(onlyResource(both, 'AWS::ApiGateway::DomainName').Properties['DomainName']).toBe('api.alpha.test');
    expect(onlyResource(both, 'AWS::ApiGateway::DomainNameV2').Properties).toMatchObject({
      DomainName: 'api.alpha.test',
      CertificateArn: 'arn:aws:acm:eu-west-1:111122223333:certificate/0a1b2c3d-1111-4444-8888-0123456789ab',
      SecurityPolicy: 'TLS_1_2',
    });
    for (const { DisableExecuteApiEndpoint } of propertiesOf(both, 'AWS::ApiGateway::RestApi'))
      expect(DisableExecuteApiEndpoint).toBe(true);
  });

  test('a certificate that is made is made once', () => {
    const template = resellerTemplate({
      ...BOTH_AUDIENCES,
      domains: [{ name: 'api.alpha.test', hostedZone: { id: 'Z0123456789ABCDEFGHIJ', name: 'alpha.test' } }],
    });
    template.resourceCountIs('AWS::CertificateManager::Certificate', 1);
  });

  test('the private domain leads to the private API by the base path of the stage', () => {
    const { RestApiId, BasePath, Stage } = onlyResource(both, 'AWS::ApiGateway::BasePathMappingV2').Properties;
    expect([text(RestApiId), BasePath]).toEqual([`\${${internalId}}`, 'aps']);
    expect(text(Stage)).toMatch(/^\$\{GatewayInternalApiDeploymentStage/);
  });

  test('a VPC endpoint of the same account is associated with the private domain, one of another is not', () => {
    expect(onlyResource(both, 'AWS::ApiGateway::DomainNameAccessAssociation').Properties).toMatchObject({
      AccessAssociationSource: VPC_ENDPOINT,
      AccessAssociationSourceType: 'VPCE',
    });
  });

  test('the private domain lets in the same VPC endpoints as the API', () => {
    const { Policy } = onlyResource(both, 'AWS::ApiGateway::DomainNameV2').Properties;
    expect(JSON.parse(Policy as string)).toMatchObject({
      Statement: [
        { Effect: 'Allow' },
        { Effect: 'Deny', Condition: { StringNotEquals: { 'aws:SourceVpce': [VPC_ENDPOINT, OTHER_VPC_ENDPOINT] } } },
      ],
    });
  });

  test('the descriptor names both APIs and the id of the private domain', () => {
    expect(descriptorOf(both)).toMatchObject({
      url: 'https://api.alpha.test',
      restApiId: `\${${externalId}}`,
      internalApiId: `\${${internalId}}`,
      audience: 'both',
      privateDomains: { 'api.alpha.test': expect.stringMatching(/DomainNameId\}$/) as string },
    });
  });
});

test('a change of audience never changes the endpoint of an API, which AWS may refuse', () => {
  const ids = (template: Template) => resourcesOf(template, 'AWS::ApiGateway::RestApi').map(([id]) => id);
  expect(ids(both)).toEqual(expect.arrayContaining([...ids(external), ...ids(internal)]));
  expect(ids(external)).not.toEqual(ids(internal));
});

test('a gateway for the internet has no trace of another audience', () => {
  const declared = resellerTemplate({ audience: 'external' }, ALARMED);
  expect(declared.toJSON()).toEqual(external.toJSON());
  expect(JSON.stringify(external.toJSON())).not.toMatch(
    /aws:SourceVpce|vpcEndpoint\\+"|GatewayInternal|"audience|internalApiId/,
  );
});
