/** `verify` against servers that are wrong on purpose, so that each line that should fail does. */
import { CASES } from '../../lib/conformance/cases';
import { rawToken } from '../authorizer/support/identity-provider';
import { gatewayTarget, type KnownGateway } from '../../lib/verify/gateway-target';
import { type Script, type ScriptedServer, startScripted } from './support/scripted-server';
import { idsOf, verified } from './support/outcomes';

const BOOSTER = { 'X-APSBooster-Response': 'true' };
const OK = { status: 200, headers: BOOSTER, body: [] };
const SECRET = 'SecretOfTheConsumer';
const CONSUMER = { consumerKey: 'crm-prod', consumerSecret: SECRET };

const token = async () => rawToken({ alg: 'RS256', kid: 'k1' }, { sub: 'crm', exp: 4_000_000_000 });
const TOKENS = { consumerKey: 'crm', correct: token, issue: token };

const ROUTES = [{ path: '/aps/2/resources', methods: ['GET', 'HEAD', 'POST', 'DELETE'] }];

let server: ScriptedServer | undefined;
afterEach(() => server?.close());

/** Verifies a server that answers as the script says. */
async function verify(script: Script, only?: readonly string[], routes: KnownGateway['routes'] = ROUTES) {
  server = await startScripted(script);
  const gateway: KnownGateway = { url: server.origin, ...(routes.length > 0 && { routes }) };
  const others = {
    otherGateway: { consumerKey: 'k2', consumerSecret: 's2' },
    suspended: { consumerKey: 'k3', consumerSecret: 's3' },
  };
  const target = gatewayTarget(gateway, { consumer: CONSUMER, ...others }, { ca: server.ca, tokens: TOKENS });
  return verified({ gateway, target, ...(only && { only: new Set(only) }) });
}

/** Needs of cases that no gateway is asked for without a consumer made for them. */
const isOnDemand = (need: string) =>
  ['metering', 'throttling', 'lockout', 'operationGroups', 'vpcEndpoints', 'shedding'].includes(need);

test('every line about a refusal fails at a server that accepts everything', async () => {
  const lines = await verify(() => OK);

  const refused = CASES.filter(({ expect: { status }, needs = [] }) => status >= 400 && !needs.some(isOnDemand));
  const failed = idsOf(lines, 'failed');
  expect(refused.length).toBeGreaterThan(30);
  // Without a refusal of the final slash, the forwarding counts as lambda.
  expect(refused.map(({ id }) => id).filter((id) => !failed.includes(id))).toEqual(['trailing-slash']);
});

test('every line about an answered request fails at a server that answers only the simplest one', async () => {
  let first = true;
  const lines = await verify(({ headers }) => {
    const simplest = headers['authorization'] !== undefined && first;
    if (simplest) first = false;
    return simplest ? OK : { status: 500, headers: { 'Content-Encoding': 'identity' } };
  });

  const accepted = CASES.filter(
    ({ expect: { status }, needs = [] }) =>
      status < 400 && !needs.some((need) => isOnDemand(need) || need === 'nodeCapture' || need === 'writable'),
  );
  const required = accepted.filter(({ informs, id }) => !informs && id !== 'list').map(({ id }) => id);
  expect(idsOf(lines, 'failed')).toEqual(expect.arrayContaining(required));
  expect(idsOf(lines, 'noted')).toEqual(['rql-empty-value']);
  expect(lines.get('forwarding')?.state).toBe('failed');
});

test('every failed line says what was found, what it means and for whom', async () => {
  const lines = await verify(() => ({ ...OK, status: 202 }));
  const failed = [...lines.values()].filter(({ state }) => state === 'failed');

  expect(failed.filter(({ found, failure }) => found === '' || !failure?.means || !failure.by)).toEqual([]);
});

test('a missing booster header is for the platform team', async () => {
  const lines = await verify(() => ({ status: 200, body: [] }), ['booster-header']);

  expect(lines.get('booster-header')).toMatchObject({
    state: 'failed',
    found: 'header x-apsbooster-response: got null, expected true',
    failure: { by: 'platform team', means: expect.stringMatching(/activate the booster/) as string },
  });
});

test('a connection that breaks off fails the line, and says what to look at', async () => {
  const lines = await verify(({ headers }) => (headers['authorization'] === undefined ? OK : 'broken off'));

  expect(lines.get('list')).toMatchObject({ state: 'failed', found: 'no answer: ECONNRESET' });
  expect(lines.get('replay')).toMatchObject({
    state: 'unknown',
    found: 'no correct request is answered (line list)',
  });
});

test('while the declared routes are not known, no answer of another path is called a failure', async () => {
  const lines = await verify(() => OK, ['unknown-path-3', 'head'], []);

  expect(lines.get('unknown-path-3')).toMatchObject({
    state: 'unknown',
    found: expect.stringMatching(/got 200, expected 404.*; the declared routes are not known$/) as string,
  });
  expect(lines.get('head')?.found).toBe('the declared routes are not known');
});

/** Answers the simplest request, and refuses every later one that has a signature. */
function refusingLater(code: string, status: number): Script {
  let first = true;
  return ({ headers }) => {
    if (headers['authorization'] === undefined || first) {
      first &&= headers['authorization'] === undefined;
      return OK;
    }
    return { status, body: { code } };
  };
}

test.each([
  ['locked_out', 401, /has locked this address out of the consumer key: end that with "aps-gateway consumer unlock"/],
  ['platform_busy', 503, /sheds the load of this tier: run the command again when that has ended/],
])('while the gateway answers %s, a line about something else is not checked', async (code, status, why) => {
  const lines = await verify(refusingLater(code, status), ['forged-path', 'wrong-secret', 'booster-header']);

  for (const id of ['forged-path', 'wrong-secret', 'booster-header'])
    expect(lines.get(id)).toMatchObject({ state: 'unknown', found: expect.stringMatching(why) as string });
});

test('a request that is served the second time is not called a replay if the gateway refused it the first time', async () => {
  let signed = 0;
  const lines = await verify(
    ({ headers }) => {
      if (headers['authorization'] !== undefined) signed++;
      return signed === 2 ? { status: 401, body: { code: 'locked_out', requestId: 'a-request' } } : OK;
    },
    ['replay'],
  );

  expect(lines.get('replay')).toMatchObject({
    state: 'unknown',
    found: 'the request was refused the first time: locked_out',
  });
});
