import type { GatewayDescriptor } from '../lib/descriptor';
import { NEWER, readDescriptor } from '../lib/read-descriptor';

const DESCRIPTOR: GatewayDescriptor = {
  version: 1,
  environment: 'lab',
  resellerId: 'alpha',
  serves: ['alpha', 'alpha-south'],
  url: 'https://alpha.gateway.example',
  restApiId: 'alphaapi01',
  stage: 'aps',
  usagePlans: { standard: 'plan-standard' },
  authorizerFunction: 'alpha-authorizer',
  nonceTable: 'alpha-nonces',
  accessLogGroup: '/aps-gateway/lab/alpha/access',
};
const OPTIONAL = {
  dnsTargets: { 'api.alpha.test': 'd-alpha7.execute-api.eu-central-1.amazonaws.com' },
  narrowedTiers: { 'alpha-south': ['standard'] },
  retiredTiers: ['old'],
  resellerMeteredTiers: ['whole'],
  operationGroups: { orders: 'B' },
  lockoutTable: 'alpha-failures',
  failureRule: 'alpha-failed-attempts',
  audience: 'both',
  vpcEndpoints: ['vpce-0123456789abcdef0'],
  internalApiId: 'i1n2t3',
  privateDomains: { 'api.alpha.example': 'd1' },
  signatureMethods: ['HMAC-SHA1'],
  mutualTls: true,
  routes: [
    { path: '/aps/2/resources' },
    { path: '/aps/2/services', methods: ['GET'], brandEndpoint: 'https://orders.example' },
  ],
  documentMembers: ['rules.operations'],
  credentialsKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/one',
};
const reading = (changes: object) => readDescriptor(JSON.stringify({ ...DESCRIPTOR, ...changes }));

test('reads a descriptor of an older version', () => {
  expect(reading({})).toEqual(DESCRIPTOR);
});

test('reads the members that newer versions add', () => {
  expect(reading(OPTIONAL)).toEqual({ ...DESCRIPTOR, ...OPTIONAL });
});

test('reads version 2, and refuses a later one as newer', () => {
  expect(reading({ version: 2 })).toEqual({ ...DESCRIPTOR, version: 2 });
  expect(reading({ version: 3 })).toBe(NEWER);
});

test('keeps members that it does not know', () => {
  expect(reading({ later: true })).toMatchObject({ later: true });
});

test.each(Object.keys(DESCRIPTOR))('names the member %s if it is missing', (member) => {
  expect(reading({ [member]: undefined })).toBe(`its member ${member} is missing or invalid`);
});

test.each([...Object.keys(DESCRIPTOR), ...Object.keys(OPTIONAL)])('names the member %s if it is invalid', (member) => {
  expect(reading({ [member]: [{ wrong: 7 }] })).toBe(`its member ${member} is missing or invalid`);
});

test.each(['{"version":', ''])('refuses %j, which is not JSON', (document) => {
  expect(readDescriptor(document)).toBe('it is not JSON');
});

test.each(['null', '[]', '"alpha"'])('refuses %s, which is not an object', (document) => {
  expect(readDescriptor(document)).toBe('its member version is missing or invalid');
});
