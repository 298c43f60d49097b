import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AccountRequest, AccountStandIn } from './account/account';
import { QUERY_SERVICES, queryError } from './account/query-xml';
import type { CloudTrailStandIn } from './cloudtrail/cloudtrail';
import type { RecordedCall } from './cloudtrail/recorded-call';
import type { ControlPlaneStandIn } from './api-gateway/control-plane';
import type { DynamoDbStandIn } from './dynamodb';
import type { AwsCall, AwsService, CallInterceptor } from './call';
import type { LogsStandIn } from './logs/logs';
import type { ParametersStandIn } from './parameters';
import type { SecretsManagerStandIn } from './secrets-manager/secrets-manager';
import { isObject } from '../../is-object';
import type { FleetStandIn } from './fleet/fleet';
import type { MailStandIn } from './mail/mail';
import { ServiceError } from './service-error';

interface Services {
  readonly secretsmanager: SecretsManagerStandIn;
  readonly ssm: ParametersStandIn;
  readonly logs: LogsStandIn;
  readonly apigateway: ControlPlaneStandIn;
  readonly dynamodb: DynamoDbStandIn;
  readonly cloudtrail: CloudTrailStandIn;
  readonly account: AccountStandIn;
  readonly fleet: FleetStandIn;
  readonly mail: MailStandIn;
}

type Input = RecordedCall['input'];

/** A service whose operations take and return JSON. */
interface JsonService {
  call(operation: string, input: Input): unknown;
}

/** A service's response before it is written. */
interface ServiceOutput {
  readonly status: number;
  /** Text is XML; anything else is written as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const TARGET_SERVICES: Readonly<Record<string, AwsService>> = {
  secretsmanager: 'secretsmanager',
  AmazonSSM: 'ssm',
  DynamoDB_20120810: 'dynamodb',
  Logs_20140328: 'logs',
  CloudTrail_20131101: 'cloudtrail',
};

/** Routes each request to its service: by `X-Amz-Target`, otherwise as API Gateway's REST. */
export class Dispatcher {
  constructor(
    private readonly services: Services,
    private readonly interceptor: CallInterceptor,
  ) {}

  /** Answers one request; never rejects. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await this.answer(request, await read(request), response);
    } catch (error) {
      const known = error instanceof ServiceError ? error : new ServiceError('InternalFailure', String(error), 500);
      write(response, outputOf(known));
    }
  }

  private async answer(request: IncomingMessage, body: Buffer, response: ServerResponse): Promise<void> {
    const asked = accountRequest(request, body);
    const account = this.services.account.recognise(asked);
    const fleet = account ? undefined : this.services.fleet.recognise(asked);
    const mail = (account ?? fleet) ? undefined : this.services.mail.recognise(asked);
    const call = account ?? fleet ?? mail ?? this.recognise(request);
    const before = await this.interceptor.before?.(call);
    if (before !== undefined) return fail(response, before, call);
    if (call.service === 'dynamodb') return this.services.dynamodb.handle(request, body, response);
    if (call.operation === 'StartLiveTail') return this.services.logs.tail(parsed(body), response);
    const output = account
      ? answered(call, () => this.services.account.call(account, asked.body))
      : fleet
        ? answered(call, () => this.services.fleet.call(fleet, asked))
        : mail
          ? answered(call, () => this.services.mail.call(mail, asked))
          : this.carryOut(call, request, body);
    const after = await this.interceptor.after?.(call);
    if (after !== undefined) return fail(response, after, call);
    write(response, output);
  }

  private recognise(request: IncomingMessage): AwsCall {
    const [prefix = '', operation = ''] = String(request.headers['x-amz-target'] ?? '').split('.');
    const service = Object.hasOwn(TARGET_SERVICES, prefix) ? TARGET_SERVICES[prefix] : undefined;
    if (service) return { service, operation };
    const method = request.method ?? 'GET';
    const { pathname, search } = urlOf(request);
    return {
      service: 'apigateway',
      operation: this.services.apigateway.operation(method, pathname) ?? `${method} ${pathname}`,
      ...(search && { query: search.slice(1) }),
    };
  }

  private carryOut(call: AwsCall, request: IncomingMessage, body: Buffer): ServiceOutput {
    let input: Input = {};
    try {
      input = parsed(body);
      const output = this.output(call, request, input);
      this.record(call, request, { input, output: output.body });
      return output;
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      this.record(call, request, { input, errorCode: error.code });
      return outputOf(error);
    }
  }

  private output({ service, operation }: AwsCall, request: IncomingMessage, input: Input): ServiceOutput {
    const { apigateway, ssm, logs, cloudtrail, secretsmanager } = this.services;
    if (service === 'apigateway') return apigateway.call(request.method ?? 'GET', urlOf(request), input);
    const services: Readonly<Partial<Record<AwsService, JsonService>>> = { ssm, logs, cloudtrail };
    return { status: 200, body: (services[service] ?? secretsmanager).call(operation, input) };
  }

  private record(
    call: AwsCall,
    { url, headers, socket }: IncomingMessage,
    outcome: Pick<RecordedCall, 'input' | 'output' | 'errorCode'>,
  ): void {
    if (call.service !== 'secretsmanager' && call.service !== 'apigateway') return;
    const [path = '/'] = (url ?? '/').split('?');
    this.services.cloudtrail.record({ call, path, headers, address: socket.remoteAddress ?? '', ...outcome });
  }
}

/** Answers an operation of the account or of the fleet. */
function answered(call: AwsCall, body: () => unknown): ServiceOutput {
  try {
    return { status: 200, body: body() };
  } catch (error) {
    if (error instanceof ServiceError) return outputOf(error, call.service);
    throw error;
  }
}

function fail(response: ServerResponse, interception: ServiceError | 'disconnect', { service }: AwsCall): void {
  if (interception === 'disconnect') response.destroy();
  else write(response, outputOf(interception, service));
}

function outputOf({ code, message, status }: ServiceError, service?: AwsService): ServiceOutput {
  if (service !== undefined && QUERY_SERVICES.has(service)) return { status, body: queryError(code, message) };
  return { status, body: { __type: code, message }, headers: { 'x-amzn-errortype': code } };
}

function write(response: ServerResponse, { status, body, headers }: ServiceOutput): void {
  if (response.destroyed || response.headersSent) return;
  const isXml = typeof body === 'string';
  response.writeHead(status, { 'content-type': isXml ? 'text/xml' : 'application/x-amz-json-1.1', ...headers });
  response.end(isXml || body === undefined ? body : JSON.stringify(body));
}

function accountRequest(request: IncomingMessage, body: Buffer): AccountRequest {
  const target = String(request.headers['x-amz-target'] ?? '');
  return { method: request.method ?? 'GET', path: urlOf(request).pathname, target, body: body.toString() };
}

function urlOf(request: IncomingMessage): URL {
  return new URL(request.url ?? '/', 'http://localhost');
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function parsed(body: Buffer): Readonly<Record<string, unknown>> {
  if (body.length === 0) return {};
  let value: unknown;
  try {
    value = JSON.parse(body.toString());
  } catch {
    throw new ServiceError('SerializationException', 'The body is not JSON.');
  }
  if (isObject(value)) return value;
  throw new ServiceError('SerializationException', 'The body is not a JSON object.');
}
