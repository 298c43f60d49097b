import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TokenBucket } from '../../token-bucket';
import type { ControlPlaneStandIn } from './api-gateway/control-plane';
import type { DynamoDbStandIn } from './dynamodb';
import { type AwsCall, type AwsService, type Fault, Faults } from './faults';
import type { ParametersStandIn } from './parameters';
import type { SecretsManagerStandIn } from './secrets-manager/secrets-manager';
import { ServiceError } from './service-error';

interface Services {
  readonly secretsmanager: SecretsManagerStandIn;
  readonly ssm: ParametersStandIn;
  readonly apigateway: ControlPlaneStandIn;
  readonly dynamodb: DynamoDbStandIn;
}

interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const TARGET_SERVICES: Readonly<Record<string, AwsService>> = {
  secretsmanager: 'secretsmanager',
  AmazonSSM: 'ssm',
  DynamoDB_20120810: 'dynamodb',
};

/** `npm start` may run for days. */
const KEPT_CALLS = 10_000;

/** Takes a request to the service that it is for, by `X-Amz-Target`, else as API Gateway's REST. */
export class Dispatcher {
  readonly calls: AwsCall[] = [];
  readonly faults = new Faults();
  onCarriedOut: ((call: AwsCall) => void | Promise<void>) | undefined;

  constructor(
    readonly services: Services,
    private readonly controlPlane: TokenBucket,
  ) {}

  /** Answers one request; never rejects. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await this.answer(request, await read(request), response);
    } catch (error) {
      const known = error instanceof ServiceError ? error : new ServiceError('InternalFailure', String(error), 500);
      write(response, answerOf(known));
    }
  }

  private async answer(request: IncomingMessage, body: Buffer, response: ServerResponse): Promise<void> {
    const call = this.recognise(request);
    this.calls.push(call);
    if (this.calls.length > KEPT_CALLS) this.calls.shift();
    const fault = this.faults.take(call);
    if (fault?.kind === 'delay') await sleep(fault.milliseconds ?? 0);
    else if (fault && fault.when !== 'afterwards') return fail(response, fault, call);
    if (call.service === 'dynamodb') return this.services.dynamodb.handle(request, body, response);
    const answer = this.carryOut(call, request, body);
    await this.onCarriedOut?.(call);
    if (fault?.when === 'afterwards') return fail(response, fault, call);
    write(response, answer);
  }

  private recognise(request: IncomingMessage): AwsCall {
    const [prefix = '', operation = ''] = String(request.headers['x-amz-target'] ?? '').split('.');
    const service = Object.hasOwn(TARGET_SERVICES, prefix) ? TARGET_SERVICES[prefix] : undefined;
    if (service) return { service, operation };
    const method = request.method ?? 'GET';
    const { pathname } = urlOf(request);
    return {
      service: 'apigateway',
      operation: this.services.apigateway.operation(method, pathname) ?? `${method} ${pathname}`,
    };
  }

  private carryOut(call: AwsCall, request: IncomingMessage, body: Buffer): Answer {
    try {
      const input = parsed(body);
      if (call.service === 'apigateway') {
        if (this.controlPlane() === 'empty') return answerOf(faultErrors.throttle(call));
        return this.services.apigateway.call(request.method ?? 'GET', urlOf(request), input);
      }
      const service = call.service === 'ssm' ? this.services.ssm : this.services.secretsmanager;
      return { status: 200, body: service.call(call.operation, input) };
    } catch (error) {
      if (error instanceof ServiceError) return answerOf(error);
      throw error;
    }
  }
}

const faultErrors = {
  throttle: ({ service }: AwsCall) =>
    service === 'apigateway'
      ? new ServiceError('TooManyRequestsException', 'Too Many Requests', 429)
      : new ServiceError('ThrottlingException', 'Rate exceeded'),
  error: () => new ServiceError('InternalServiceError', 'An error occurred on the server side.', 500),
  deny: ({ service, operation }: AwsCall) =>
    new ServiceError(
      'AccessDeniedException',
      `User: arn:aws:iam::000000000000:user/somebody is not authorized to perform: ${service}:${operation}`,
      service === 'apigateway' ? 403 : 400,
    ),
} as const;

function fail(response: ServerResponse, { kind }: Fault, call: AwsCall): void {
  if (kind === 'drop' || kind === 'delay') response.destroy();
  else write(response, answerOf(faultErrors[kind](call)));
}

function answerOf({ code, message, status }: ServiceError): Answer {
  return { status, body: { __type: code, message }, headers: { 'x-amzn-errortype': code } };
}

function write(response: ServerResponse, { status, body, headers }: Answer): void {
  if (response.destroyed || response.headersSent) return;
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1', ...headers });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

function urlOf(request: IncomingMessage): URL {
  return new URL(request.url ?? '/', 'http://localhost');
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function parsed(body: Buffer): Record<string, unknown> {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString()) as Record<string, unknown>;
  } catch {
    throw new ServiceError('SerializationException', 'The body is not JSON.');
  }
}
