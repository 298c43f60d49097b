import type { RestApiModel } from '../template/rest-api-model';
import type { Exchange } from './exchange';
import { evaluateMapping, lookupIn, substitute } from './expressions';
import type { HeaderList, OutgoingResponse } from '../http/http-message';
import type { Rejection, ResponseType } from './rejection';

interface ResponseDefault {
  readonly status: number;
  /** `x-amzn-ErrorType`. */
  readonly errorType: string;
}

/** Status and error type unless the template declares others (Developer Guide, "Gateway response types"). */
const DEFAULTS: Readonly<Record<ResponseType, ResponseDefault>> = {
  ACCESS_DENIED: { status: 403, errorType: 'AccessDeniedException' },
  API_CONFIGURATION_ERROR: { status: 500, errorType: 'InternalServerErrorException' },
  AUTHORIZER_CONFIGURATION_ERROR: { status: 500, errorType: 'AuthorizerConfigurationException' },
  AUTHORIZER_FAILURE: { status: 500, errorType: 'AuthorizerConfigurationException' },
  BAD_REQUEST_PARAMETERS: { status: 400, errorType: 'BadRequestException' },
  DEFAULT_5XX: { status: 502, errorType: 'InternalServerErrorException' },
  INTEGRATION_FAILURE: { status: 504, errorType: 'InternalServerErrorException' },
  INTEGRATION_TIMEOUT: { status: 504, errorType: 'InternalServerErrorException' },
  INVALID_API_KEY: { status: 403, errorType: 'ForbiddenException' },
  MISSING_AUTHENTICATION_TOKEN: { status: 403, errorType: 'MissingAuthenticationTokenException' },
  QUOTA_EXCEEDED: { status: 429, errorType: 'LimitExceededException' },
  REQUEST_TOO_LARGE: { status: 413, errorType: 'RequestTooLargeException' },
  THROTTLED: { status: 429, errorType: 'TooManyRequestsException' },
  UNAUTHORIZED: { status: 401, errorType: 'UnauthorizedException' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, errorType: 'BadRequestException' },
};

const DEFAULT_TEMPLATE = '{"message":$context.error.messageString}';
const HEADER_TARGET = 'gatewayresponse.header.';

/** Renders the gateway response of a rejection: declared for its type, otherwise for its class, otherwise AWS's. */
export function renderGatewayResponse(rejection: Rejection, exchange: Exchange): OutgoingResponse {
  const lookup = lookupIn(exchange);
  const { status: defaultStatus, errorType } = DEFAULTS[rejection.responseType];
  exchange.context.set('error.responseType', rejection.responseType);
  exchange.context.set('error.messageString', JSON.stringify(rejection.shown));
  if (rejection.shown !== null) exchange.context.set('error.message', rejection.shown);

  const declared = isFixed(rejection)
    ? undefined
    : declaredResponse(exchange.api, rejection.responseType, defaultStatus);
  const status = rejection.fixedStatus ?? declared?.statusCode ?? defaultStatus;
  const [contentType, template] = Object.entries(declared?.templates ?? {})[0] ?? [
    'application/json',
    DEFAULT_TEMPLATE,
  ];
  const mapped = Object.entries(declared?.parameters ?? {}).flatMap(([target, expression]) => {
    const value = evaluateMapping(expression, lookup);
    // A header without a value is left out (inferred).
    return target.startsWith(HEADER_TARGET) && value ? [[target.slice(HEADER_TARGET.length), value] as const] : [];
  });
  return {
    status,
    headers: withDefaults(mapped, [
      ['Content-Type', contentType],
      ['x-amzn-ErrorType', errorType],
    ]),
    // A variable without a value is replaced by nothing (inferred).
    body: Buffer.from(substitute(template, lookup, '')),
  };
}

/** 413 cannot be customised (documented), nor can refusals before an API is found. */
function isFixed(rejection: Rejection): boolean {
  return rejection.fixedStatus !== undefined || rejection.responseType === 'REQUEST_TOO_LARGE';
}

function declaredResponse(api: RestApiModel, type: ResponseType, status: number) {
  return api.gatewayResponses.get(type) ?? api.gatewayResponses.get(status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX');
}

function withDefaults(headers: HeaderList, defaults: HeaderList): HeaderList {
  const given = new Set(headers.map(([name]) => name.toLowerCase()));
  return [...headers, ...defaults.filter(([name]) => !given.has(name.toLowerCase()))];
}
