import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Deployment, readDeployment } from '../../../lib/local/deployment/deployment';
import { DEFAULT_CONFIG_ROOT, synthesizeEnvironment } from '../../../lib/local/deployment/synthesize';
import { SETTINGS } from '../../../lambda/authorizer/contract';

let directory: string;
let deployment: Deployment;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'aps-gateway-deployment-'));
  deployment = readDeployment(synthesizeEnvironment(DEFAULT_CONFIG_ROOT, 'lab', directory));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const gateway = (id: string) => deployment.gateways.find(({ descriptor }) => descriptor.resellerId === id)!;
const method = (id: string, path: string, httpMethod: string) =>
  gateway(id).restApi.methods.find((it) => it.resourcePath === path && it.httpMethod === httpMethod);

test('holds the gateways of the lab by reseller', () => {
  expect(deployment.gateways.map(({ descriptor }) => descriptor.resellerId)).toEqual(['alpha', 'beta']);
});

test('knows the hosts of the UI nodes', () => {
  expect(deployment.uiNodeHosts).toEqual(['brand.lab.example.com']);
});

test('the lab declares nothing that localhost does not enforce', () => {
  expect(deployment.gateways.map(({ notEnforced }) => notEnforced)).toEqual([[], []]);
});

test('what localhost does not enforce is known by its key', () => {
  const folder = mkdtempSync(join(tmpdir(), 'aps-gateway-deployment-'));
  try {
    const { gateways } = readDeployment(synthesizeEnvironment(DEFAULT_CONFIG_ROOT, 'production', folder));
    const of = Object.fromEntries(gateways.map(({ descriptor, notEnforced }) => [descriptor.resellerId, notEnforced]));
    expect(of['contoso']).toEqual(['allowedSourceIps', 'mutualTls', 'protection.webAcl']);
    expect(of['fabrikam']).toEqual(['protection.webAcl']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a route leads to the brand endpoint with the host mapped, behind authorizer and API key', () => {
  expect(method('alpha', '/2/resources/{proxy+}', 'PUT')).toMatchObject({
    apiKeyRequired: true,
    authorizer: { identitySources: [] },
    integration: {
      type: 'HTTP_PROXY',
      method: 'PUT',
      uri: 'https://brand.lab.example.com/aps/2/resources/{proxy}',
      requestParameters: {
        'integration.request.header.X-Forwarded-Host': 'context.domainName',
        'integration.request.path.proxy': 'method.request.path.proxy',
      },
    },
  });
});

test('the catch-all answers from a MOCK without authorizer', () => {
  expect(method('alpha', '/{proxy+}', 'ANY')).toMatchObject({ apiKeyRequired: false, integration: { type: 'MOCK' } });
});

test("the function's environment names a table that its stack makes", () => {
  const { functions } = gateway('beta');
  const names = deployment.tables.map(({ TableName }) => TableName);
  expect(names.filter((name) => name === functions[0]?.environment[SETTINGS.nonceTable])).toHaveLength(1);
});

test('the function is the asset of the cloud assembly', () => {
  expect(gateway('beta').functions[0]?.codeDirectory).toContain(join(directory, 'cdk.out', 'asset.'));
});

test('usage plans have the limits of the tiers and cover the stage', () => {
  const { usagePlans, descriptor } = gateway('beta');
  const plan = usagePlans.find(({ id }) => id === descriptor.usagePlans['premium']);
  expect(plan).toMatchObject({
    stages: [`${descriptor.restApiId}:aps`],
    throttle: { rateLimit: 40, burstLimit: 80 },
    quota: { limit: 500_000, period: 'MONTH' },
  });
});

test("a gateway's own throttle is a throttle of the whole stage", () => {
  expect(gateway('beta').restApi.stage.throttles).toEqual(new Map([['*/*', { rateLimit: 60, burstLimit: 120 }]]));
});

test('a denial is declared as 401 with a challenge from the context', () => {
  expect(gateway('alpha').restApi.gatewayResponses.get('ACCESS_DENIED')).toMatchObject({
    statusCode: 401,
    parameters: { 'gatewayresponse.header.WWW-Authenticate': 'context.authorizer.challenge' },
  });
});

describe('the descriptor in a template', () => {
  const NAME = '/aps-gateway/lab/gateways/beta';
  let copy: string;
  beforeEach(() => {
    copy = mkdtempSync(join(tmpdir(), 'aps-gateway-descriptor-'));
    cpSync(join(directory, 'cdk.out'), copy, { recursive: true });
  });
  afterEach(() => rmSync(copy, { recursive: true, force: true }));

  /** Replaces the document that beta's stack publishes. */
  function publish(document: string): void {
    for (const file of readdirSync(copy).filter((name) => name.endsWith('.template.json'))) {
      const template = JSON.parse(readFileSync(join(copy, file), 'utf8')) as {
        Resources: Record<string, { Properties?: { Name?: string; Value?: unknown } }>;
      };
      for (const { Properties } of Object.values(template.Resources)) {
        if (Properties?.Name === NAME) Properties.Value = document;
      }
      writeFileSync(join(copy, file), JSON.stringify(template));
    }
  }

  test('has to be JSON', () => {
    publish('junk');
    expect(() => readDeployment(copy)).toThrow(
      `The SSM parameter ${NAME} does not describe a gateway: it is not JSON.`,
    );
  });

  test('has to have the members of a descriptor', () => {
    publish('{"version":1,"environment":"lab","resellerId":"beta","serves":7}');
    expect(() => readDeployment(copy)).toThrow(
      `The SSM parameter ${NAME} does not describe a gateway: its member serves is missing or invalid.`,
    );
  });

  test("has to be the parameter's own", () => {
    const { descriptor } = deployment.gateways.find((it) => it.descriptor.resellerId === 'beta')!;
    publish(JSON.stringify({ ...descriptor, resellerId: 'other' }));
    expect(() => readDeployment(copy)).toThrow('whose parameter is /aps-gateway/lab/gateways/other');
  });
});
