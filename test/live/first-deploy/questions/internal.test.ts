import type { Answer } from '../../../../lib/conformance/send';
import type { InsideRequest, InternalGateway } from '../internal-gateway';
import type { Lab } from '../lab';
import { LocalLab } from '../local-lab';
import type { Seen } from '../question';
import { INTERNAL_QUESTIONS } from './internal';

const HOST = 'a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com';
const SOURCE_IP = '10.211.0.17';
const endpoint = (id: string) => ({ id, dnsName: `${id}-x.execute-api.eu-west-1.vpce.amazonaws.com` });
const VPC_ENDPOINTS = {
  first: endpoint('vpce-0aaaaaaaaaaaaaaa1'),
  second: endpoint('vpce-0bbbbbbbbbbbbbbb2'),
  undeclared: endpoint('vpce-0ccccccccccccccc3'),
};
const { first, second, undeclared } = VPC_ENDPOINTS;

const answer = (status: number, body: unknown): Answer => ({ status, headers: {}, body: JSON.stringify(body) });
const echo = (host: string) =>
  answer(200, { echo: { method: 'GET', target: '/aps/2/resources', headers: { 'x-forwarded-host': host } } });
const refusal = (code: string, message: string, more: object = {}) =>
  answer(401, { code, message, requestId: 'Q-bp5HPxjoEFmnQ=', ...more });
const EXPLICIT_DENY = refusal('', '', {
  detail:
    'User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:eu-west-1:********1234:a1b2c3d4e5/aps/GET/2/resources with an explicit deny',
});
const FORBIDDEN = answer(403, { message: 'Forbidden' });
const vpcEndpointRefused = (id: string) =>
  refusal(
    'source_vpc_endpoint_refused',
    `The request did not come through one of the consumer's VPC endpoints. It is ${id}.`,
  );
const sourceIpRefused = (address: string) =>
  refusal('source_ip_refused', `The source address is not on the consumer's list. It is ${address}.`);
const notFound = () => Promise.reject(Object.assign(new Error(`getaddrinfo ENOTFOUND ${HOST}`), { code: 'ENOTFOUND' }));

const consumerOf = ({ headers }: InsideRequest) =>
  /oauth_consumer_key="([^"]+)"/.exec(headers['Authorization'] ?? '')?.[1];

/** Answers as AWS does by its documentation and by recorded events. */
function documented(request: InsideRequest): Answer {
  const { connect, host, serverName = host } = request;
  if (serverName !== host) return FORBIDDEN;
  if (connect === undeclared.dnsName) return EXPLICIT_DENY;
  if (consumerOf(request) === 'elsewhere') return sourceIpRefused(SOURCE_IP);
  if (consumerOf(request) === 'firstEndpoint' && connect !== first.dnsName) return vpcEndpointRefused(second.id);
  return echo(host);
}

const OUTSIDE: InsideRequest = { connect: HOST, host: HOST, method: 'GET', target: '/aps/2/resources', headers: {} };

interface Behaviour {
  readonly inside?: (request: InsideRequest) => Answer;
  readonly outside?: () => Promise<Answer>;
}

/** A lab whose internal gateway answers as given. */
function labOf({ inside = documented, outside = notFound }: Behaviour): Lab {
  const consumer = (consumerKey: string) => ({ consumerKey, consumerSecret: `secret of ${consumerKey}` });
  const gateway: InternalGateway = {
    apiId: 'a1b2c3d4e5',
    host: HOST,
    vpcEndpoints: VPC_ENDPOINTS,
    consumers: {
      unlimited: consumer('unlimited'),
      firstEndpoint: consumer('firstEndpoint'),
      elsewhere: consumer('elsewhere'),
    },
    sendInside: (request) => Promise.resolve(inside(request)),
    sendOutside: outside,
  };
  const local = new LocalLab({ name: 'none', origin: 'https://none.invalid', consumers: {}, lacks: {} });
  return Object.assign(local, {
    internalGateway: () => gateway,
    deployInternal: () => Promise.resolve({ succeeded: true, seconds: 7, status: 'CREATE_COMPLETE', reasons: [] }),
  });
}

function ask(id: string, behaviour: Behaviour = {}): Promise<Seen> {
  return INTERNAL_QUESTIONS.find((question) => question.id === id)!.ask(labOf(behaviour));
}

test('what AWS documents is as expected, for every question', async () => {
  const lab = labOf({});
  const verdicts = await Promise.all(INTERNAL_QUESTIONS.map((question) => question.ask(lab)));
  expect(verdicts.map(({ verdict }) => verdict)).toEqual(INTERNAL_QUESTIONS.map(() => 'as expected'));
});

