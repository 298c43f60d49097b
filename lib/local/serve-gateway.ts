import { randomUUID } from 'node:crypto';
import { Agent } from 'node:https';

import { type AnsweredRequest, toAnsweredRequest } from './console/answered-request';
import type { LocalCertificates } from './certificates/certificate-authority';
import type { GatewayDeployment } from './deployment/deployment';
import { FunctionHost } from './function/function-host';
import { RANDOM_IDS } from './rest-api/request-ids';
import { type Listening, serveHttps } from './http/https-server';
import type { Meter } from './rest-api/metering';
import { RestApi } from './rest-api/rest-api';
import type { Place } from './template/physical-id';

/** Longer than anyone stays at a breakpoint. */
const DAY_SECONDS = 86_400;

/** What a gateway finds around it on localhost. */
export interface GatewaySurroundings {
  readonly place: Place;
  readonly certificates: LocalCertificates;
  readonly meter: Meter;
  readonly awsEndpointUrl: string;
  readonly uiNodePort: number;
  readonly uiNodeHosts: readonly string[];
  /** Functions never time out, so that one can stand at a breakpoint. */
  readonly debug: boolean;
  readonly now: () => number;
  readonly observers: GatewayObservers;
}

/** Who is told of what goes on in the gateways. */
export interface GatewayObservers {
  readonly onAnswered?: (request: AnsweredRequest) => void;
  readonly onAccessLog?: (resellerId: string, line: string) => void;
  readonly onFunctionOutput?: (functionName: string, text: string) => void;
  /** Told of failures of the local gateway itself, which callers see as 500. */
  readonly onInternalError?: (error: unknown) => void;
}

/** Serves one gateway over HTTPS, its functions in threads of their own. Throws PortTakenError. */
export async function serveGateway(
  gateway: GatewayDeployment,
  port: number,
  around: GatewaySurroundings,
): Promise<Listening> {
  const { resellerId } = gateway.descriptor;
  const { observers, certificates } = around;
  const functions = functionHosts(gateway, around);
  const agent = new Agent({ keepAlive: true, ca: certificates.ca });
  const release = async () => {
    agent.destroy();
    await Promise.all([...functions.values()].map((host) => host.close()));
  };
  const restApi = new RestApi(gateway.restApi, {
    place: around.place,
    meter: around.meter,
    invoke: async (arn, event) => functions.get(arn)?.invoke(event),
    dial: () => ({ address: '127.0.0.1', port: around.uiNodePort, agent }),
    ids: RANDOM_IDS,
    now: around.now,
    onAccessLog: (line) => observers.onAccessLog?.(resellerId, line),
    onAnswered: (context, response) => observers.onAnswered?.(toAnsweredRequest(resellerId, context, response)),
    onInternalError: (error) => observers.onInternalError?.(error),
  });
  try {
    await Promise.all([...functions.values()].map((host) => host.start()));
    const listening = await serveHttps((request) => restApi.answer(request), {
      tls: certificates.server,
      port,
      unparsable,
    });
    return {
      port: listening.port,
      close: async () => {
        await listening.close();
        await release();
      },
    };
  } catch (error) {
    await release();
    throw error;
  }
}

function functionHosts(gateway: GatewayDeployment, around: GatewaySurroundings): ReadonlyMap<string, FunctionHost> {
  const { onFunctionOutput } = around.observers;
  const surroundings = {
    awsEndpointUrl: around.awsEndpointUrl,
    region: around.place.region,
    dialledHosts: around.uiNodeHosts,
    dialAddress: '127.0.0.1',
    dialPort: around.uiNodePort,
    certificateAuthority: around.certificates.ca,
    ...(onFunctionOutput && { onOutput: onFunctionOutput }),
  };
  return new Map(
    gateway.functions.map((model) => {
      const timeoutSeconds = around.debug ? DAY_SECONDS : model.timeoutSeconds;
      return [model.arn, new FunctionHost({ ...model, timeoutSeconds }, surroundings)];
    }),
  );
}

function unparsable(): string {
  return `{"code":"request_malformed","message":"The request is no HTTP.","requestId":"${randomUUID()}"}`;
}
