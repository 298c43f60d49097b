import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';

import { type HeaderList, headerValues, type IncomingRequest, type OutgoingResponse } from '../http/http-message';
import { ApsBus, type BusResponse } from './aps-bus';
import { BOOSTER_HEADER } from './booster-header';
import type { LocalIdentityProvider } from './identity-provider';
import { type GatewayProperty } from './property/gateway-property';
import { answerPropertyControl, PROPERTY_PATH } from './property/property-control';
import { type ReceiveRequest, serveUiNode, type UiNode, type UiNodeOptions } from './ui-node';
import { type UsersOf, type Verification, verifySignature } from './verify-signature';

/** A request that reached the simulator, for tests. */
export interface ReceivedRequest {
  /** Such as `GET /aps/2/resources?limit(0,10) HTTP/1.1`. */
  readonly requestLine: string;
  readonly headers: HeaderList;
  readonly body: Buffer;
  readonly verification: Verification;
}

/** A UI node, and what reached its simulator. */
export interface SimulatedUiNode extends UiNode {
  /** The last requests, oldest first; none of those that a real node got instead. */
  readonly received: readonly ReceivedRequest[];
  /** Controls the property *APS OAuth API Gateway URL*, `/<reseller>` appended: GET, PUT, DELETE. */
  readonly propertyUrl?: string;
}

export interface SimulatorOptions extends UiNodeOptions {
  readonly usersOf: UsersOf;
  /** Property to serve a control URL for. @default none */
  readonly property?: GatewayProperty;
  /** Issues and verifies bearer tokens. @default none */
  readonly identityProvider?: LocalIdentityProvider;
}

const KEPT_REQUESTS = 100;

/** Starts a simulated UI node with the APS booster, which verifies each signature again, in front of an APS bus. */
export async function startSimulator({
  usersOf,
  property,
  identityProvider,
  ...options
}: SimulatorOptions): Promise<SimulatedUiNode> {
  const bus = new ApsBus(randomUUID);
  const received: ReceivedRequest[] = [];
  const receive: ReceiveRequest = (request) => {
    const verification = identityProvider?.verify(request) ?? verifySignature(request, usersOf);
    const { method, target, protocol, headers, body } = request;
    received.push({ requestLine: `${method} ${target} ${protocol}`, headers, body, verification });
    if (received.length > KEPT_REQUESTS) received.shift();
    return async () => compressed(request, toResponse(answerVerified(request, verification, bus)));
  };
  const control = (request: IncomingRequest) =>
    (property && answerPropertyControl(request, property)) ?? identityProvider?.answer(request);
  const node = await serveUiNode(receive, options, control);
  const propertyUrl = property && `https://localhost:${node.port}${PROPERTY_PATH}`;
  return { ...node, received, ...(propertyUrl !== undefined && { propertyUrl }) };
}

type BufferedResponse = OutgoingResponse & { readonly body: Buffer };

function answerVerified(request: IncomingRequest, verification: Verification, bus: ApsBus): BusResponse {
  if (verification.verdict === 'refused') {
    // Unlike the gateway's own refusals, a node's has neither code nor request id.
    return { status: 401, body: { error: 'Unauthorized', message: verification.reason } };
  }
  const [path = '', query = ''] = request.target.split(/\?(.*)/s);
  return bus.answer({ method: request.method, path, query, body: request.body });
}

function toResponse({ status, body }: BusResponse): BufferedResponse {
  const headers: HeaderList = [
    BOOSTER_HEADER,
    ...(status === 401 ? [['WWW-Authenticate', 'OAuth realm="aps"'] as const] : []),
    ...(body === undefined ? [] : [['Content-Type', 'application/json'] as const]),
  ];
  return { status, headers, body: Buffer.from(body === undefined ? '' : JSON.stringify(body)) };
}

/** Compresses an answer for callers that accept gzip, as many web servers do. */
function compressed(request: IncomingRequest, response: BufferedResponse): OutgoingResponse {
  const accepts = headerValues(request.headers, 'accept-encoding').some((value) => /\bgzip\b/i.test(value));
  if (!accepts || response.body.length === 0) return response;
  const headers: HeaderList = [...response.headers, ['Content-Encoding', 'gzip']];
  return { ...response, headers, body: gzipSync(response.body) };
}