test('a public name that AWS refuses without asking the gateway is as expected', async () => {
  expect(await ask('internal-public-name', { outside: () => Promise.resolve(FORBIDDEN) })).toEqual({
    verdict: 'as expected',
    observation: '403 {"message":"Forbidden"}',
  });
});

test.each<[difference: string, id: string, behaviour: Behaviour]>([
  [
    'the second VPC endpoint does not answer',
    'internal-declared',
    { inside: ({ connect, host }) => (connect === first.dnsName ? echo(host) : FORBIDDEN) },
  ],
  ['another server answers 200', 'internal-declared', { inside: () => answer(200, { pong: true }) }],
  ['an undeclared VPC endpoint is accepted', 'internal-undeclared', { inside: ({ host }) => echo(host) }],
  ['AWS refuses it in a body of its own', 'internal-undeclared', { inside: () => FORBIDDEN }],
  [
    'the authorizer refuses it',
    'internal-undeclared',
    { inside: () => refusal('signature_invalid', 'The signature does not match.') },
  ],
  ['the public name is accepted', 'internal-public-name', { outside: () => Promise.resolve(echo(HOST)) }],
  [
    'the public name reaches the resource policy',
    'internal-public-name',
    { outside: () => Promise.resolve(EXPLICIT_DENY) },
  ],
  [
    'the machine has no DNS',
    'internal-public-name',
    { outside: () => Promise.reject(Object.assign(new Error('getaddrinfo EAI_AGAIN'), { code: 'EAI_AGAIN' })) },
  ],
  [
    'the event names another VPC endpoint',
    'internal-vpc-endpoint',
    { inside: ({ connect, host }) => (connect === first.dnsName ? echo(host) : vpcEndpointRefused(first.id)) },
  ],
  [
    'the event names no VPC endpoint',
    'internal-vpc-endpoint',
    { inside: () => refusal('source_vpc_endpoint_refused', 'The request came through none.') },
  ],
  ['the rule lets the other VPC endpoint in', 'internal-vpc-endpoint', { inside: ({ host }) => echo(host) }],
  ['the event names no address', 'internal-source-ip', { inside: () => refusal('source_ip_refused', 'It is .') }],
  ['the event names a public address', 'internal-source-ip', { inside: () => sourceIpRefused('203.0.113.9') }],
  [
    'the event names an address that begins like those of the network',
    'internal-source-ip',
    { inside: () => sourceIpRefused('10.211.1.7') },
  ],
  [
    "the event has the VPC endpoint's name, whatever was signed",
    'internal-authority',
    { inside: () => echo(first.dnsName) },
  ],
  [
    'a signature over the VPC endpoint is refused',
    'internal-authority',
    {
      inside: ({ host }) =>
        host === HOST ? echo(host) : refusal('signature_invalid', 'The signature does not match.'),
    },
  ],
  ['another name in the TLS handshake is accepted', 'internal-server-name', { inside: ({ host }) => echo(host) }],
])('if %s, %s is different', async (_difference, id, behaviour) => {
  expect((await ask(id, behaviour)).verdict).toBe('different');
});

test('each question says what to do if the answer differs', () => {
  const advice = /Otherwise|With another|With any other|After |choose another/;
  expect(INTERNAL_QUESTIONS.filter(({ expectation }) => !advice.test(expectation))).toEqual([]);
});

test('the observation about the source names the address', async () => {
  const { observation } = await ask('internal-source-ip');
  expect(observation).toMatch(/^401 \{"code":"source_ip_refused".* It is 10\.211\.0\.17\./);
});

test('no observation holds a secret or a signature', async () => {
  const echoAll = ({ method, target, headers }: InsideRequest) => answer(200, { echo: { method, target, headers } });
  const outside = () => Promise.resolve(echoAll({ ...OUTSIDE, headers: { authorization: 'oauth_signature="s"' } }));
  const lab = labOf({ inside: echoAll, outside });
  const all = await Promise.all(INTERNAL_QUESTIONS.map((question) => question.ask(lab)));
  expect(JSON.stringify(all)).not.toMatch(/secret of|oauth_signature/);
});

test('without an internal gateway, no question is asked of it', async () => {
  const lab = Object.assign(labOf({}), { internalGateway: () => undefined });
  const [, ...others] = INTERNAL_QUESTIONS;
  for (const question of others) expect(await question.ask(lab)).toMatchObject({ verdict: 'not carried' });
});
