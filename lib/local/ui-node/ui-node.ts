import { type Listening, serveHttps, type TlsIdentity } from '../http/https-server';
import { headerValue, type IncomingRequest, type OutgoingResponse } from '../http/http-message';
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
  const listening: Listening = await serveHttps(async (request, gone) => {
    if (request.target === FAULTS_PATH) return answerControl(request, faults);
    const controlled = control(request);
    const answer = controlled === undefined ? receive(request, gone) : async () => controlled;
    const { method, target, headers } = request;
    const host = headerValue(headers, 'host');
    const fault = faults.take({ method, target, host, isForOthers: controlled !== undefined });
    return fault === undefined ? answer() : playFault(fault, answer, gone);
  }, options);
  return {
    port: listening.port,
    faults,
    faultsUrl: `https://localhost:${listening.port}${FAULTS_PATH}`,
    close: () => listening.close(),
  };
}
