import type { IncomingMessage } from 'node:http';
import { type Agent, request as httpsRequest } from 'node:https';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import { headerList, type OutgoingResponse } from '../../http/http-message';
import type { HttpProxyIntegration } from '../../template/rest-api-model';
import type { Exchange } from '../exchange';
import { Rejection } from '../rejection';
import { MAX_PAYLOAD_BYTES } from '../../../rest-api/request-target';
import { responseHeadersFromIntegration } from './header-rules';
import type { IntegrationRequest } from './integration-request';
import { limitStream } from './limit-stream';
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
  const { timeoutMs, streaming } = integration;
  const startedAt = performance.now();
  const waiting = new AbortController();
  // The idle timeout of a stream counts before its first byte as well (inferred).
  const timer = setTimeout(() => waiting.abort(), Math.min(timeoutMs, streaming?.idleMs ?? timeoutMs));
  try {
    const response = await exchangeWith(request, dial(request.hostname), waiting.signal);
    const received = headerList(response.rawHeaders);
    const head = { status: response.statusCode ?? 502, headers: responseHeadersFromIntegration(received) };
    if (streaming === undefined) {
      return { ...head, body: passResponseBody(await readBounded(response), received, exchange) };
    }
    const totalMs = timeoutMs - (performance.now() - startedAt);
    return { ...head, body: limitStream(response, { totalMs, idleMs: streaming.idleMs }) };
  } catch (error) {
    if (error instanceof Rejection) throw error;
    if (waiting.signal.aborted) {
      throw new Rejection('INTEGRATION_TIMEOUT', 'Endpoint request timed out', { cause: error });
    }
    throw new Rejection('INTEGRATION_FAILURE', 'Network error communicating with endpoint', { cause: error });
  } finally {
    clearTimeout(timer);
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

/** Says what API Gateway does not: an answer that is too large gets the response of a node that cannot be reached. */
const TOO_LARGE = new Error(
  'The answer is larger than 10 MB: ask for less with limit(0,50), or set uiNodes.answers: streamed',
);

/** Reads a buffered body. One over the payload limit fails the integration (documented; the response type is inferred). */
async function readBounded(response: IncomingMessage): Promise<Buffer> {
  async function* bounded() {
    let size = 0;
    for await (const chunk of response as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MAX_PAYLOAD_BYTES)
        throw new Rejection('INTEGRATION_FAILURE', 'Internal server error', { cause: TOO_LARGE });
      yield chunk;
    }
  }
  return buffer(Readable.from(bounded()));
}
