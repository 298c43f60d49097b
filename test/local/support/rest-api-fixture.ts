import { ApiGatewayState } from '../../../lib/local/aws/api-gateway/state';
import type { Invoke } from '../../../lib/local/function/invoke';
import { type Exchange, type IdSource, openExchange } from '../../../lib/local/rest-api/exchange';
import type { HeaderList, IncomingRequest, OutgoingResponse } from '../../../lib/local/http/http-message';
import type { Dial } from '../../../lib/local/rest-api/integrations/send-to-integration';
import { Meter } from '../../../lib/local/rest-api/metering';
import { RestApi } from '../../../lib/local/rest-api/rest-api';
import type { IntegrationModel, MethodModel, RestApiModel } from '../../../lib/local/template/rest-api-model';

export const FIXED_IDS: IdSource = {
  requestId: () => 'request-1',
  extendedRequestId: () => 'extended-1',
  traceRoot: () => '1-0-trace',
  traceParent: () => 'parent0123456789',
};

export const NOW = Date.UTC(2026, 10, 22, 3, 21, 7);
export const AUTHORIZER = 'arn:aws:lambda:eu-central-1:111122223333:function:authorizer';

const MOCK: IntegrationModel = {
  type: 'MOCK',
  requestTemplates: { 'application/json': '{"statusCode":200}' },
  passthrough: 'NEVER',
  responses: [{ statusCode: 200, parameters: {}, templates: { 'application/json': '{"path":"$context.path"}' } }],
};

export function method(overrides: Partial<MethodModel> = {}): MethodModel {
  return {
    resourcePath: '/2/resources',
    resourceId: 'res1',
    httpMethod: 'GET',
    apiKeyRequired: false,
    integration: MOCK,
    ...overrides,
  };
}

export function model(overrides: Partial<RestApiModel> = {}): RestApiModel {
  return {
    apiId: 'api1234567',
    name: 'fixture',
    deploymentId: 'dep1',
    apiKeySource: 'AUTHORIZER',
    mutualTls: false,
    binaryMediaTypes: [],
    stage: { name: 'aps', variables: { colour: 'blue' }, throttles: new Map() },
    methods: [method()],
    gatewayResponses: new Map(),
    ...overrides,
  };
}

export function request(overrides: Partial<IncomingRequest> = {}): IncomingRequest {
  return {
    method: 'GET',
    target: '/aps/2/resources',
    headers: [['Host', 'gateway.example']],
    body: Buffer.alloc(0),
    sourceIp: '192.0.2.7',
    port: 10443,
    protocol: 'HTTP/1.1',
    ...overrides,
  };
}

/** An exchange that no stage has looked at yet. */
export function exchange(sent: Partial<IncomingRequest> = {}, declared: Partial<RestApiModel> = {}): Exchange {
  return openExchange(request(sent), model(declared), { accountId: '111122223333', ids: FIXED_IDS, now: NOW });
}

export interface FixtureOptions {
  readonly model?: Partial<RestApiModel>;
  readonly state?: ApiGatewayState;
  readonly invoke?: Invoke;
  readonly dial?: Dial;
  readonly now?: () => number;
  readonly onAnswered?: (response: OutgoingResponse) => void;
}

/** A REST API over fakes, with what it logged and what failed inside of it. */
export function restApi(options: FixtureOptions = {}) {
  const accessLog: string[] = [];
  const internalErrors: unknown[] = [];
  const now = options.now ?? (() => NOW);
  const api = new RestApi(model(options.model), {
    place: { accountId: '111122223333', region: 'eu-central-1' },
    meter: new Meter(options.state ?? new ApiGatewayState(), now),
    invoke: options.invoke ?? (async () => allow()),
    dial:
      options.dial ??
      (() => {
        throw new Error('nothing is dialled here');
      }),
    ids: FIXED_IDS,
    now,
    onAccessLog: (line) => accessLog.push(line),
    onAnswered: (_context, response) => options.onAnswered?.(response),
    onInternalError: (error) => internalErrors.push(error),
  });
  return { api, accessLog, internalErrors };
}

/** The output of an authorizer function for a request that it allows. */
export function allow(overrides: object = {}): object {
  return policy('Allow', overrides);
}

export function deny(overrides: object = {}): object {
  return policy('Deny', overrides);
}

function policy(Effect: string, overrides: object): object {
  const Statement = [{ Action: 'execute-api:Invoke', Effect, Resource: '*' }];
  return { principalId: 'principal-1', policyDocument: { Version: '2012-10-17', Statement }, ...overrides };
}

export function bodyOf(response: OutgoingResponse): string {
  return (response.body as Buffer).toString('utf8');
}

export function headerOf(headers: HeaderList, name: string): string | undefined {
  return headers.find(([candidate]) => candidate.toLowerCase() === name.toLowerCase())?.[1];
}
