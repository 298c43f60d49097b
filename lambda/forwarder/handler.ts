import type { Writable } from 'node:stream';
import { type ForwardPorts, forward, type OnFailed } from './forward';
import { bufferAnswer } from './buffer-answer';
import { FORWARDER_SETTINGS } from './contract';
import { nodeClient } from './node-client';
import { nodeOfRoute } from './node-of-route';
import { readProxyEvent } from './proxy-event';
import { type Begin, streamAnswer } from './stream-answer';

/** Global that Lambda's Node.js runtime provides to functions that stream their response. */
declare const awslambda: {
  streamifyResponse(handler: (event: unknown, stream: Writable) => Promise<void>): unknown;
  HttpResponseStream: { from(stream: Writable, ...metadata: Parameters<Begin>): Writable };
};

// Made once per function instance: settings and the clients, which keep their connections.
const timeoutMs = Number(required(FORWARDER_SETTINGS.timeoutMs));
const connectHost = process.env[FORWARDER_SETTINGS.connectHost];
const nodeOf = nodeOfRoute(
  required(FORWARDER_SETTINGS.brandEndpoint),
  process.env[FORWARDER_SETTINGS.routeBrandEndpoints],
  (brandEndpoint) => nodeClient({ brandEndpoint, connectHost, timeoutMs, clock: () => Date.now() }),
);

const streamed = process.env[FORWARDER_SETTINGS.streamed] === 'true';
const onFailed: OnFailed = (reason, { name, message }, requestId) =>
  process.stdout.write(`${JSON.stringify({ level: 'error', reason, requestId, error: name, message })}\n`);
const ports: ForwardPorts = { nodeOf, streamed, onFailed };

/** The Lambda function: takes a proxy event (REST API) and answers with the UI node's response, streamed or as a whole. */
export const handler = streamed
  ? awslambda.streamifyResponse(async (event, stream) => {
      const request = readProxyEvent(event);
      const answer = await forward(request, ports);
      const begin: Begin = (metadata) => awslambda.HttpResponseStream.from(stream, metadata);
      await streamAnswer(answer, begin, (error) => onFailed('answer_broken_off', error, request.extendedRequestId));
    })
  : async (event: unknown) => {
      const request = readProxyEvent(event);
      return bufferAnswer(await forward(request, ports), request.extendedRequestId, onFailed);
    };

function required(name: string): string {
  const value = process.env[name];
  if (!value)
    throw new Error(`The environment variable ${name} is not set; the construct that makes the function sets it`);
  return value;
}
