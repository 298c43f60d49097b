import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import type { SampleAnswer, SampleRequest } from '../../console/contract';
import type { LocalGateway, ServedGateway } from '../start-local-gateway';
import { authorizationHeader } from './authorization-header';
import { bearerOf, networkHeaders } from './signed-request';

/** Requests at once, and how often they are sent until one is throttled: a slow machine needs more. */
const BURST = 60;
const MOST_BURSTS = 5;

/**
 * Sends a request to a gateway as its sample consumer, or as an attacker.
 *
 * @returns the answer; of several requests the last one, or the first that was throttled
 */
export async function sendSampleRequest(
  kind: SampleRequest,
  gateway: ServedGateway,
  local: SampleTarget,
): Promise<SampleAnswer> {
  const send = (authorization?: string) => get(gateway, local, authorization);
  if (kind === 'unsigned') return send();
  const { correct, forged } = credentialsOf(gateway, local);
  if (kind === 'forged') return send(await forged());
  if (kind === 'replayed') {
    const authorization = await correct();
    await send(authorization);
    return send(authorization);
  }
  if (kind === 'signed') return send(await correct());
  let answer: SampleAnswer = { status: 0, body: '', requestId: '' };
  for (let bursts = 0; bursts < MOST_BURSTS && answer.status !== 429; bursts += 1) {
    const answers = await Promise.all(Array.from({ length: BURST }, async () => send(await correct())));
    answer = answers.find(({ status }) => status === 429) ?? answers[0]!;
  }
  return answer;
}

type SampleTarget = Pick<LocalGateway, 'caFile' | 'uiNodeUrl'>;

/** Authorization headers, by signature or, where the gateway accepts nothing else, with a token. */
function credentialsOf(gateway: ServedGateway, local: SampleTarget): Credentials {
  if (gateway.authentication.includes('oauth1')) {
    const { consumerSecret } = gateway;
    return {
      correct: async () => signed(gateway),
      forged: async () => signed({ ...gateway, consumerSecret: `${consumerSecret}?` }),
    };
  }
  return {
    correct: () => bearerOf(local, gateway),
    forged: async () => (await bearerOf(local, gateway)).replace(/.{8}$/, 'AAAAAAAA'),
  };
}

interface Credentials {
  readonly correct: () => Promise<string>;
  readonly forged: () => Promise<string>;
}

const TARGET = '/aps/2/resources?limit(0,3)';

function signed({ url, consumerKey, consumerSecret }: ServedGateway): string {
  return authorizationHeader({
    method: 'GET',
    url: url + TARGET,
    consumerKey,
    consumerSecret,
    nonce: randomBytes(16).toString('hex'),
    timestamp: Math.floor(Date.now() / 1000),
  });
}

function get(
  gateway: ServedGateway,
  { caFile }: Pick<LocalGateway, 'caFile'>,
  authorization: string | undefined,
): Promise<SampleAnswer> {
  const headers = {
    ...networkHeaders(gateway),
    ...(authorization !== undefined && { Authorization: authorization }),
  };
  return new Promise((resolve, reject) => {
    const outgoing = request(gateway.url + TARGET, { ca: readFileSync(caFile), agent: false, headers }, (response) => {
      const requestId = String(response.headers['x-amz-apigw-id'] ?? '');
      text(response).then((body) => resolve({ status: response.statusCode ?? 0, body, requestId }), reject);
    });
    outgoing.on('error', reject).end();
  });
}
