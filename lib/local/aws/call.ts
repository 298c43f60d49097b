import type { AccountCall } from './account/account';
import type { FleetCall } from './fleet/fleet';
import type { MailCall } from './mail/mail';
import type { ServiceError } from './service-error';

/** A call that reached the stand-ins. */
export interface AwsCall {
  readonly service: AwsService;
  /** Name in the service's API reference. */
  readonly operation: string;
  /** Query of the URL; only API Gateway's calls have one. */
  readonly query?: string;
}

/** Services with a stand-in, by their name in the credential scope. */
export type AwsService =
  | 'secretsmanager'
  | 'ssm'
  | 'dynamodb'
  | 'logs'
  | 'cloudtrail'
  | AccountCall['service']
  | FleetCall['service']
  | MailCall['service'];

/** An error to answer, or a connection to break off, in place of the stand-in's answer. */
export type Interception = ServiceError | 'disconnect' | undefined;

/** Sees every call, and may fail it: for tests of faults. Operations wait for it. */
export interface CallInterceptor {
  /** Called first. An interception keeps the operation from being carried out. */
  before?(call: AwsCall): Interception | Promise<Interception>;
  /** Called after the operation, before its answer is written; not called for DynamoDB. */
  after?(call: AwsCall): Interception | Promise<Interception>;
}
