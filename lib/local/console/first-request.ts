import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';

import { authorizationHeader } from './authorization-header';
import type { LocalGateway, ServedGateway } from '../start-local-gateway';

/** A signed request and its response. */
export interface FirstRequest {
  readonly url: string;
  readonly status: number;
  /** If the UI node answered, it has verified the signature a second time. */
  readonly answeredBy: 'UI node' | 'gateway';
  readonly body: string;
}

/**
 * Sends a signed request to a gateway as its sample consumer.
 * @throws Error if it cannot be sent
 */
export async function sendFirstRequest(
  local: LocalGateway,
  gateway: ServedGateway,
  now: number,
): Promise<FirstRequest> {
  const url = `${gateway.url}/aps/2/resources?limit(0,1)`;
  const Authorization = authorizationHeader({
    method: 'GET',
    url,
    consumerKey: gateway.consumerKey,
    consumerSecret: gateway.consumerSecret,
    nonce: randomBytes(16).toString('hex'),
    timestamp: Math.floor(now / 1000),
  });
  const ca = readFileSync(local.caFile);
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { ca, agent: false, headers: { Authorization } }, (response) => {
      const answeredBy = response.headers['x-apsbooster-response'] === 'true' ? 'UI node' : 'gateway';
      text(response).then((body) => resolve({ url, status: response.statusCode ?? 0, answeredBy, body }), reject);
    });
    outgoing.on('error', reject).end();
  });
}
