import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';

import type { LocalGateway } from '../start-local-gateway';

const TIMEOUT_MS = 5000;

/**
 * Sets the simulator's property *APS OAuth API Gateway URL* of a reseller over its control URL, or clears it.
 * @throws Error if the simulator refuses it, or a real UI node has taken its place
 */
export async function setProperty(
  { caFile, gatewayPropertyUrl }: Pick<LocalGateway, 'caFile' | 'gatewayPropertyUrl'>,
  reseller: string,
  origin: string | undefined,
): Promise<void> {
  if (gatewayPropertyUrl === undefined) throw new Error('A real UI node has its own property.');
  const options = {
    method: origin === undefined ? 'DELETE' : 'PUT',
    ca: readFileSync(caFile),
    agent: false,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request(`${gatewayPropertyUrl}/${reseller}`, options, resolve).on('error', reject).end(origin);
  });
  const body = await text(response);
  if (response.statusCode !== 200)
    throw new Error(`The property of ${reseller} was not changed: ${response.statusCode} ${body}`);
}
