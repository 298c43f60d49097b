/** Conclusions of `verify` if the platform refuses what the gateway accepts: the gateway is real, the UI node is scripted. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CASES } from '../../lib/conformance/cases';
import { type LocalGateway, startLocalGateway } from '../../lib/local/start-local-gateway';
import { gatewayTarget } from '../../lib/verify/gateway-target';
import { type Script, type ScriptedRequest, type ScriptedServer, startScripted } from './support/scripted-server';
import { idsOf, verified } from './support/outcomes';

const BOOSTER = { 'X-APSBooster-Response': 'true' };
const OK = { status: 200, headers: BOOSTER, body: [] };
const REFUSED = { status: 401, headers: BOOSTER, body: { message: 'the signature does not verify' } };

let folder: string;
let node: ScriptedServer;
let local: LocalGateway;
let script: Script;
/** Stands in for a gateway and its platform. */
let server: ScriptedServer | undefined;
afterEach(() => server?.close());

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'aps-verify-'));
  script = () => OK;
  node = await startScripted((request) => script(request));
  local = await startLocalGateway({
    environment: 'trial',
    configRoot: join(__dirname, '../conformance/config'),
    dataDirectory: folder,
    realNode: { origin: node.origin, ca: node.ca },
  });
});
afterAll(async () => {
  await local?.close();
  await node?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Verifies the gateway of a reseller while the node answers as the script says. */
function verify(answer: Script, only: readonly string[], reseller = 'alpha', brandEndpoint?: string) {
  script = answer;
  const { url, ...consumer } = local.gateways.find(({ resellerId }) => resellerId === reseller)!;
  const ca = readFileSync(local.caFile, 'utf8') + node.ca;
  const target = gatewayTarget({ url }, { consumer }, { ca });
  return verified({ gateway: { url }, target, only: new Set(only), ...(brandEndpoint && { brandEndpoint }) });
}

const isDirect = ({ headers }: ScriptedRequest) => headers['x-forwarded-host'] === undefined;

test('without the brand endpoint, a 401 of the platform leaves three causes', async () => {
  const lines = await verify(() => REFUSED, ['list']);

  expect(lines.get('list')?.found).toBe(
    'status: got 401, expected 200; the platform says "the signature does not verify"',
  );
  expect(lines.get('list')?.failure?.means).toMatch(
    /is not set, or not exactly to https:.*another secret.*nothing shows which/,
  );
});

test('accepted without the gateway, the property is not set', async () => {
  const lines = await verify((request) => (isDirect(request) ? OK : REFUSED), ['direct-call'], 'alpha', node.origin);

  expect(lines.get('list')?.failure).toEqual({
    by: 'provider',
    means: expect.stringMatching(/"APS OAuth API Gateway URL" is not set.*Set it to https:/) as string,
    cause: 'propertyNotSet',
  });
  expect(lines.get('direct-call')?.state).toBe('noted');
});

test('refused both ways, the property names another URL or the credentials differ', async () => {
  const lines = await verify(() => REFUSED, ['direct-call'], 'alpha', node.origin);

  expect(lines.get('list')?.failure).toEqual({
    by: 'provider',
    means: expect.stringMatching(/is set to another URL than https:.*another secret/) as string,
  });
});

test('refused both ways, nothing shows that the property closes the direct way', async () => {
  const lines = await verify(() => REFUSED, ['direct-call'], 'alpha', node.origin);

  expect(lines.get('direct-call')).toMatchObject({
    state: 'unknown',
    found: expect.stringMatching(/answered 401; the consumer is not accepted through the gateway either/) as string,
  });
});

test('refused only without the gateway, the property closes the direct way', async () => {
  const lines = await verify((request) => (isDirect(request) ? REFUSED : OK), ['direct-call'], 'alpha', node.origin);

  expect(lines.get('direct-call')?.state).toBe('held');
});

test.each([
  [{ status: 200, body: '<html>' }, 'is answered 200 without X-APSBooster-Response: the APS booster did not answer'],
  [{ status: 302, headers: { ...BOOSTER, Location: '/login' } }, 'is answered 302'],
])('a direct answer %j shows nothing about the property', async (direct, found) => {
  const lines = await verify(
    (request) => (isDirect(request) ? direct : REFUSED),
    ['direct-call'],
    'alpha',
    node.origin,
  );

  expect(lines.get('direct-call')).toMatchObject({ state: 'unknown', found: expect.stringContaining(found) as string });
  expect(lines.get('list')?.failure?.cause).toBeUndefined();
});

test('a brand endpoint that does not answer leaves the question open', async () => {
  const lines = await verify(() => OK, ['direct-call'], 'alpha', 'https://localhost:1');

  expect(lines.get('direct-call')).toMatchObject({
    state: 'unknown',
    found: 'https://localhost:1 does not answer: ECONNREFUSED',
  });
});

test.each([
  [401, {}, 'platform team', /without the header of the APS booster/],
  [403, BOOSTER, 'platform team', /does not allow the request/],
  [404, BOOSTER, 'platform team', /no APS bus at this address/],
  [500, BOOSTER, 'platform team', /the platform itself fails/],
])('a %d of the platform with the headers %j is for the %s', async (status, headers, by, means) => {
  const lines = await verify(() => ({ status, headers, body: {} }), ['list']);

  expect(lines.get('list')?.failure).toEqual({ by, means: expect.stringMatching(means) as string });
});

test('a 401 of the platform for a token names the identity provider, and no property', async () => {
  const token = async () => 'e30.e30.c2ln';
  server = await startScripted(() => REFUSED);
  const target = gatewayTarget(
    { url: server.origin },
    {},
    { ca: server.ca, tokens: { consumerKey: 'crm', correct: token } },
  );
  const lines = await verified({ gateway: { url: server.origin }, target, only: new Set(['list']) });
  expect(lines.get('list')?.failure).toEqual({
    by: 'platform team',
    means: expect.stringMatching(/accepts the token, the platform does not: it must trust the same identity/) as string,
  });
});

test("while the platform refuses everything, the gateway's own refusals are checked", async () => {
  const lines = await verify(() => REFUSED, ['replay', 'wrong-secret', 'rql-limit']);

  expect(idsOf(lines, 'held')).toEqual(['wrong-secret', 'replay']);
  expect(lines.get('rql-limit')).toMatchObject({
    state: 'unknown',
    found: 'the platform answers no correct request (line list)',
  });
});

/** Lists that reach the platform without a limit. */
async function unlimitedLists(answer: Script): Promise<readonly string[]> {
  const asked: string[] = [];
  await verify(
    (request) => {
      asked.push(`${request.method} ${request.target}`);
      return answer(request);
    },
    CASES.map(({ id }) => id),
    'alpha',
    node.origin,
  );
  return asked.filter((one) => /^(?:GET|HEAD) \/aps\/2\/resources(?:\?|$)/.test(one) && !/limit\(0,\d\d?\)/.test(one));
}

test('a platform with very many resources is asked for a few of them at a time', async () => {
  expect(await unlimitedLists(() => OK)).toEqual([
    'GET /aps/2/resources?implementing(http://parallels.com/aps/types/pa/brand/1.0)',
    'GET /aps/2/resources?name=eq=conformance',
  ]);
});

test('where a limit does not arrive, lists without one show what else holds', async () => {
  const lines = await verify(changed, ['scheme-case', 'plain-answer', 'rql-limit']);

  expect(idsOf(lines, 'held')).toEqual(['list', 'scheme-case', 'plain-answer']);
});

/** A node to which queries without = do not arrive as they were signed. */
const changed = ({ target }: ScriptedRequest) => (target.includes('(') ? REFUSED : OK);

test('RQL that is changed on the way over httpProxy needs forwarding: lambda', async () => {
  const lines = await verify(changed, ['rql-limit', 'rql-infix', 'forwarding']);

  expect(lines.get('rql-limit')?.failure?.means).toMatch(/uiNodes.forwarding: lambda/);
  expect(lines.get('rql-infix')?.state).toBe('held');
  expect(lines.get('forwarding')).toMatchObject({
    state: 'failed',
    found: expect.stringMatching(
      /^forwarding is httpProxy; not delivered: rql-implementing, .*rql-ampersand$/,
    ) as string,
    failure: { by: 'provider', means: expect.stringMatching(/set uiNodes.forwarding: lambda/) as string },
  });
});

test('RQL that is changed although the forwarder wrote it is for the platform team', async () => {
  const lines = await verify(changed, ['forwarding'], 'beta');

  expect(lines.get('forwarding')).toMatchObject({ state: 'failed', failure: { by: 'platform team' } });
});

test('a parser that does not take the form that arrives is said so', async () => {
  const lines = await verify(({ target }) => (target.includes('(') ? { ...OK, status: 400 } : OK), ['rql-limit']);

  expect(lines.get('rql-limit')?.failure?.means).toMatch(/^the parser does not take the form that arrives/);
});
