/** Composition root of the forwarder: settings, client and clock made once, then one request at a time. */
import type { Writable } from 'node:stream';
import { FORWARDER_SETTINGS } from './contract';
import { type AnswerMetadata, forward, type ProxyEvent } from './forward';
import { nodeClient } from './node-client';

/** What Lambda's Node.js runtime offers to functions that stream. */
declare const awslambda: {
  streamifyResponse(handler: (event: ProxyEvent, stream: Writable) => Promise<void>): unknown;
  HttpResponseStream: { from(stream: Writable, metadata: AnswerMetadata): Writable };
};

const brandEndpoint = required(FORWARDER_SETTINGS.brandEndpoint);
const { host } = new URL(brandEndpoint);
const callNode = nodeClient({
  brandEndpoint,
  connectHost: process.env[FORWARDER_SETTINGS.connectHost],
  timeoutMilliseconds: Number(required(FORWARDER_SETTINGS.timeoutMilliseconds)),
  clock: () => Date.now(),
});

export const handler = awslambda.streamifyResponse((event, stream) =>
  forward(event, {
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
