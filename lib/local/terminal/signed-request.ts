import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';

import { VPC_ENDPOINT_HEADER } from '../../simulated-vpc-endpoint';
import { authorizationHeader } from './authorization-header';
import { codeIn } from './answered-request';
import type { LocalGateway, ServedGateway } from '../start-local-gateway';

/** The response to a signed request. */
export interface SignedResponse {
  readonly url: string;
  readonly status: number;
  /** If the UI node answered with success, it has verified the signature a second time. */
  readonly answeredBy: 'UI node' | 'gateway';
  /** The `code` of the gateway's own answers. */
  readonly code?: string;
  readonly body: string;
}

/** Longer than any answer on localhost takes; a longer wait is a fault. */
const TIMEOUT_MS = 30_000;

/**
 * Sends a signed GET as a gateway's sample consumer.
 *
 * @param origin to sign over and to send to: the gateway's, or another that its platform serves
 * @throws Error if no response comes
 */
export async function sendSignedRequest(
  { caFile }: Pick<LocalGateway, 'caFile'>,
  gateway: ServedGateway,
  now: number,
  origin = gateway.url,
): Promise<SignedResponse> {
  const { consumerKey, consumerSecret } = gateway;
  const url = `${origin}/aps/2/resources?limit(0,1)`;
  const Authorization = authorizationHeader({
    method: 'GET',
    url,
    consumerKey,
    consumerSecret,
    nonce: randomBytes(16).toString('hex'),
    timestamp: Math.floor(now / 1000),
  });
  return send(caFile, url, { ...(origin === gateway.url && networkHeaders(gateway)), Authorization });
}

/** Returns the headers by which localhost takes a request for one from the network of an internal gateway. */
export function networkHeaders({ vpcEndpoint }: Pick<ServedGateway, 'vpcEndpoint'>): Readonly<Record<string, string>> {
  return vpcEndpoint === undefined ? {} : { [VPC_ENDPOINT_HEADER]: vpcEndpoint };
}

/**
 * Sends a GET with a token of the stand-in for the identity provider, as the sample consumer of a gateway for tokens only.
 *
 * @throws Error if no response comes, or no token
 */
export async function sendTokenRequest(
  { caFile, uiNodeUrl }: Pick<LocalGateway, 'caFile' | 'uiNodeUrl'>,
  gateway: ServedGateway,
): Promise<SignedResponse> {
  const Authorization = await bearerOf({ caFile, uiNodeUrl }, gateway);
  return send(caFile, `${gateway.url}/aps/2/resources?limit(0,1)`, { ...networkHeaders(gateway), Authorization });
}

/**
 * Returns an Authorization header with a token of the stand-in for the identity provider.
 *
 * @throws Error if it issues none
 */
export async function bearerOf(
  { caFile, uiNodeUrl }: Pick<LocalGateway, 'caFile' | 'uiNodeUrl'>,
  { resellerId, consumerKey }: Pick<ServedGateway, 'resellerId' | 'consumerKey'>,
): Promise<string> {
  const issued = await send(caFile, `${uiNodeUrl}/token/${resellerId}/${consumerKey}`, {});
  const { access_token: token } = JSON.parse(issued.body) as { readonly access_token?: string };
  if (token === undefined) throw new Error(`The identity provider issued no token: status ${issued.status}`);
  return `Bearer ${token}`;
}

async function send(caFile: string, url: string, sent: Readonly<Record<string, string>>): Promise<SignedResponse> {
  const options = {
    ca: readFileSync(caFile),
    agent: false,
    headers: sent,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request(url, options, resolve).on('error', reject).end();
  });
  const { statusCode: status = 0, headers } = response;
  const body = await text(response);
  const code = codeIn(body);
  const answeredBy = headers['x-apsbooster-response'] === 'true' ? 'UI node' : 'gateway';
  return { url, status, answeredBy, body, ...(code !== undefined && { code }) };
}
