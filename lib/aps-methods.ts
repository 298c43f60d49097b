/** HTTP methods of the APS bus (docs.cloudblue.com, APS REST API, "Controller"). */
export const APS_METHODS = ['GET', 'POST', 'PUT', 'DELETE'] as const;

/** Methods that a route may declare. HEAD is GET without the body of its answer (RFC 9110 §9.3.2). */
export const ROUTE_METHODS = [...APS_METHODS, 'HEAD'] as const;
export type RouteMethod = (typeof ROUTE_METHODS)[number];
