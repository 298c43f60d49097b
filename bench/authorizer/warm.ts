import { createSecretKey } from 'node:crypto';
import { authorize } from '../../lambda/authorizer/authorize';
import { readConsumer } from '../../lambda/authorizer/consumers/consumer';
import { credentialsCache } from '../../lambda/authorizer/consumers/credentials-cache';
import { logLine } from '../../lambda/authorizer/log-line';
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
    dummyKey: createSecretKey(Buffer.from('dummy')),
    nonces: async () => 'claimed' as const,
    credentials: credentialsCache({
      lookUp: async () => ({ kind: 'known', consumer }) as const,
      clock,
      pause: async () => {},
      cacheSeconds: 999_999,
      outageGraceSeconds: 0,
    }),
  };
  const event = benchEvent();
  const handle = async (): Promise<string> => {
    const trace = {};
    const startedAt = clock();
    const outcome = await authorize(event, ports, trace);
    const result = authorizerResult(outcome, policyResource(event), settings.realm);
    return (
      result.context.reason +
      logLine('lab/acme', { outcome, ids: readRequestIds(event), trace, startedAt, endedAt: clock() })
    );
  };
  if (!(await handle()).startsWith('allowed')) throw new Error('the request to be timed is not allowed');
  const time = await cpuMicroseconds(handle, rounds);
  printTable('Warm handler, CPU time without the nonce claim', [
    ['event to result and log line', `${time.toFixed(1)} us`, 'aim: under 100 us'],
  ]);
}
