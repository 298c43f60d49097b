import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { loadEnvironment } from '../../../lib/config/load-environment';
import { addEnvironment } from '../../../lib/gateway/add-environment';
import { type Resource, resourcesOf, testApp, text } from '../support/synthesis';

const folder = mkdtempSync(join(tmpdir(), 'everything-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A folder that stands for the bundle of a function. */
function bundle(name: string): string {
  const path = join(folder, name);
  mkdirSync(path);
  writeFileSync(join(path, 'index.js'), `// ${name}\nexports.handler = async () => {};\n`);
  return path;
}

/** All options of a gateway at once, as far as they do not exclude each other. */
const app = testApp();
addEnvironment(app, loadEnvironment(join(__dirname, '../../support/environments'), 'everything'), {
  authorizerCode: () => bundle('plain'),
  brakesAuthorizerCode: () => bundle('brakes'),
  bearerAuthorizerCode: () => bundle('bearer'),
  forwarderCode: () => bundle('forwarder'),
  probeCode: () => bundle('probe'),
  noticesCode: () => bundle('notices'),
});
const NAMES = ['platform', 'alpha', 'beta', 'gamma'] as const;
const templates = new Map(
  NAMES.map((name) => [name, Template.fromStack(app.node.findChild(`aps-gateway-everything-${name}`) as Stack)]),
);
const found = (type: string): readonly Resource[] =>
  [...templates.values()].flatMap((template) => resourcesOf(template, type).map(([, resource]) => resource));

/** Longest value that AWS makes of a token here: a name or ARN. */
const resolved = (value: unknown) => text(value).replaceAll(/\$\{[^}]+\}/g, 'x'.repeat(90));

test.each(NAMES)('the stack %s stays below half of what CloudFormation allows', (name) => {
  const template = templates.get(name)!.toJSON() as { Resources: object };
  expect(Object.keys(template.Resources).length).toBeLessThan(250);
  expect(Buffer.byteLength(JSON.stringify(template))).toBeLessThan(500_000);
});

test('the environment variables of each function fit into the 4 KB that Lambda allows', () => {
  const sizes = found('AWS::Lambda::Function').map(({ Properties }) => {
    const { Variables } = Properties['Environment'] as { Variables: Record<string, unknown> };
    return JSON.stringify(Object.fromEntries(Object.entries(Variables).map(([key, value]) => [key, resolved(value)])))
      .length;
  });
  expect(sizes).toHaveLength(8);
  expect(Math.max(...sizes)).toBeLessThan(4096);
});

test('each managed policy fits into the 6144 characters that IAM allows', () => {
  const sizes = found('AWS::IAM::ManagedPolicy').map(({ Properties }) => {
    const { Statement } = Properties['PolicyDocument'] as { Statement: Record<string, unknown>[] };
    const written = Statement.map((one) => ({
      ...one,
      Resource: [one['Resource']].flat().map((resource) => resolved(resource)),
    }));
    return JSON.stringify(written).length;
  });
  expect(sizes).toHaveLength(12);
  expect(Math.max(...sizes)).toBeLessThan(6144);
});

test('the format of each access log fits into the 3 KB that API Gateway allows', () => {
  const sizes = found('AWS::ApiGateway::Stage').map(
    ({ Properties }) => resolved((Properties['AccessLogSetting'] as { Format: unknown }).Format).length,
  );
  expect(sizes).toHaveLength(4);
  expect(Math.max(...sizes)).toBeLessThan(3072);
});

test('each gateway has the authorizer that can do what it declares', () => {
  const codes = NAMES.slice(1).map((name) => {
    const [, { Properties }] = resourcesOf(templates.get(name)!, 'AWS::Lambda::Function').find(([id]) =>
      id.startsWith('GatewayOAuth'),
    )!;
    return (Properties['Code'] as { S3Key: string }).S3Key;
  });
  // Alpha and beta accept tokens, beta without a lockout; gamma accepts signatures only.
  expect(codes[0]).toBe(codes[1]);
  expect(codes[2]).not.toBe(codes[0]);
});
