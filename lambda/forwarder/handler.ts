import type { Writable } from 'node:stream';
import { FORWARDER_SETTINGS } from './contract';
import { forward, type ResponseMetadata } from './forward';
import { nodeClient } from './node-client';
import { readProxyEvent } from './proxy-event';

/** Global that Lambda's Node.js runtime provides to functions that stream their response. */
declare const awslambda: {
  streamifyResponse(handler: (event: unknown, stream: Writable) => Promise<void>): unknown;
  HttpResponseStream: { from(stream: Writable, metadata: ResponseMetadata): Writable };
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

/** The Lambda function: takes a proxy event (REST API) and streams the UI node's response. */
export const handler = awslambda.streamifyResponse((event, stream) =>
  forward(readProxyEvent(event), {
    callNode,
    host,
    begin: (metadata) => awslambda.HttpResponseStream.from(stream, metadata),
    onUnreachable: ({ name, message }, requestId) =>
      process.stdout.write(
        `${JSON.stringify({ level: 'error', reason: 'ui_node_unreachable', requestId, error: name, message })}\n`,
      ),
  }),
);

function required(name: string): string {
  const value = process.env[name];
  if (!value)
    throw new Error(`The environment variable ${name} is not set; the construct that makes the function sets it`);
  return value;
}
