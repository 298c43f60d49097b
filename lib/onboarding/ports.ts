import type { QuotaPeriod } from '../periods';
import type { Consumer, LastChange } from './consumer';
import type { AuditTrail } from './history/audit-trail';
import type { FailureReports, FailureTable } from './failure-ports';
import type { GatewayDirectory } from './gateway-directory';
import type { SheddingTable } from './shedding-table';

/** Current state of a credentials secret. */
export type StoredCredentials =
  | { readonly state: 'absent' }
  /** Its deletion is scheduled: the value cannot be read, the Description can. */
  | { readonly state: 'scheduled' }
  | { readonly state: 'stored'; readonly versionId: string; readonly consumer: Consumer };

/** A credentials secret in a list. */
export interface CredentialsEntry {
  readonly name: string;
  readonly arn?: string;
  readonly description?: string;
  readonly lastChangedAt?: Date;
  /** Set while its deletion is scheduled. */
  readonly deletedAt?: Date;
}

/** The store of the credentials secrets. */
export interface CredentialsStore {
  read(name: string): Promise<StoredCredentials>;
  /** Returns `undefined` when there is no such secret. */
  describe(name: string): Promise<CredentialsEntry | undefined>;
  /** Every secret below a prefix, page by page, including those scheduled for deletion. */
  list(prefix: string): AsyncIterable<readonly CredentialsEntry[]>;
  /** @throws OnboardingError `conflict` when the secret exists with other content */
  create(name: string, consumer: Consumer, more: NewCredentials): Promise<void>;
  /** @throws OnboardingError `conflict` when `versionId` is no longer the current version */
  update(name: string, consumer: Consumer, versionId: string, lastChange: LastChange): Promise<void>;
  scheduleDeletion(name: string, recoveryDays: number): Promise<void>;
  restore(name: string): Promise<void>;
}

export type Tags = Readonly<Record<string, string>>;

/** Everything that a new credentials secret has, except its consumer. */
export interface NewCredentials {
  readonly tags: Tags;
  /** The key managed by AWS when absent. */
  readonly kmsKeyArn?: string | undefined;
  readonly lastChange: LastChange;
}

/** An API key to create. */
export interface NewApiKey {
  readonly name: string;
  readonly value: string;
  readonly enabled: boolean;
  readonly tags: Tags;
  readonly lastChange: LastChange;
}

/** Current state of an API key, without its value. */
export interface ApiKeyState {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly createdAt?: Date;
  readonly lastChange?: LastChange;
}

/** Calls of one day, and the quota that remained after it, if AWS reported it. */
export interface DayUsage {
  readonly calls: number;
  readonly remaining?: number;
}

/** A usage plan's quota. */
export interface Quota extends QuotaPeriod {
  readonly limit: number;
}

/** A rate and a burst; an absent one does not limit. */
interface Throttle {
  readonly rateLimit?: number;
  readonly burstLimit?: number;
}

/** Limits of a usage plan. */
export interface UsagePlanLimits {
  readonly quota?: Quota;
  readonly throttle: Throttle;
  /** By resource path and method, such as `/2/resources/{proxy+}/GET`. */
  readonly methodThrottles: Readonly<Record<string, Throttle>>;
}

/** API keys and usage plans. Detach and delete succeed if already gone; attach succeeds if already attached. */
export interface Metering {
  /** Every API key whose name starts with a prefix. */
  keys(namePrefix: string): Promise<readonly ApiKeyState[]>;
  /** Returns `undefined` when no API key has this id. */
  key(id: string): Promise<ApiKeyState | undefined>;
  /** The value of an API key; `undefined` when no API key has this id. Only plans that compare values read it. */
  keyValue(id: string): Promise<string | undefined>;
  createKey(key: NewApiKey): Promise<{ id: string; value: string }>;
  setEnabled(id: string, enabled: boolean, lastChange: LastChange): Promise<void>;
  /** Records a change of the key's usage plan or quota, which have no record of their own. */
  recordChange(id: string, lastChange: LastChange): Promise<void>;
  deleteKey(id: string): Promise<void>;
  /** Ids of the usage plans that contain an API key. */
  plansOf(apiKeyId: string): Promise<readonly string[]>;
  /** Ids and names of the API keys of a usage plan. */
  planKeys(usagePlanId: string): Promise<readonly { readonly id: string; readonly name: string }[]>;
  /** @throws OnboardingError `conflict` when the key is in another plan of the same stage */
  attach(usagePlanId: string, apiKeyId: string): Promise<void>;
  detach(usagePlanId: string, apiKeyId: string): Promise<void>;
  /** Returns `undefined` for a usage plan without a quota. */
  quota(usagePlanId: string): Promise<Quota | undefined>;
  /** Returns `undefined` when there is no such usage plan. */
  limits(usagePlanId: string): Promise<UsagePlanLimits | undefined>;
  /**
   * Usage by API key id, one entry for each day from `from` on (`YYYY-MM-DD`, both days included). Keys that have left
   * the plan are included; keys, and last days, without any use may be missing.
   */
  usage(
    usagePlanId: string,
    days: { readonly from: string; readonly to: string },
  ): Promise<ReadonlyMap<string, readonly DayUsage[]>>;
  /** Sets the quota that remains in the current period. */
  setRemaining(usagePlanId: string, apiKeyId: string, remaining: number): Promise<void>;
}

