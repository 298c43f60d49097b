import type { Readable } from 'node:stream';
import { GATEWAY_REFUSALS, type GatewayRefusal } from '../authorizer/contract';

/** Status and headers, as Lambda and API Gateway expect them of a function. */
export interface ResponseMetadata {
  readonly statusCode: number;
  readonly multiValueHeaders: Readonly<Record<string, readonly string[]>>;
}

/** Answer to a consumer: a UI node's as it arrives, or a refusal. */
export interface Answer extends ResponseMetadata {
  readonly body: Readable | string;
}

/** Returns a refusal as the consumer gets it. Its own remedy replaces that of the table. */
export function refusal(
  code: GatewayRefusal,
  requestId: string,
  remedy: string = GATEWAY_REFUSALS[code].remedy,
): Answer & { readonly body: string } {
  const { status, message } = GATEWAY_REFUSALS[code];
  return {
    statusCode: status,
    multiValueHeaders: { 'Content-Type': ['application/json'] },
    body: JSON.stringify({ code, message: `${message} ${remedy}`, requestId }),
  };
}
