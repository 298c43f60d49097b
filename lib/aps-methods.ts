/** HTTP methods of the APS bus (docs.cloudblue.com, APS REST API, "Controller"). */
export const APS_METHODS = ['GET', 'POST', 'PUT', 'DELETE'] as const;
export type ApsMethod = (typeof APS_METHODS)[number];