/** The result of the last verification of each gateway, as a document. */
export interface VerificationStore {
  /** Returns `undefined` for a gateway that was never verified. */
  read(environment: string, reseller: string): Promise<string | undefined>;
  /** Replaces the document. */
  write(environment: string, reseller: string, document: string): Promise<void>;
}

/** A client certificate that a gateway presents to its UI nodes. */
export interface ClientCertificate {
  /** Name in the reseller's file, such as `generated-2027`. */
  readonly name: string;
  readonly expiresAt: Date;
}

/** Client certificates of deployed gateways. */
export interface ClientCertificates {
  /** Certificate that API Gateway generated for a stage; `undefined` for a stage without one, or with one of ACM. */
  ofStage(restApiId: string, stage: string): Promise<ClientCertificate | undefined>;
}

/** Fields of one row of a log search, as text; a field without a value is absent. */
export type LogRow = Readonly<Record<string, string>>;

/** A search of log groups, in the language of CloudWatch Logs Insights. */
export interface LogSearchRequest {
  /** Name of one log group, or of up to 50. */
  readonly logGroup: string | readonly string[];
  readonly query: string;
  readonly from: Date;
  readonly to: Date;
}

/** Searches of logs. */
export interface LogSearch {
  /** The earliest time that a log group can cover; `undefined` if there is no such group. */
  keptSince(logGroup: string, now: Date): Promise<Date | undefined>;
  /** @throws OnboardingError `failed` when the search fails or takes too long */
  query(request: LogSearchRequest): Promise<readonly LogRow[]>;
}

export interface LogGroup {
  readonly name: string;
  readonly arn: string;
}

/** One line of a log, as it was written. */
export interface LogLine {
  /** Name of the log group. */
  readonly logGroup: string;
  /** Epoch milliseconds. */
  readonly timeMs: number;
  readonly text: string;
}

/** New lines of a session of Live Tail, in about a second; often none. */
export interface TailUpdate {
  readonly lines: readonly LogLine[];
  /** True if there were more lines than Live Tail sends. */
  readonly sampled: boolean;
}

/** Lines of logs. */
export interface LogReader {
  /** Log groups whose names start with a prefix. */
  groups(namePrefix: string): Promise<readonly LogGroup[]>;
  /** Lines of one log group page by page, oldest first; `to` is not included. */
  lines(request: {
    readonly logGroup: string;
    readonly from: Date;
    readonly to: Date;
  }): AsyncIterable<readonly LogLine[]>;
  /**
   * Starts a session of Live Tail, which AWS bills by the minute. The updates end when the session times out, after three
   * hours, or when `signal` aborts.
   *
   * @param groups at most ten
   * @throws OnboardingError `failed` when Live Tail is not available, or the session fails
   */
  tail(groups: readonly LogGroup[], signal: AbortSignal): Promise<AsyncIterable<TailUpdate>>;
}

/** AWS services that hold what onboarding reads and changes. */
export interface AwsPorts {
  readonly credentials: CredentialsStore;
  readonly metering: Metering;
  readonly certificates: ClientCertificates;
  readonly gateways: GatewayDirectory;
  readonly verifications: VerificationStore;
  /** Loaded when first asked for: few commands search logs. */
  logs(): Promise<LogSearch>;
  /** Loaded when first asked for. */
  trail(): Promise<AuditTrail>;
  /** Loaded when first asked for. */
  logReader(): Promise<LogReader>;
  /** Loaded when first asked for. */
  failures(): Promise<FailureTable>;
  /** Loaded when first asked for. */
  failureReports(): Promise<FailureReports>;
  shedding(): Promise<SheddingTable>;
  /** ARN of the caller; `undefined` if AWS does not report it. Asked for once. */
  caller(): Promise<string | undefined>;
}

/** Everything that onboarding needs from its caller. */
export interface OnboardingPorts extends AwsPorts {
  now(): Date;
  /** Returns a random API key value of 20 to 128 alphanumeric characters. */
  newApiKeyValue(): string;
}
