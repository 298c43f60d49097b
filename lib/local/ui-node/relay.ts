import type { IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';

import { type HeaderList, headerList, type IncomingRequest } from '../http/http-message';
import { dialOptions, type RealNode, UiNodeUnreachableError } from './real-node';
import type { ReceiveRequest } from './ui-node';

/** Headers of a connection, which are not passed on (RFC 9110 §7.6.1). */
const CONNECTION_HEADERS = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade']);

/**
 * Relays requests to a real UI node as if it were the brand endpoint: method, target, headers and body as they come,
 * except the Host header, which names the node. Each request has its own connection, so that none is sent on one that
 * the node is about to close.
 *
 * @param onFailure called with a sentence for each request that the node did not answer; the gateway answers it with 504
 */
export function relayTo(node: RealNode, onFailure: (sentence: string) => void): ReceiveRequest {
  return (request, gone) => async () => {
    const startedAt = performance.now();
    const failed = (error: unknown) => {
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
      const cause = gone.aborted ? new Error(`the gateway gave up waiting for it after ${seconds} s`) : error;
      const [path] = request.target.split('?');
      onFailure(`${request.method} ${path}: ${new UiNodeUnreachableError(node, cause).message}`);
    };
    try {
      const response = await send(node, request, gone);
      // The body may break off after the response has begun.
      response.on('error', failed);
      const headers = passedOn(headerList(response.rawHeaders));
      return { status: response.statusCode ?? 502, headers, body: response };
    } catch (error) {
      failed(error);
      throw error;
    }
  };
}

function send(node: RealNode, request: IncomingRequest, signal: AbortSignal): Promise<IncomingMessage> {
  const { method, target: path, body } = request;
  const headers = passedOn(request.headers)
    .filter(([name]) => name.toLowerCase() !== 'host')
    .concat([['Host', new URL(node.origin).host]]);
  return new Promise((resolve, reject) => {
    const outgoing = httpsRequest({
      ...dialOptions(node),
      agent: false,
      method,
      path,
      headers: headers.flat(),
      signal,
    });
    outgoing.on('response', resolve).on('error', reject);
    // Covers endings without an error, such as after an unexpected 101; later than a response it changes nothing.
    outgoing.on('close', () => reject(new Error('it closed the connection without an answer')));
    outgoing.end(body.length > 0 ? body : undefined);
  });
}

function passedOn(headers: HeaderList): HeaderList {
  return headers.filter(([name]) => !CONNECTION_HEADERS.has(name.toLowerCase()));
}
