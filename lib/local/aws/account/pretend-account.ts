/** The account behind the stand-ins, as far as a preflight reads it. Tests change it; `npm start` leaves it as it is. */
export interface PretendAccount {
  accountId: string;
  callerArn: string;
  concurrency: { limit: number; unreserved: number };
  cloudWatchRoleArn: string | undefined;
  /** Applied quotas of API Gateway, by code. */
  serviceQuotas: Map<string, number>;
  restApis: string[];
  domains: string[];
  vpcLinks: string[];
  /** Mail subscriptions of every topic. */
  subscriptions: { endpoint: string; confirmed: boolean }[];
  /** Actions that a simulation refuses. */
  refusedActions: Map<string, 'organization' | 'explicitDeny' | 'implicitDeny'>;
}

/** An account that has grown: nothing is missing. */
export function grownAccount(): PretendAccount {
  return {
    accountId: '000000000000',
    callerArn: 'arn:aws:iam::000000000000:user/local',
    concurrency: { limit: 1000, unreserved: 1000 },
    cloudWatchRoleArn: 'arn:aws:iam::000000000000:role/api-gateway-logs',
    serviceQuotas: new Map([
      ['L-AA0FF27B', 600],
      ['L-E8693075', 300],
      ['L-A93447B8', 120],
      ['L-608BDCD4', 10],
    ]),
    restApis: [],
    domains: [],
    vpcLinks: [],
    subscriptions: [],
    refusedActions: new Map(),
  };
}
