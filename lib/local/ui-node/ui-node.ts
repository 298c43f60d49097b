import { randomUUID } from 'node:crypto';

import type { HeaderList, IncomingRequest, OutgoingResponse } from '../http/http-message';
import { type Listening, serveHttps, type TlsIdentity } from '../http/https-server';
import { ApsBus, type BusResponse } from './aps-bus';
import { type SecretsOf, type Verification, verifySignature } from './verify-signature';

/** A request that reached the UI node, for tests. */
export interface ReceivedRequest {
  /** Such as `GET /aps/2/resources?limit(0,10) HTTP/1.1`. */
  readonly requestLine: string;
  readonly headers: HeaderList;
  readonly body: Buffer;
  readonly verification: Verification;
}

export interface UiNodeOptions {
  readonly tls: TlsIdentity;
  readonly port: number;
  readonly secretsOf: SecretsOf;
}

/** A running UI node simulator. */
export interface UiNode {
  readonly port: number;
  /** The last requests, oldest first. */
  readonly received: readonly ReceivedRequest[];
  /** Answers the next requests until it is called with `undefined`: for tests of slow and failing nodes. */
  intercept(answer: ((request: IncomingRequest) => Promise<OutgoingResponse>) | undefined): void;
  close(): Promise<void>;
}

const KEPT_REQUESTS = 100;

/** Starts a UI node with the APS booster: an HTTPS server that verifies each signature again, in front of an APS bus. */
export async function startUiNode(options: UiNodeOptions): Promise<UiNode> {
  const bus = new ApsBus(randomUUID);
  const received: ReceivedRequest[] = [];
  let intercepted: ((request: IncomingRequest) => Promise<OutgoingResponse>) | undefined;

  const listening: Listening = await serveHttps(async (request) => {
    const verification = verifySignature(request, options.secretsOf);
    received.push({
      requestLine: `${request.method} ${request.target} ${request.protocol}`,
      headers: request.headers,
      body: request.body,
      verification,
    });
    if (received.length > KEPT_REQUESTS) received.shift();
    return intercepted ? intercepted(request) : toResponse(answerVerified(request, verification, bus));
  }, options);

  return {
    port: listening.port,
    received,
    intercept: (answer) => {
      intercepted = answer;
    },
    close: () => listening.close(),
  };
}

function answerVerified(request: IncomingRequest, verification: Verification, bus: ApsBus): BusResponse {
  if (verification.verdict === 'refused') {
    // Unlike the gateway's own refusals, a node's has neither code nor request id.
    return { status: 401, body: { error: 'Unauthorized', message: verification.reason } };
  }
  const [path = '', query = ''] = request.target.split(/\?(.*)/s);
  return bus.answer({ method: request.method, path, query, body: request.body });
}

function toResponse({ status, body }: BusResponse): OutgoingResponse {
  const headers: HeaderList = [
    // Proves to callers that the request came through the booster (platform documentation).
    ['X-APSBooster-Response', 'true'],
    ...(status === 401 ? [['WWW-Authenticate', 'OAuth realm="aps"'] as const] : []),
    ...(body === undefined ? [] : [['Content-Type', 'application/json'] as const]),
  ];
  return { status, headers, body: Buffer.from(body === undefined ? '' : JSON.stringify(body)) };
}
