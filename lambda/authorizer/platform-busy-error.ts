/**
 * The one error message for which API Gateway has a gateway response of its own, UNAUTHORIZED (developer guide, "Use API
 * Gateway Lambda authorizers"). A denial cannot take its place: the status of ACCESS_DENIED is fixed, and is 401. Gateways
 * that shed load answer UNAUTHORIZED with 503, and nothing else leads to it there.
 */
const UNAUTHORIZED = 'Unauthorized';

/** A request is shed. Without a stack, because the runtime logs what is thrown, for each request of a busy platform. */
export class PlatformBusyError extends Error {
  override readonly name = 'PlatformBusyError';
  constructor() {
    super(UNAUTHORIZED);
    this.stack = '';
  }
}
