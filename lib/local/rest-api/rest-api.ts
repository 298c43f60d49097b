import { decodeQuery } from '../../rest-api/query';
import { MAX_HEADER_BYTES, MAX_PAYLOAD_BYTES } from '../../rest-api/request-target';
import type { RestApiModel } from '../template/rest-api-model';
import type { Place } from '../template/physical-id';
import { accessLogLine } from './access-log';
import { compressResponse, decompressRequest } from './compression';
import type { Invoke } from '../function/invoke';
import { authorize } from './authorizer/authorize';
import { type Exchange, type IdSource, openExchange, type RoutedRequest } from './exchange';
import { lookupIn } from './expressions';
import { answerFromFunction } from './integrations/function-integration';
import { renderGatewayResponse } from './gateway-response';
import { overrideHeaders } from './integrations/header-rules';
import { headerValue, headerValues, type IncomingRequest, type OutgoingResponse } from '../http/http-message';
import { buildIntegrationRequest } from './integrations/integration-request';
import { type Dial, sendToIntegration } from './integrations/send-to-integration';
import type { Meter } from './metering';
import { answerFromMock } from './integrations/mock';
import { Rejection } from './rejection';
import { requireRequestTarget } from './routing/request-target';
import { createRouter, type Router } from './routing/router';
import { splitStage } from './routing/stage-path';

/** Everything that a REST API calls, and the callbacks that it reports to. */
export interface RestApiPorts {
  readonly place: Place;
  readonly meter: Meter;
  readonly invoke: Invoke;
  readonly dial: Dial;
  readonly ids: IdSource;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Gets each line of the access log if the stage has one. */
  readonly onAccessLog?: (line: string) => void;
  /** Called after each response, with `$context` variables by name. */
  readonly onAnswered?: (context: ReadonlyMap<string, string>, response: OutgoingResponse) => void;
  /** Called when the local gateway itself fails. */
  readonly onInternalError?: (error: unknown) => void;
}

/** Serves one deployed REST API, in API Gateway's order of stages. */
export class RestApi {
  private readonly route: Router;

  constructor(
    readonly model: RestApiModel,
    private readonly ports: RestApiPorts,
  ) {
    this.route = createRouter(model.methods);
  }

  /** Answers a request; never throws. */
  async answer(request: IncomingRequest): Promise<OutgoingResponse> {
    const { place, ids } = this.ports;
    const exchange = openExchange(request, this.model, { accountId: place.accountId, ids, now: this.ports.now() });
    const response = await this.serve(exchange).catch((error: unknown) =>
      renderGatewayResponse(this.asRejection(error), exchange),
    );
    this.report(exchange, response);
    const sent = await this.compressed(exchange, response);
    const identified = overrideHeaders(sent.headers, [
      ['x-amzn-RequestId', exchange.requestId],
      ['x-amz-apigw-id', exchange.extendedRequestId],
    ]);
    return { ...sent, headers: identified };
  }

  private async serve(exchange: Exchange): Promise<OutgoingResponse> {
    const { model, ports } = this;
    requireWithinLimits(exchange.request);
    exchange.request = await decompressRequest(exchange.request, model.minimumCompressionBytes);
    const route = this.findRoute(exchange);
    exchange.route = route;
    requireVpcEndpoint(exchange);
    const { authorizer } = route.method;
    const named = authorizer && (await authorize(exchange, route, authorizer, ports));
    const keyValue = model.apiKeySource === 'AUTHORIZER' ? named : headerValue(exchange.request.headers, 'x-api-key');
    ports.meter.admit(exchange, route, keyValue);

    const startedAt = ports.now();
    try {
      return await this.integrate(exchange, route);
    } catch (error) {
      const cause = error instanceof Rejection ? error.cause : error;
      if (cause instanceof Error) exchange.context.set('integration.error', cause.message);
      throw error;
    } finally {
      exchange.context.set('integrationLatency', String(ports.now() - startedAt));
    }
  }

