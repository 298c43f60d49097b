import { type Answer, type Listening, serveHttps, type TlsIdentity } from '../http/https-server';
import type { IncomingRequest, OutgoingResponse } from '../http/http-message';
import { answerControl, FAULTS_PATH } from './faults/fault-control';
import { FaultList } from './faults/fault-list';
import { playFault } from './faults/play-fault';

/**
 * Takes a request that has arrived, and returns how to carry it out and answer it. A node fault may make another answer
 * instead.
 */
export type ReceiveRequest = (request: IncomingRequest, gone: AbortSignal) => () => Promise<OutgoingResponse>;

/** Answers a request to a control URL; returns `undefined` for any other request. */
export type AnswerControl = (request: IncomingRequest) => OutgoingResponse | undefined;

export interface UiNodeOptions {
  readonly tls: TlsIdentity;
  readonly port: number;
}

/** A UI node on localhost, to which the integrations of all gateways lead. */
export interface UiNode {
  readonly port: number;
  readonly faults: FaultList;
  /** Controls the faults: GET, PUT, DELETE. */
  readonly faultsUrl: string;
  close(): Promise<void>;
}

/**
 * Serves a UI node over HTTPS, with a URL that controls node faults.
 *
 * @param control answers further control URLs
 * @throws PortTakenError
 */
export async function serveUiNode(
  receive: ReceiveRequest,
  options: UiNodeOptions,
  control: AnswerControl = () => undefined,
): Promise<UiNode> {
  const faults = new FaultList();
  const carryOut = withFaults(faults, receive);
  const listening: Listening = await serveHttps(async (request, gone) => {
    if (request.target === FAULTS_PATH) return answerControl(request, faults);
    return control(request) ?? carryOut(request, gone);
  }, options);
  return {
    port: listening.port,
    faults,
    faultsUrl: `https://localhost:${listening.port}${FAULTS_PATH}`,
    close: () => listening.close(),
  };
}

function withFaults(faults: FaultList, receive: ReceiveRequest): Answer {
  return async (request, gone) => {
    const answer = receive(request, gone);
    const fault = faults.take(request);
    return fault === undefined ? answer() : playFault(fault, answer, gone);
  };
}
