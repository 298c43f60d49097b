import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { addEnvironment } from '../../../lib/gateway/add-environment';
import { kindOf } from '../../../lib/gateway/authorizer/authorizer-kind';
import { environmentOf } from '../support/environment';
import { statementsOf } from '../support/statements';
import { onlyResource, resourcesOf, testApp } from '../support/synthesis';

const bearer = {
  issuer: 'https://login.example.com/',
  audience: 'aps-gateways',
  jwksUri: 'https://login.example.com/keys',
  leewaySeconds: 17,
};
const lockout = { failures: 7, withinMinutes: 11, forMinutes: 33 };
const config = environmentOf({
  platform: { oauth: { bearer } },
  resellers: {
    signs: {},
    either: { oauth: { authentication: ['oauth1', 'bearer'] }, lockout },
    tokens: { oauth: { authentication: ['bearer'] } },
    locks: { lockout },
  },
});

const folder = mkdtempSync(join(tmpdir(), 'bundles-'));
const built: string[] = [];
function bundle(kind: string): string {
  built.push(kind);
  const path = mkdtempSync(join(folder, 'bundle-'));
  writeFileSync(join(path, 'index.js'), `// ${kind}\n`);
  return path;
}

const app = testApp();
addEnvironment(app, config, {
  authorizerCode: () => bundle('plain'),
  forwarderCode: () => bundle('forwarder'),
  brakesAuthorizerCode: () => bundle('brakes'),
  bearerAuthorizerCode: () => bundle('bearer'),
});
const templates = Object.fromEntries(
  ['signs', 'either', 'tokens', 'locks'].map((id) => {
    return [id, Template.fromStack(app.node.findChild(`aps-gateway-unit-${id}`) as Stack)] as const;
  }),
);
afterAll(() => rmSync(folder, { recursive: true }));

function functionOf(id: string) {
  return onlyResource(templates[id]!, 'AWS::Lambda::Function').Properties as {
    readonly Description: string;
    readonly Code: { readonly S3Key: string };
    readonly Environment: { readonly Variables: Readonly<Record<string, string>> };
  };
}
const variablesOf = (id: string) => functionOf(id).Environment.Variables;
const challengeOf = (id: string) =>
  resourcesOf(templates[id]!, 'AWS::ApiGateway::GatewayResponse').find(
    ([, { Properties }]) => Properties['ResponseType'] === 'UNAUTHORIZED',
  )![1].Properties as {
    readonly ResponseParameters: Readonly<Record<string, string>>;
    readonly ResponseTemplates: Readonly<Record<string, string>>;
  };

test.each([
  ['signs', 'plain'],
  ['locks', 'brakes'],
  ['either', 'bearer'],
  ['tokens', 'bearer'],
])('the gateway of %s has the bundle %s', (id, kind) => {
  expect(kindOf(config.gateways.find(({ resellerId }) => resellerId === id)!)).toBe(kind);
});

test('gateways share a bundle only if they are of one kind, and each is built once', () => {
  const code = (id: string) => functionOf(id).Code.S3Key;
  expect(code('either')).toBe(code('tokens'));
  expect(new Set(['signs', 'locks', 'tokens'].map(code)).size).toBe(3);
  expect(built.toSorted()).toEqual(['bearer', 'brakes', 'plain']);
});

test.each([
  ['either', ['oauth1', 'bearer']],
  ['tokens', ['bearer']],
])('the function of %s has how tokens are accepted', (id, schemes) => {
  expect(JSON.parse(variablesOf(id)['APS_GATEWAY_BEARER']!)).toEqual({
    ...bearer,
    schemes,
    subjectClaim: 'sub',
    algorithms: ['RS256'],
  });
});

test('a gateway for signatures has no trace of the identity provider that the platform declares', () => {
  const template = JSON.stringify(templates['signs']!.toJSON());
  expect(template).not.toMatch(/APS_GATEWAY_BEARER|login\.example\.com|Bearer/i);
});

test('a gateway for tokens has the same resources as one for signatures', () => {
  const typesOf = (id: string) =>
    Object.values(templates[id]!.toJSON()['Resources'] as Record<string, { readonly Type: string }>)
      .map(({ Type }) => Type)
      .toSorted();
  expect(typesOf('tokens')).toEqual(typesOf('signs'));
});

test.each([
  ['signs', 'OAuth realm="signs", oauth_problem="parameter_absent"'],
  ['either', 'OAuth realm="either", oauth_problem="parameter_absent", Bearer realm="either"'],
  ['tokens', 'Bearer realm="tokens"'],
])('a request to %s without a header is challenged with %s', (id, challenge) => {
  const { ResponseParameters } = challengeOf(id);
  expect(ResponseParameters['gatewayresponse.header.WWW-Authenticate']).toBe(`'${challenge}'`);
});

test.each([
  ['signs', /Sign the request/, /Bearer/],
  ['either', /Sign the request with OAuth 1\.0a, or send Authorization: Bearer/, /other schemes/],
  ['tokens', /Send Authorization: Bearer with a token/, /Sign the request/],
])('a request to %s without a header is answered with how to authenticate', (id, said, unsaid) => {
  const { message } = JSON.parse(challengeOf(id).ResponseTemplates['application/json']!) as { message: string };
  expect(message).toMatch(said);
  expect(message).not.toMatch(unsaid);
});

test.each([
  ['signs', ['secretsmanager:GetSecretValue', 'dynamodb:PutItem']],
  ['either', ['secretsmanager:GetSecretValue', 'dynamodb:PutItem', 'dynamodb:GetItem', 'dynamodb:UpdateItem']],
  ['tokens', ['secretsmanager:GetSecretValue']],
])('the function of %s may call these operations of stores: %j', (id, allowed) => {
  const actions = statementsOf(templates[id]!, 'GatewayOAuthRole').flatMap(({ Action }) => Action);
  expect(actions.filter((action) => /^(secretsmanager|dynamodb):/.test(action))).toEqual(allowed);
});

test.each([
  ['signs', 'Verifies OAuth 1.0a requests to the gateway of signs'],
  ['either', 'Verifies OAuth 1.0a requests and bearer tokens to the gateway of either'],
  ['tokens', 'Verifies requests with bearer tokens to the gateway of tokens'],
])('the function of %s says what it verifies', (id, description) => {
  expect(functionOf(id).Description).toBe(description);
});