  private async integrate(exchange: Exchange, route: RoutedRequest): Promise<OutgoingResponse> {
    const { integration } = route.method;
    if (integration.type === 'MOCK') {
      return answerFromMock(integration, exchange.request.headers, lookupIn(exchange));
    }
    if (integration.type === 'AWS_PROXY') {
      return answerFromFunction(exchange, route, integration, this.ports.invoke);
    }
    const outgoing = buildIntegrationRequest(exchange, route, integration);
    const response = await sendToIntegration(exchange, outgoing, integration, this.ports.dial);
    exchange.context.set('integration.status', String(response.status));
    return response;
  }

  /**
   * Finds stage and method.
   * @throws Rejection if there are none
   */
  private findRoute(exchange: Exchange): RoutedRequest {
    const { request, context } = exchange;
    const { path, query } = requireRequestTarget(request.target);
    context.set('path', path);
    const stagePath = splitStage(path, this.model.stage.name);
    context.set('path', stagePath.requested);
    // "API Gateway overrides the method" (documented).
    const httpMethod = headerValue(request.headers, 'x-http-method-override')?.toUpperCase() ?? request.method;
    context.set('httpMethod', httpMethod);

    const match = this.route(stagePath.inside, httpMethod);
    if (match === undefined) throw new Rejection('MISSING_AUTHENTICATION_TOKEN', 'Missing Authentication Token');
    context.set('resourceId', match.method.resourceId);
    context.set('resourcePath', match.method.resourcePath);
    return {
      ...match,
      httpMethod,
      requestedPath: stagePath.requested,
      path: stagePath.inside,
      query: decodeQuery(query),
      domainName: context.get('domainName') ?? '',
    };
  }

  /** Gateway responses are not compressed (inferred: only the answers of integrations are documented). */
  private async compressed(exchange: Exchange, response: OutgoingResponse): Promise<OutgoingResponse> {
    if (exchange.context.has('error.responseType')) return response;
    return compressResponse(response, exchange.request, this.model.minimumCompressionBytes);
  }

  private asRejection(error: unknown): Rejection {
    if (error instanceof Rejection) return error;
    this.ports.onInternalError?.(error);
    return new Rejection('API_CONFIGURATION_ERROR', 'Internal server error', { cause: error });
  }

  private report(exchange: Exchange, response: OutgoingResponse): void {
    const { context } = exchange;
    context.set('status', String(response.status));
    context.set('responseLatency', String(this.ports.now() - exchange.startedAt));
    if (Buffer.isBuffer(response.body)) context.set('responseLength', String(response.body.length));
    const format = this.model.stage.accessLogFormat;
    if (format !== undefined) this.ports.onAccessLog?.(accessLogLine(format, lookupIn(exchange)));
    this.ports.onAnswered?.(context, response);
  }
}

/** A resource policy is evaluated before the authorizer (documented). */
function requireVpcEndpoint({ api, request }: Exchange): void {
  if (api.vpcEndpoints === undefined || api.vpcEndpoints.includes(request.vpcEndpoint ?? '')) return;
  throw new Rejection('ACCESS_DENIED', 'User is not authorized to access this resource with an explicit deny');
}

function requireWithinLimits(request: IncomingRequest): void {
  if (headerValues(request.headers, 'host').length !== 1) throw new Rejection('BAD_REQUEST_PARAMETERS', 'Bad Request');
  let size = 0;
  for (const [name, value] of request.headers) size += name.length + value.length + ': \r\n'.length;
  if (size > MAX_HEADER_BYTES) {
    // The limit is documented, the status is not (inferred).
    throw new Rejection('BAD_REQUEST_PARAMETERS', 'Request Header Fields Too Large', { fixedStatus: 431 });
  }
  if (request.body.length > MAX_PAYLOAD_BYTES) throw new Rejection('REQUEST_TOO_LARGE', 'Request Too Long');
}
