import { authorize } from '../../lambda/authorizer/authorize';
import { authenticateOAuth1 } from '../../lambda/authorizer/stages/authenticate-oauth1';
import { type Consumer, readConsumer } from '../../lambda/authorizer/consumers/consumer';
import type { OperationGroups } from '../../lambda/authorizer/contract';
import { credentialsCache } from '../../lambda/authorizer/consumers/credentials-cache';
import { SourceLockout } from '../../lambda/authorizer/lockout/lockout';
import { lockoutStages } from '../../lambda/authorizer/lockout/lockout-stages';
import { logLine } from '../../lambda/authorizer/log-line';
import { hmacKey } from '../../lambda/authorizer/oauth1/hmac-signature';
import { authorizerResult } from '../../lambda/authorizer/policy';
import { policyResource, readRequestIds } from '../../lambda/authorizer/stages/read-request';
import type { AuthorizerPorts } from '../../lambda/authorizer/ports';
import { readSettings } from '../../lambda/authorizer/settings';
import { benchDocument, benchEvent, PLAIN_DOCUMENT } from './fixtures';
import { cpuMicroseconds, printTable } from './measure';

const clock = (): number => Date.now();

/** Thirty operations in three groups, which is about the most that an environment can declare. */
const GROUPS: OperationGroups = Object.fromEntries(
  ['reading', 'ordering', 'reporting'].map((name) => [
    name,
    {
      level: 'C',
      operations: Array.from({ length: 10 }, (_, index) => ({
        methods: ['GET', 'PUT'],
        path: index === 9 ? '/aps/2/resources/**' : `/aps/2/services/${name}-${index}/*`,
      })),
    },
  ]),
);

type Handle = (event: object) => Promise<string>;

/** Makes the warm handler of a function instance that has a consumer cached. */
function handlerOf(consumer: Consumer, more: Pick<AuthorizerPorts, 'lockout'> = {}): Handle {
  const settings = readSettings({
    APS_GATEWAY_CREDENTIALS_PREFIX: 'aps-gateway/lab/acme/',
    APS_GATEWAY_NONCE_TABLE: 'n',
  });
  const ports = {
    settings,
    clock,
    authenticate: authenticateOAuth1,
    dummyKey: hmacKey('dummy'),
    takeFaultTrial: () => 'taken' as const,
    nonces: async () => 'claimed' as const,
    credentials: credentialsCache({
      lookUp: async () => ({ kind: 'known', consumer }) as const,
      clock,
      pause: async () => {},
      cacheSeconds: 999_999,
      outageGraceSeconds: 0,
    }),
    ...more,
  };
  return async (event) => {
    const trace = {};
    const startedAt = clock();
    const outcome = await authorize(event, ports, trace);
    if (outcome.effect === 'shed') throw new Error('No bench sheds load');
    const result = authorizerResult(outcome, policyResource(event), settings.realm);
    return (
      result.context.reason +
      logLine('lab/acme', { outcome, ids: readRequestIds(event), trace, startedAt, endedAt: clock() })
    );
  };
}

/** The handler of a gateway with a lockout, without its reads of the table. */
function withLockout(consumer: Consumer): Handle {
  const store = { read: async () => undefined, write: async () => {} };
  const limits = { failures: 10, withinMinutes: 15, forMinutes: 30 };
  return handlerOf(consumer, { lockout: lockoutStages(new SourceLockout({ limits, store, clock }), clock) });
}

/** Times what the warm handler does apart from its one network call, the nonce claim. */
export async function benchWarmHandler(rounds: number): Promise<void> {
  const consumer = readConsumer('crm-of-acme', benchDocument());
  const rules = { groups: Object.keys(GROUPS) };
  const grouped = readConsumer('crm-of-acme', JSON.stringify({ ...PLAIN_DOCUMENT, rules }), GROUPS);
  const handle = handlerOf(consumer);
  const allowed = await timed('allowed', handle, benchEvent(), rounds);
  const more = (time: number) => `${(time - allowed).toFixed(1)} us more`;
  const ofGroups = await timed('allowed', handlerOf(grouped), benchEvent(), rounds);
  const ofLockout = await timed('allowed', withLockout(consumer), benchEvent(), rounds);
  const refused = await timed('signature_invalid', handle, benchEvent('another secret'), rounds);
  printTable(`Warm handler, CPU time without the nonce claim, ${process.version}`, [
    ['event to result and log line', `${allowed.toFixed(1)} us`, 'aim: under 100 us'],
    ['… of a consumer with three groups of ten operations', `${ofGroups.toFixed(1)} us`, more(ofGroups)],
    ['… of a gateway with a lockout', `${ofLockout.toFixed(1)} us`, more(ofLockout)],
    ['… of a wrong signature, with all known faults tried', `${refused.toFixed(1)} us`, 'aim: under 300 us'],
  ]);
}

async function timed(reason: string, handle: Handle, event: object, rounds: number): Promise<number> {
  if (!(await handle(event)).startsWith(reason)) throw new Error(`the request to be timed is not ${reason}`);
  return cpuMicroseconds(() => handle(event), rounds, reason === 'allowed' ? 3000 : 1000);
}
