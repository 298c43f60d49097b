import { authorize } from '../../lambda/authorizer/authorize';
import { authenticateOAuth1 } from '../../lambda/authorizer/stages/authenticate-oauth1';
import { readConsumer } from '../../lambda/authorizer/consumers/consumer';
import { credentialsCache } from '../../lambda/authorizer/consumers/credentials-cache';
import { logLine } from '../../lambda/authorizer/log-line';
import { hmacKey } from '../../lambda/authorizer/oauth1/hmac-signature';
import { authorizerResult } from '../../lambda/authorizer/policy';
import { policyResource, readRequestIds } from '../../lambda/authorizer/stages/read-request';
import { readSettings } from '../../lambda/authorizer/settings';
import { benchDocument, benchEvent } from './fixtures';
import { cpuMicroseconds, printTable } from './measure';

const clock = (): number => Date.now();

/** Times what the warm handler does apart from its one network call, the nonce claim. */
export async function benchWarmHandler(rounds: number): Promise<void> {
  const settings = readSettings({
    APS_GATEWAY_CREDENTIALS_PREFIX: 'aps-gateway/lab/acme/',
    APS_GATEWAY_NONCE_TABLE: 'n',
  });
  const consumer = readConsumer('crm-of-acme', benchDocument());
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
  };
  const handle = async (event: object): Promise<string> => {
    const trace = {};
    const startedAt = clock();
    const outcome = await authorize(event, ports, trace);
    const result = authorizerResult(outcome, policyResource(event), settings.realm);
    return (
      result.context.reason +
      logLine('lab/acme', { outcome, ids: readRequestIds(event), trace, startedAt, endedAt: clock() })
    );
  };
  const allowed = await timed('allowed', handle, benchEvent(), rounds);
  const refused = await timed('signature_invalid', handle, benchEvent('another secret'), rounds);
  printTable(`Warm handler, CPU time without the nonce claim, ${process.version}`, [
    ['event to result and log line', `${allowed.toFixed(1)} us`, 'aim: under 100 us'],
    ['… of a wrong signature, with all known faults tried', `${refused.toFixed(1)} us`, 'aim: under 300 us'],
  ]);
}

async function timed(
  reason: string,
  handle: (event: object) => Promise<string>,
  event: object,
  rounds: number,
): Promise<number> {
  if (!(await handle(event)).startsWith(reason)) throw new Error(`the request to be timed is not ${reason}`);
  return cpuMicroseconds(() => handle(event), rounds, reason === 'allowed' ? 3000 : 1000);
}
