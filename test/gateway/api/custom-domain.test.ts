import type { Declared } from '../support/environment';
import { has, onlyResource, resellerTemplate, resourcesOf, text } from '../support/synthesis';

type Reseller = NonNullable<Declared['resellers']>[string];
const ARN = 'arn:aws:acm:eu-west-1:111122223333:certificate/e-9';
const ZONE = { id: 'Z0ALPHA', name: 'alpha.test' };
const domain = (more: object = {}): Reseller => ({
  domains: [{ name: 'api.alpha.test', certificateArn: ARN, ...more }],
});
const outputs = (reseller: Reseller) =>
  Object.entries(resellerTemplate(reseller).toJSON()['Outputs'] as Record<string, { Value: unknown }>).map(
    ([id, { Value }]) => [id, Value],
  );

const template = resellerTemplate(domain());

test('the domain is regional, with the declared certificate', () =>
  has(template, 'AWS::ApiGateway::DomainName', {
    DomainName: 'api.alpha.test',
    RegionalCertificateArn: ARN,
    EndpointConfiguration: { Types: ['REGIONAL'] },
  }));

describe('the security policy of the API, which decides for its domains too', () => {
  const policy = (reseller: Reseller) => {
    const { SecurityPolicy, EndpointAccessMode } = onlyResource(
      resellerTemplate(reseller),
      'AWS::ApiGateway::RestApi',
    ).Properties;
    return [SecurityPolicy, EndpointAccessMode];
  };
  const enhanced = { tlsPolicy: 'SecurityPolicy_TLS13_1_2_PQ_2025_09' };

  const least = 'SecurityPolicy_TLS13_1_2_2021_06';
  const mutualTls = { truststore: 's3://bucket-3/a/b.pem', version: 'v.5' };

  test('accepts TLS 1.2 without a domain', () => expect(policy({})).toEqual([least, 'STRICT']));
  test('accepts TLS 1.2 with a plain domain', () => expect(policy(domain())).toEqual([least, 'STRICT']));
  test('has the basic mode where it is declared', () =>
    expect(policy({ endpointAccess: 'basic' })).toEqual([least, 'BASIC']));
  test('is TLS_1_2 without a mode if a domain has mutual TLS', () =>
    expect(policy({ ...domain(), mutualTls })).toEqual(['TLS_1_2', undefined]));
  test('unsets the mode of the earlier policy with an empty string', () =>
    expect(policy({ ...domain(), mutualTls, endpointAccess: 'reset' })).toEqual(['TLS_1_2', '']));
  test('is that of its domains, with its mode', () =>
    expect(policy(domain(enhanced))).toEqual(['SecurityPolicy_TLS13_1_2_PQ_2025_09', 'STRICT']));
});

describe('the security policy of a domain', () => {
  const mutualTls = { truststore: 's3://bucket-3/a/b.pem', version: 'v.5' };

  test('accepts TLS 1.2, and requires that Host and TLS name agree', () =>
    has(template, 'AWS::ApiGateway::DomainName', {
      SecurityPolicy: 'SecurityPolicy_TLS13_1_2_2021_06',
      EndpointAccessMode: 'STRICT',
    }));

  test('is TLS_1_2 with mutual TLS, without a mode', () => {
    const { SecurityPolicy, EndpointAccessMode } = onlyResource(
      resellerTemplate({ ...domain(), mutualTls }),
      'AWS::ApiGateway::DomainName',
    ).Properties;
    expect([SecurityPolicy, EndpointAccessMode]).toEqual(['TLS_1_2', undefined]);
  });

  test('unsets the mode of the earlier policy with an empty string', () =>
    has(resellerTemplate({ ...domain(), mutualTls, endpointAccess: 'reset' }), 'AWS::ApiGateway::DomainName', {
      SecurityPolicy: 'TLS_1_2',
      EndpointAccessMode: '',
    }));
});

test('a newer policy is taken, and requires that Host and TLS name agree', () =>
  has(resellerTemplate(domain({ tlsPolicy: 'SecurityPolicy_TLS13_1_3_2025_09' })), 'AWS::ApiGateway::DomainName', {
    SecurityPolicy: 'SecurityPolicy_TLS13_1_3_2025_09',
    EndpointAccessMode: 'STRICT',
  }));

