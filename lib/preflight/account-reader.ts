import type { Reading } from './check';

/** The identity behind the credentials (STS GetCallerIdentity). */
export interface Caller {
  readonly accountId: string;
  readonly arn: string;
}

/** Lambda's concurrency in an account and Region (GetAccountSettings). */
export interface Concurrency {
  readonly limit: number;
  /** The part that no function has reserved. */
  readonly unreserved: number;
}

/** Names of what an account and Region holds, by kind. */
export type InUse = Readonly<Record<'restApis' | 'usagePlans' | 'domains' | 'vpcLinks', readonly string[]>>;

/** A mail subscription of a topic. */
export interface Subscription {
  readonly endpoint: string;
  readonly confirmed: boolean;
}

/** An address or a domain that SES knows. */
export interface MailIdentity {
  readonly name: string;
  /** SES may send from it. */
  readonly verified: boolean;
}

/** SES in an account and Region (GetAccount). */
export interface MailSending {
  /** False in the sandbox, where SES sends to verified addresses only. */
  readonly productionAccess: boolean;
  readonly enabled: boolean;
  /** `HEALTHY`, `PROBATION` or `SHUTDOWN`. */
  readonly enforcement: string;
  /** Most mails in 24 hours; `undefined` when there is no limit. */
  readonly perDay: number | undefined;
  readonly perSecond: number;
  readonly sentLastDay: number;
}

/** A simulated action that would be refused. */
export interface RefusedAction {
  readonly action: string;
  /** `organization`: a service control policy refuses it. */
  readonly by: 'organization' | 'explicit deny' | 'no policy that allows it';
}

/** Reads one account and Region. Never writes; a read that fails is a reading, not an exception. */
export interface AccountReader {
  /** The Region that is read; `undefined` when none is set. */
  region(): Promise<string | undefined>;
  caller(): Promise<Reading<Caller>>;
  concurrency(): Promise<Reading<Concurrency>>;
  /** ARN of API Gateway's CloudWatch role; `undefined` when none is set. */
  cloudWatchRole(): Promise<Reading<string | undefined>>;
  /** Applied values of API Gateway's service quotas, by quota code. */
  serviceQuotas(): Promise<Reading<ReadonlyMap<string, number>>>;
  inUse(kind: keyof InUse): Promise<Reading<readonly string[]>>;
  /** Version of the CDK bootstrap stack; `undefined` when the Region is not bootstrapped. */
  bootstrapVersion(): Promise<Reading<number | undefined>>;
  /** Mail subscriptions of the topic whose ARN an SSM parameter holds; `undefined` when there is no topic yet. */
  subscriptions(topicParameter: string): Promise<Reading<readonly Subscription[] | undefined>>;
  /** `undefined` when SES does not have the address or domain. */
  mailIdentity(name: string): Promise<Reading<MailIdentity | undefined>>;
  mailSending(): Promise<Reading<MailSending>>;
  /** Simulates actions of a principal (IAM SimulatePrincipalPolicy); returns those that would be refused. */
  refusedActions(
    principalArn: string,
    actions: readonly string[],
    resource: string,
  ): Promise<Reading<readonly RefusedAction[]>>;
}
