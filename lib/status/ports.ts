import type { ClientCertificate } from '../onboarding/ports';
import type { DayAnswers, DayRange, MeteredApi } from './answers';

/** A CloudFormation stack. */
export interface StackState {
  /** Such as `UPDATE_COMPLETE`. */
  readonly status: string;
  /** Result of the last drift detection, such as `DRIFTED`; `NOT_CHECKED` if it was never run. */
  readonly drift: string;
  readonly driftCheckedAt?: Date;
  /** Tags that CloudFormation passes on to the resources. */
  readonly tags: Readonly<Record<string, string>>;
}

/** A REST API. */
export interface RestApiState {
  /** Such as `TLS_1_2`. */
  readonly tlsPolicy?: string;
  /** Such as `STRICT`; absent for an API without a mode. */
  readonly endpointAccess?: string;
  /** Resource policy, JSON. */
  readonly policy?: string;
}

/** A throttle; an absent limit is not known. */
interface Throttle {
  readonly rateLimit?: number;
  readonly burstLimit?: number;
}

/** A stage of a REST API. */
export interface StageState {
  /** For all routes and methods. */
  readonly throttle: Throttle;
  readonly hasAccessLog: boolean;
  /** Id of a generated client certificate, or ARN of one of ACM. */
  readonly clientCertificate?: string;
}

/** A custom domain. */
export interface DomainState {
  /** `AVAILABLE`, or a state in which it cannot be relied on. */
  readonly status: string;
  /** ACM certificate. */
  readonly certificateArn?: string;
  readonly mappings: readonly { readonly basePath: string; readonly restApiId: string; readonly stage: string }[];
}

/** A certificate of ACM. */
export interface AcmCertificate {
  /** Such as `ISSUED` or `EXPIRED`. */
  readonly status: string;
  readonly expiresAt?: Date;
  /** ACM issued it, and renews it while its DNS record exists. */
  readonly issuedByAcm: boolean;
}

/** An alarm in state ALARM. */
export interface OpenAlarm {
  readonly name: string;
  readonly since?: Date;
  readonly reason?: string;
}

/** Reads the resources of deployed gateways. Each method returns `undefined` for a missing resource. */
export interface FleetReader {
  stack(name: string): Promise<StackState | undefined>;
  restApi(id: string): Promise<RestApiState | undefined>;
  stage(restApiId: string, stage: string): Promise<StageState | undefined>;
  /** @param privateId id of a private domain; absent for one on the internet */
  domain(name: string, privateId?: string): Promise<DomainState | undefined>;
  /** Certificate that API Gateway generated. */
  clientCertificate(id: string): Promise<ClientCertificate | undefined>;
  acmCertificate(arn: string): Promise<AcmCertificate | undefined>;
  /** State of a DynamoDB table, such as `ACTIVE`. */
  table(name: string): Promise<string | undefined>;
  /** State of a Lambda function, such as `Active`. */
  functionState(name: string): Promise<string | undefined>;
  /** Environment variables of a Lambda function. */
  functionVariables(name: string): Promise<Readonly<Record<string, string>> | undefined>;
  /** Open alarms whose names start with a prefix. */
  openAlarms(namePrefix: string): Promise<readonly OpenAlarm[]>;
  /** Answers by the names of the APIs: each day of the range in order. */
  answersPerDay(apis: readonly MeteredApi[], range: DayRange): Promise<ReadonlyMap<string, readonly DayAnswers[]>>;
}
