import type { NonceClaim } from '../../../lambda/authorizer/ports';
import { claimNonce } from '../../../lambda/authorizer/stages/claim-nonce';
import type { Trace } from '../../../lambda/authorizer/trace';

const CONSUMER = { consumerKey: 'crm', reseller: 'acme', tier: 'gold', apiKeyValue: 'internal' };
const CLAIM = { consumerKey: 'crm', token: '', timestamp: '1795320000', nonce: 'n7', rememberUntil: 1_795_320_660 };

async function claim(result: 'claimed' | 'used') {
  const claims: NonceClaim[] = [];
  const trace: Trace = {};
  let now = 5000;
  const nonces = async (claimed: NonceClaim) => {
    claims.push(claimed);
    now += 11;
    return result;
  };
  const sent = { ...CLAIM, signature: 'not for the store' };
  return { outcome: await claimNonce(CONSUMER, sent, { nonces, clock: () => now }, trace), claims, trace };
}

test('the store gets the claim and nothing else of the request', async () => {
  expect((await claim('claimed')).claims).toEqual([CLAIM]);
});

test('a first claim is not denied', async () => {
  expect((await claim('claimed')).outcome).toBeUndefined();
});

test('a used nonce is denied with the identity of its consumer, without the API key', async () => {
  expect((await claim('used')).outcome).toEqual({
    effect: 'deny',
    reason: 'nonce_used',
    detail: {},
    consumer: { consumerKey: 'crm', reseller: 'acme', tier: 'gold' },
  });
});

test('the claim is traced with its time', async () => {
  expect((await claim('claimed')).trace).toEqual({ claimMs: 11 });
});