test('the base path leads to the stage of the same name', () => {
  const { BasePath, Stage } = onlyResource(template, 'AWS::ApiGateway::BasePathMapping').Properties;
  expect([BasePath, text(Stage)]).toEqual(['aps', expect.stringMatching(/^\$\{GatewayApiDeploymentStageaps/)]);
});

test('the default endpoint is disabled', () =>
  has(template, 'AWS::ApiGateway::RestApi', { DisableExecuteApiEndpoint: true }));

test('without a domain the default endpoint is enabled, also when a domain is removed', () =>
  has(resellerTemplate(), 'AWS::ApiGateway::RestApi', { DisableExecuteApiEndpoint: false }));

test('the output is the domain, without path', () => {
  expect(outputs(domain({ hostedZone: ZONE }))).toEqual([['ApsOAuthApiGatewayUrl', 'https://api.alpha.test']]);
});

test('each of several domains has its output', () => {
  const domains = [...domain().domains!, { name: 'aps.alpha.test', certificateArn: ARN }];
  expect(outputs({ domains })).toEqual([
    ['ApsOAuthApiGatewayUrl', 'https://api.alpha.test'],
    ['ApsOAuthApiGatewayUrl2', 'https://aps.alpha.test'],
    ['DnsTarget', { 'Fn::GetAtt': [expect.stringMatching(/^GatewayDomainapialphatest/), 'RegionalDomainName'] }],
    ['DnsTarget2', { 'Fn::GetAtt': [expect.stringMatching(/^GatewayDomainapsalphatest/), 'RegionalDomainName'] }],
  ]);
});

test('the output for DNS and the descriptor have the target of the record to make', () => {
  const { DnsTarget } = template.toJSON()['Outputs'] as Record<string, { Description: string; Value: unknown }>;
  expect(DnsTarget?.Description).toBe('Make the DNS record "api.alpha.test. CNAME" with this target');
  const { Value } = onlyResource(template, 'AWS::SSM::Parameter').Properties;
  expect(JSON.parse(text(Value))).toMatchObject({ dnsTargets: { 'api.alpha.test': text(DnsTarget?.Value) } });
});

test('only one output is to be entered on the platform', () => {
  const domains = [...domain().domains!, { name: 'aps.alpha.test', certificateArn: ARN }];
  const described = Object.entries(
    resellerTemplate({ domains }).toJSON()['Outputs'] as Record<string, { Description: string }>,
  ).filter(([, { Description }]) => Description.includes('Enter exactly this'));
  expect(described.map(([id]) => id)).toEqual(['ApsOAuthApiGatewayUrl']);
});

test('without a zone there is no record', () => template.resourceCountIs('AWS::Route53::RecordSet', 0));

describe('with a zone', () => {
  const zoned = resellerTemplate(domain({ hostedZone: ZONE }));

  test('an alias record is made', () =>
    has(zoned, 'AWS::Route53::RecordSet', { Name: 'api.alpha.test.', Type: 'A', HostedZoneId: 'Z0ALPHA' }));

  test('a given certificate is kept', () => zoned.resourceCountIs('AWS::CertificateManager::Certificate', 0));

  test('a missing certificate is made and validated there', () =>
    has(
      resellerTemplate({ domains: [{ name: 'api.alpha.test', hostedZone: ZONE }] }),
      'AWS::CertificateManager::Certificate',
      {
        DomainName: 'api.alpha.test',
        ValidationMethod: 'DNS',
        DomainValidationOptions: [{ DomainName: 'api.alpha.test', HostedZoneId: 'Z0ALPHA' }],
      },
    ));
});

test('a certificate that is made has no tags but the stack’s', () => {
  const made = resellerTemplate({ domains: [{ name: 'api.alpha.test', hostedZone: ZONE }] });
  expect(onlyResource(made, 'AWS::CertificateManager::Certificate').Properties).not.toHaveProperty('Tags');
});

test('mutual TLS has its truststore', () =>
  has(
    resellerTemplate({ ...domain(), mutualTls: { truststore: 's3://bucket-3/a/b.pem', version: 'v.5' } }),
    'AWS::ApiGateway::DomainName',
    { MutualTlsAuthentication: { TruststoreUri: 's3://bucket-3/a/b.pem', TruststoreVersion: 'v.5' } },
  ));

describe('mutual TLS with a certificate that proves ownership', () => {
  const proof = 'arn:aws:acm:eu-west-1:111122223333:certificate/f-7';
  const mutualTls = { truststore: 's3://bucket-3/a/b.pem', version: 'v.5', ownershipCertificateArn: proof };

  test('shows it along with a given certificate', () =>
    has(resellerTemplate({ ...domain(), mutualTls }), 'AWS::ApiGateway::DomainName', {
      RegionalCertificateArn: ARN,
      OwnershipVerificationCertificateArn: proof,
    }));

  test('needs none if the certificate is made here', () => {
    const made = resellerTemplate({ domains: [{ name: 'api.alpha.test', hostedZone: ZONE }], mutualTls });
    expect(onlyResource(made, 'AWS::ApiGateway::DomainName').Properties).not.toHaveProperty(
      'OwnershipVerificationCertificateArn',
    );
  });
});

test('the descriptor names the first domain', () => {
  const { Value } = resourcesOf(template, 'AWS::SSM::Parameter')[0]![1].Properties;
  expect(text(Value)).toContain('"url":"https://api.alpha.test"');
});
