import type { CallNode } from './node-client';

/** UI nodes that get the requests of a route. */
export interface UiNodes {
  readonly callNode: CallNode;
  /** Host header for the nodes, with the port unless it is 443. */
  readonly host: string;
}

/** Returns the UI nodes behind a resource of the API, such as `/2/resources/{proxy+}`. */
export type NodeOfRoute = (resource: string) => UiNodes;

const BELOW = /\/\{proxy\+\}$/;

/**
 * Makes the choice of UI nodes. API Gateway has matched the request to a resource, so no path is compared here.
 *
 * @param brandEndpoint HTTPS origin of routes without one of their own
 * @param ofRoutes JSON object: HTTPS origin by resource of a route; none when absent
 * @param makeClient makes the client for an HTTPS origin
 */
export function nodeOfRoute(
  brandEndpoint: string,
  ofRoutes: string | undefined,
  makeClient: (brandEndpoint: string) => CallNode,
): NodeOfRoute {
  const connect = (origin: string): UiNodes => ({ callNode: makeClient(origin), host: new URL(origin).host });
  const shared = connect(brandEndpoint);
  const own = new Map(
    Object.entries(JSON.parse(ofRoutes ?? '{}') as Readonly<Record<string, string>>).map(
      ([resource, origin]) => [resource, connect(origin)] as const,
    ),
  );
  return (resource) => own.get(resource.replace(BELOW, '')) ?? shared;
}
