import type { Writable } from 'node:stream';
import { type ForwardPorts, forward } from './forward';
import { bufferAnswer } from './buffer-answer';
import { FORWARDER_SETTINGS } from './contract';
import { nodeClient } from './node-client';
import { readProxyEvent } from './proxy-event';
import { type Begin, streamAnswer } from './stream-answer';

/** Global that Lambda's Node.js runtime provides to functions that stream their response. */
declare const awslambda: {
  streamifyResponse(handler: (event: unknown, stream: Writable) => Promise<void>): unknown;
  HttpResponseStream: { from(stream: Writable, ...metadata: Parameters<Begin>): Writable };
};

// Made once per function instance: settings and the client, which keeps its connections.
const brandEndpoint = required(FORWARDER_SETTINGS.brandEndpoint);
const { host } = new URL(brandEndpoint);
const callNode = nodeClient({
  brandEndpoint,
  connectHost: process.env[FORWARDER_SETTINGS.connectHost],
  timeoutMs: Number(required(FORWARDER_SETTINGS.timeoutMs)),
  clock: () => Date.now(),
});

const streamed = process.env[FORWARDER_SETTINGS.streamed] === 'true';
const ports: ForwardPorts = {
  callNode,
  host,
  streamed,
  onFailed: (reason, { name, message }, requestId) =>
    process.stdout.write(`${JSON.stringify({ level: 'error', reason, requestId, error: name, message })}\n`),
};

/** The Lambda function: takes a proxy event (REST API) and answers with the UI node's response, streamed or as a whole. */
export const handler = streamed
  ? awslambda.streamifyResponse(async (event, stream) => {
      const answer = await forward(readProxyEvent(event), ports);
      await streamAnswer(answer, (metadata) => awslambda.HttpResponseStream.from(stream, metadata));
    })
  : async (event: unknown) => {
      const request = readProxyEvent(event);
      return bufferAnswer(await forward(request, ports), request.extendedRequestId, ports.onFailed);
    };

function required(name: string): string {
  const value = process.env[name];
  if (!value)
    throw new Error(`The environment variable ${name} is not set; the construct that makes the function sets it`);
  return value;
}
