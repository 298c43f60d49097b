import { type EventRequest, eventRequest } from '../event';
import type { Exchange, RoutedRequest } from '../exchange';

/** REQUEST authorizer event of a REST API. Others recorded its shape on AWS. */
export interface AuthorizerEvent extends EventRequest {
  readonly type: 'REQUEST';
  readonly methodArn: string;
}

/** Builds the authorizer's event. It has no body, and `{}` for a map without entries (recorded). */
export function buildAuthorizerEvent(exchange: Exchange, route: RoutedRequest, methodArn: string): AuthorizerEvent {
  return { type: 'REQUEST', methodArn, ...eventRequest(exchange, route) };
}
