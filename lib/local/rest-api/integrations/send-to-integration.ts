import type { IncomingMessage } from 'node:http';
import { type Agent, request as httpsRequest } from 'node:https';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import { headerList, type OutgoingResponse } from '../../http/http-message';
import type { HttpProxyIntegration } from '../../template/rest-api-model';
import type { Exchange } from '../exchange';
import { Rejection } from '../rejection';
import { MAX_PAYLOAD_BYTES } from '../routing/request-target';
import { responseHeadersFromIntegration } from './header-rules';
import type { IntegrationRequest } from './integration-request';
import { passResponseBody } from './payload';

/** Address of a host on localhost, and the agent for it, which trusts the local certificate authority. */
interface Dialled {
  readonly address: string;
  readonly port: number;
  readonly agent: Agent;
}

export type Dial = (hostname: string) => Dialled;

/**
 * Sends a request to the UI node and returns its response.
 * @throws Rejection for a failure, a timeout or a buffered response that is too large
 */
export async function sendToIntegration(
  exchange: Exchange,
  request: IntegrationRequest,
  integration: HttpProxyIntegration,
  dial: Dial,
): Promise<OutgoingResponse> {
  const signal = AbortSignal.timeout(integration.timeoutMs);
  try {
    const response = await exchangeWith(request, dial(request.hostname), signal);
    const headers = headerList(response.rawHeaders);
    const status = response.statusCode ?? 502;
    if (integration.streamed) return { status, headers: responseHeadersFromIntegration(headers), body: response };
    const body = await readBounded(response);
    return {
      status,
      headers: responseHeadersFromIntegration(headers),
      body: passResponseBody(body, headers, exchange),
    };
  } catch (error) {
    if (error instanceof Rejection) throw error;
    if (signal.aborted) throw new Rejection('INTEGRATION_TIMEOUT', 'Endpoint request timed out', { cause: error });
    throw new Rejection('INTEGRATION_FAILURE', 'Network error communicating with endpoint', { cause: error });
  }
}

function exchangeWith(request: IntegrationRequest, dialled: Dialled, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const outgoing = httpsRequest({
      host: dialled.address,
      port: dialled.port,
      agent: dialled.agent,
      // The certificate must match the name in the URI, wherever it is dialled.
      servername: request.hostname,
      method: request.method,
      path: request.target,
      headers: request.headers.flat(),
      signal,
    });
    outgoing.on('response', resolve).on('error', reject);
    outgoing.end(request.body.length > 0 ? request.body : undefined);
  });
}

/** Reads a buffered body. One over the payload limit fails the integration (documented; the response type is inferred). */
async function readBounded(response: IncomingMessage): Promise<Buffer> {
  async function* bounded() {
    let size = 0;
    for await (const chunk of response as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MAX_PAYLOAD_BYTES) throw new Rejection('INTEGRATION_FAILURE', 'Internal server error');
      yield chunk;
    }
  }
  return buffer(Readable.from(bounded()));
}
