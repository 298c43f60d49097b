import { verificationParameterName } from '../../lib/descriptor';
import { awsPorts } from '../../lib/onboarding/adapters/aws-ports';
import { keepVerification, lastVerification, type Verification } from '../../lib/verify/last-verification';
import { ALPHA, World } from '../cli/support/world';

const HELD: Verification = {
  version: 1,
  at: '2026-11-25T22:10:00.000Z',
  packageVersion: '0.9.4',
  url: 'https://alpha.gateway.example',
  consumerKey: 'crm-prod',
  held: 41,
  failed: ['booster-header'],
  unknown: ['other-gateway'],
  backends: { 'https://orders.provider.test': 'held' },
};
const BETA = { environment: 'lab', resellerId: 'beta' };

let world: World;
let ports: ReturnType<typeof awsPorts>;

beforeEach(async () => {
  world = await new World().start();
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const endpoints = { ssm: world.url };
  const clock = { now: () => 0, sleep: async () => undefined };
  ports = awsPorts({ endpoints, region: 'us-east-1', credentials }, clock);
});
afterEach(() => world.stop());

test('a gateway that was never verified has no last verification', async () => {
  expect(await lastVerification(ports, ALPHA)).toBeUndefined();
});

test('a verification is read as it was kept', async () => {
  await keepVerification(ports, ALPHA, HELD);
  expect(await lastVerification(ports, ALPHA)).toEqual(HELD);
});

test('a later verification replaces an earlier one', async () => {
  await keepVerification(ports, ALPHA, HELD);
  await keepVerification(ports, ALPHA, { ...HELD, at: '2026-11-26T08:00:00.000Z', failed: [] });
  expect(await lastVerification(ports, ALPHA)).toMatchObject({ at: '2026-11-26T08:00:00.000Z', failed: [] });
});

test("another gateway's verification is not a gateway's own", async () => {
  await keepVerification(ports, BETA, HELD);
  expect(await lastVerification(ports, ALPHA)).toBeUndefined();
});

test.each([
  ['text', 'verified'],
  ['of a later format', JSON.stringify({ ...HELD, version: 2 })],
  ['without a valid instant', JSON.stringify({ ...HELD, at: 'yesterday' })],
  ['without the failed lines', JSON.stringify({ ...HELD, failed: undefined })],
  ['with backends that are not an object', JSON.stringify({ ...HELD, backends: 'held' })],
])('a document that is %s does not count as a verification', async (_case, document) => {
  world.aws.parameters.put(verificationParameterName('lab', 'alpha'), document);
  expect(await lastVerification(ports, ALPHA)).toBeUndefined();
});

test('a verification with every line failed fits into a standard parameter', async () => {
  const failed = Array.from({ length: 100 }, (_, index) => `a-line-with-a-long-name-${index}`);
  await keepVerification(ports, ALPHA, { ...HELD, failed });
  expect((await lastVerification(ports, ALPHA))?.failed).toHaveLength(100);
});
