import { METRICS } from '../authorizer/contract';

/** Environment variables of the probe, all set by its construct. */
export const PROBE_SETTINGS = {
  /** Name of the environment whose gateways it probes. */
  environment: 'APS_GATEWAY_ENVIRONMENT',
  secretsManagerHost: 'APS_GATEWAY_SECRETS_MANAGER_HOST',
  ssmHost: 'APS_GATEWAY_SSM_HOST',
} as const;

/** A gateway to probe, and the consumer whose credentials sign the request. */
export interface ProbedGateway {
  readonly reseller: string;
  readonly consumerKey: string;
}

/** The input of the schedule. */
export interface ProbeEvent {
  readonly probes: readonly ProbedGateway[];
}

/** The checks of a probe in their order, each with what its failure means. The names are those of `verify`'s lines. */
export const PROBE_CHECKS = {
  credentials: 'the credentials of the consumer that probes, or the descriptor of the gateway, cannot be read',
  connection: 'nothing answers at the address of the gateway: check DNS, its certificate, and that it is deployed',
  gateway: 'the gateway refuses a correct request; the code in the log says why',
  list: 'the gateway accepts the signature, but the platform does not answer the request with 200: check the UI nodes, the system property "APS OAuth API Gateway URL" and the user of the consumer',
  'booster-header':
    'no UI node with the APS booster answers, or a proxy in front of it removes the header X-APSBooster-Response',
  backends:
    'the gateway accepts the signature, but the UI nodes of a route with a brand endpoint of its own do not answer, or answer 401 or 5XX: check that they know the consumer key with the same secret, and their system property "APS OAuth API Gateway URL"',
} as const;
export type ProbeCheck = keyof typeof PROBE_CHECKS;

/** CloudWatch metrics that the function writes in embedded metric format. */
export const PROBE_METRICS = {
  namespace: METRICS.namespace,
  /** Failed probes, by environment and check. */
  failures: 'ProbeFailures',
  /** Gateways that were probed, by environment. */
  runs: 'ProbeRuns',
  /** Milliseconds until the answer, by gateway; that of a further backend by gateway and route. */
  time: 'ProbeTime',
} as const;
