import { randomUUID } from 'node:crypto';
import { Agent } from 'node:https';

import { GATEWAY_REFUSALS } from '../../lambda/authorizer/contract';
import { authorizerLogGroup, forwarderLogGroup } from '../descriptor';
import { type AnsweredRequest, toAnsweredRequest } from './terminal/answered-request';
import type { LocalCertificates } from './certificates/certificate-authority';
import type { GatewayDeployment } from './deployment/deployment';
import { FunctionHost, type FunctionHostOptions } from './function/function-host';
import { RANDOM_IDS } from './rest-api/request-ids';
import { type Listening, serveHttps, type UnparsablePart } from './http/https-server';
import type { Meter } from './rest-api/metering';
import { RestApi } from './rest-api/rest-api';
import { withVpcEndpoint } from './rest-api/simulated-vpc-endpoint';
import type { IncomingRequest, OutgoingResponse } from './http/http-message';
import type { Place } from './template/physical-id';
import type { RestApiModel } from './template/rest-api-model';

/** Longer than anyone stays at a breakpoint. */
const DAY_SECONDS = 86_400;

/**
 * Factor by which the authorizer waits longer than on AWS, for example for an answer of Secrets Manager. Here AWS shares
 * the processors with everything else that runs, and a busy machine must not turn a correct request into a 503.
 */
const AUTHORIZER_TIMER_FACTOR = 5;

/** Everything that gateways on localhost share. */
export interface GatewayContext {
  readonly place: Place;
  readonly certificates: LocalCertificates;
  readonly meter: Meter;
  readonly awsEndpointUrl: string;
  readonly uiNodePort: number;
  readonly uiNodeHosts: readonly string[];
  /** Functions never time out, so that a debugger can pause them. */
  readonly debug: boolean;
  readonly now: () => number;
  readonly observers: GatewayObservers;
  /** The log groups of CloudWatch Logs. */
  readonly logs: LogGroups;
}

/** Log groups, to create and to write lines to. */
export interface LogGroups {
  create(logGroup: string): void;
  put(logGroup: string, line: string): void;
}

/** Callbacks for events of the gateways. */
export interface GatewayObservers {
  readonly onAnswered?: (request: AnsweredRequest) => void;
  readonly onAccessLog?: (resellerId: string, line: string) => void;
  readonly onFunctionOutput?: (functionName: string, text: string) => void;
  /** Called when the local gateway itself fails, which callers see as 500. */
  readonly onInternalError?: (error: unknown) => void;
}

/**
 * Serves a gateway over HTTPS, each of its functions in a thread of its own.
 * @throws PortTakenError
 */
export async function serveGateway(
  gateway: GatewayDeployment,
  port: number,
  context: GatewayContext,
): Promise<Listening> {
  const { resellerId } = gateway.descriptor;
  const { observers, certificates } = context;
  const functions = functionHosts(gateway, context);
  const agent = new Agent({ keepAlive: true, ca: certificates.ca });
  const release = async () => {
    agent.destroy();
    await Promise.all([...functions.values()].map((host) => host.close()));
  };
  const serving = (model: RestApiModel) =>
    new RestApi(model, {
      place: context.place,
      meter: context.meter,
      invoke: async (arn, event) => functions.get(arn)?.invoke(event),
      dial: () => ({ address: '127.0.0.1', port: context.uiNodePort, agent }),
      ids: RANDOM_IDS,
      now: context.now,
      onAccessLog: (line) => {
        context.logs.put(gateway.descriptor.accessLogGroup, line);
        observers.onAccessLog?.(resellerId, line);
      },
      onAnswered: (variables, response) => observers.onAnswered?.(toAnsweredRequest(resellerId, variables, response)),
      onInternalError: (error) => observers.onInternalError?.(error),
    });
  const restApi = serving(gateway.restApi);
  const internalApi = gateway.internalApi && serving(gateway.internalApi);
  try {
    await Promise.all([...functions.values()].map((host) => host.start()));
    const listening = await serveHttps(answerer(restApi, internalApi), {
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

/** Returns the API that a request reaches: through a VPC endpoint, the private one, if there is one. */
function answerer(restApi: RestApi, internalApi = restApi) {
  return (received: IncomingRequest): Promise<OutgoingResponse> => {
    if (internalApi.model.vpcEndpoints === undefined) return restApi.answer(received);
    const request = withVpcEndpoint(received);
    return (request.vpcEndpoint === undefined ? restApi : internalApi).answer(request);
  };
}

/** Returns where functions find AWS and the UI nodes. */
export function hostOptions(context: GatewayContext): FunctionHostOptions {
  return {
    awsEndpointUrl: context.awsEndpointUrl,
    region: context.place.region,
    dialledHosts: context.uiNodeHosts,
    dialAddress: '127.0.0.1',
    dialPort: context.uiNodePort,
    certificateAuthority: context.certificates.ca,
  };
}

function functionHosts(gateway: GatewayDeployment, context: GatewayContext): ReadonlyMap<string, FunctionHost> {
  const { descriptor } = gateway;
  const logGroupOf = (functionName: string) =>
    functionName === descriptor.authorizerFunction ? authorizerLogGroup(descriptor) : forwarderLogGroup(descriptor);
  context.logs.create(descriptor.accessLogGroup);
  for (const { name } of gateway.functions) context.logs.create(logGroupOf(name));
  const onOutput = (functionName: string, text: string) => {
    for (const line of text.trimEnd().split('\n')) context.logs.put(logGroupOf(functionName), line);
    context.observers.onFunctionOutput?.(functionName, text);
  };
  const options = { ...hostOptions(context), onOutput };
  return new Map(
    gateway.functions.map((model) => {
      const timeoutSeconds = context.debug ? DAY_SECONDS : model.timeoutSeconds;
      const timers = model.name === descriptor.authorizerFunction && { timerFactor: AUTHORIZER_TIMER_FACTOR };
      return [model.arn, new FunctionHost({ ...model, timeoutSeconds }, { ...options, ...timers })];
    }),
  );
}

/** API Gateway answers a URL that it cannot read with its own gateway response, and nothing else that is not HTTP. */
function unparsable(part: UnparsablePart): string {
  const { message, remedy } = GATEWAY_REFUSALS.request_malformed;
  return JSON.stringify({
    code: 'request_malformed',
    message: part === 'url' ? `${message} ${remedy}` : 'The request is not valid HTTP.',
    requestId: randomUUID(),
  });
}
