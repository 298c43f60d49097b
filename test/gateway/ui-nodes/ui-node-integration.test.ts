import { PRIVATE, UI_NODES, integrationsOf } from '../support/private-nodes';
import { has, onlyResource, resellerTemplate, resourcesOf, text } from '../support/synthesis';

describe('a public brand endpoint', () => {
  test('may be the reseller’s own, with a port', () => {
    const uris = integrationsOf(resellerTemplate({ uiNodes: { brandEndpoint: 'https://brand.alpha.test:8443' } }));
    expect(uris.map(({ Uri }) => Uri)).toContain('https://brand.alpha.test:8443/aps/2/resources');
  });

  test('has 29 seconds to answer', () => {
    for (const { TimeoutInMillis } of integrationsOf(resellerTemplate())) expect(TimeoutInMillis).toBe(29_000);
  });

  test('has as long as an acknowledged quota allows', () => {
    const slow = resellerTemplate({ uiNodes: { timeoutSeconds: 83, acknowledgedTimeoutQuotaSeconds: 90 } });
    for (const { TimeoutInMillis } of integrationsOf(slow)) expect(TimeoutInMillis).toBe(83_000);
  });

  test('can be shown the certificate that API Gateway generates', () => {
    const template = resellerTemplate({ uiNodes: { clientCertificate: 'generated' } });
    const [[certificate]] = resourcesOf(template, 'AWS::ApiGateway::ClientCertificate') as [[string, unknown]];
    expect(text(onlyResource(template, 'AWS::ApiGateway::Stage').Properties['ClientCertificateId'])).toContain(
      certificate,
    );
  });

  test('are shown another certificate if its serial changes', () => {
    const idOf = (clientCertificate: string) =>
      resourcesOf(resellerTemplate({ uiNodes: { clientCertificate } }), 'AWS::ApiGateway::ClientCertificate').map(
        ([id]) => id,
      );
    expect(idOf('generated-2027')).toHaveLength(1);
    expect(idOf('generated-2027')).not.toEqual(idOf('generated-2028'));
    expect(idOf('generated-2027')).not.toEqual(idOf('generated'));
  });

  test('can trust the next certificate before they are shown it, and it stays the same', () => {
    const certificates = (uiNodes: object) => {
      const template = resellerTemplate({ uiNodes });
      const shown = text(onlyResource(template, 'AWS::ApiGateway::Stage').Properties['ClientCertificateId']);
      return { shown, made: resourcesOf(template, 'AWS::ApiGateway::ClientCertificate').map(([id]) => id) };
    };
    const current = certificates({ clientCertificate: 'generated' });
    const both = certificates({ clientCertificate: 'generated', nextClientCertificate: 'generated-2028' });
    const next = certificates({ clientCertificate: 'generated-2028', nextClientCertificate: 'generated-2028' });
    expect([both.shown, both.made.toSorted()]).toEqual([current.shown, [...current.made, ...next.made].toSorted()]);
    expect(next.shown).toContain(next.made[0]);
  });

  test('can be shown a certificate of ACM', () => {
    const arn = 'arn:aws:acm:eu-west-1:111122223333:certificate/d-8';
    has(resellerTemplate({ uiNodes: { clientCertificate: arn } }), 'AWS::ApiGateway::Stage', {
      ClientCertificateId: arn,
    });
  });
});

describe('the headers that UI nodes get over httpProxy', () => {
  const mappings = (declared: Parameters<typeof resellerTemplate>[0] = {}) =>
    integrationsOf(resellerTemplate(declared)).map(({ RequestParameters }) => RequestParameters);

  test('are the canonical Authorization header and the gateway’s own hosts', () => {
    for (const mapping of mappings()) {
      expect(mapping).toMatchObject({
        'integration.request.header.X-Forwarded-Host': 'context.domainName',
        'integration.request.header.Authorization': 'context.authorizer.authorization',
        'integration.request.header.Forwarded': 'context.authorizer.forwarded',
      });
    }
  });

  test('leave Authorization as it was sent where that is declared', () => {
    const asSent = mappings({ uiNodes: { authorization: 'asSent' } });
    expect(asSent.length).toBeGreaterThan(0);
    for (const mapping of asSent) expect(mapping).not.toHaveProperty(['integration.request.header.Authorization']);
  });
});

describe('answers', () => {
  const parametersOf = (uiNodes: object) =>
    integrationsOf(resellerTemplate({ uiNodes })).map(({ RequestParameters }) => RequestParameters);
  const ACCEPT_ENCODING = 'integration.request.header.Accept-Encoding';

  test('are buffered, and API Gateway compresses them and decompresses requests of every size', () => {
    const template = resellerTemplate();
    has(template, 'AWS::ApiGateway::RestApi', { MinimumCompressionSize: 1 });
    for (const integration of integrationsOf(template)) expect(integration).not.toHaveProperty('ResponseTransferMode');
  });

  test('that are buffered are not compressed by the nodes', () => {
    for (const parameters of parametersOf({})) expect(parameters).toMatchObject({ [ACCEPT_ENCODING]: "'identity'" });
  });

  test('that are streamed pass as they are, compressed by a node or not', () => {
    const template = resellerTemplate({ uiNodes: { answers: 'streamed' } });
    expect(onlyResource(template, 'AWS::ApiGateway::RestApi').Properties).not.toHaveProperty('MinimumCompressionSize');
    for (const { ResponseTransferMode, RequestParameters } of integrationsOf(template)) {
      expect(ResponseTransferMode).toBe('STREAM');
      expect(RequestParameters).not.toHaveProperty([ACCEPT_ENCODING]);
    }
  });

  test('that are streamed may take 15 minutes', () => {
    const slow = resellerTemplate({ uiNodes: { answers: 'streamed', timeoutSeconds: 897 } });
    for (const { TimeoutInMillis } of integrationsOf(slow)) expect(TimeoutInMillis).toBe(897_000);
  });

  test('another setting of answers renews the deployment', () => {
    const deployments = (['buffered', 'streamed'] as const).flatMap((answers) =>
      resourcesOf(resellerTemplate({ uiNodes: { answers } }), 'AWS::ApiGateway::Deployment').map(([id]) => id),
    );
    expect(new Set(deployments).size).toBe(2);
  });
});

test.each(['buffered', 'streamed'] as const)('a fixed value takes the place of cookies, %s', (answers) => {
  for (const { RequestParameters } of integrationsOf(resellerTemplate({ uiNodes: { answers } })))
    expect(RequestParameters).toMatchObject({ 'integration.request.header.Cookie': "'cookies=dropped'" });
});

describe('private nodes', () => {
  test('a gateway takes link and load balancer from the platform’s parameters', () => {
    const template = resellerTemplate({}, PRIVATE);
    const parameters = template.toJSON()['Parameters'] as Record<string, { Default: string }>;
    const value = (expression: unknown) => parameters[(expression as { Ref: string }).Ref]?.Default;
    for (const { ConnectionType, ConnectionId, IntegrationTarget } of integrationsOf(template)) {
      expect(ConnectionType).toBe('VPC_LINK');
      expect(value(ConnectionId)).toBe('/aps-gateway/unit/platform/vpc-link-id');
      expect(value(IntegrationTarget)).toBe('/aps-gateway/unit/platform/load-balancer-arn');
    }
  });

  test('another node changes no gateway', () => {
    const nodes = [{ address: '10.7.9.9' }];
    const changed = { uiNodes: { ...UI_NODES, private: { ...UI_NODES.private, nodes } } };
    expect(resellerTemplate({}, changed).toJSON()).toEqual(resellerTemplate({}, PRIVATE).toJSON());
  });
});
