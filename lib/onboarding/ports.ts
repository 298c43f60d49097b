import type { GatewayDescriptor } from '../descriptor';
import type { QuotaPeriod } from '../periods';
import type { Consumer } from './consumer';

/** A credentials secret as it stands. */
export type StoredCredentials =
  | { readonly state: 'absent' }
  /** Its deletion is scheduled; the value cannot be read, the Description can. */
  | { readonly state: 'scheduled' }
  | { readonly state: 'stored'; readonly versionId: string; readonly consumer: Consumer };

/** A credentials secret as a list shows it. */
export interface CredentialsEntry {
  readonly name: string;
  readonly description?: string;
  readonly lastChangedAt?: Date;
  /** Present while its deletion is scheduled. */
  readonly deletedAt?: Date;
}

/** Where credentials are kept. */
export interface CredentialsStore {
  read(name: string): Promise<StoredCredentials>;
  /** `undefined` when there is no such secret. */
  describe(name: string): Promise<CredentialsEntry | undefined>;
  /** Every secret below a prefix, page by page; those scheduled for deletion included. */
  list(prefix: string): AsyncIterable<readonly CredentialsEntry[]>;
  /** Throws an OnboardingError `conflict` when the secret exists with other content. */
  create(name: string, consumer: Consumer, tags: Tags, kmsKeyArn?: string): Promise<void>;
  /** Follows `versionId`; throws an OnboardingError `conflict` when another version already does. */
  update(name: string, consumer: Consumer, versionId: string): Promise<void>;
  scheduleDeletion(name: string, recoveryDays: number): Promise<void>;
  restore(name: string): Promise<void>;
}

export type Tags = Readonly<Record<string, string>>;

/** An API key as it stands. */
export interface ApiKeyState {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly enabled: boolean;
  readonly createdAt?: Date;
}

/** Calls of one day, and what remained of the quota after it. */
export interface DayUsage {
  readonly calls: number;
  readonly remaining: number;
}

/** A usage plan's quota; absent where it has none. */
export interface Quota extends QuotaPeriod {
  readonly limit: number;
}

/** What meters consumers. Detaching and deleting what is not there is done already, as is attaching what is. */
export interface Metering {
  /** Every API key whose name begins so. */
  keys(namePrefix: string): Promise<readonly ApiKeyState[]>;
  /** `undefined` when there is none with that id. */
  key(id: string): Promise<ApiKeyState | undefined>;
  createKey(key: { name: string; value: string; enabled: boolean; tags: Tags }): Promise<{ id: string; value: string }>;
  setEnabled(id: string, enabled: boolean): Promise<void>;
  deleteKey(id: string): Promise<void>;
  /** Ids of the usage plans that hold an API key. */
  plansOf(apiKeyId: string): Promise<readonly string[]>;
  /** Ids and names of the API keys of a usage plan. */
  planKeys(usagePlanId: string): Promise<readonly { readonly id: string; readonly name: string }[]>;
  /** Throws an OnboardingError `conflict` when the key is in another plan of the same stage. */
  attach(usagePlanId: string, apiKeyId: string): Promise<void>;
  detach(usagePlanId: string, apiKeyId: string): Promise<void>;
  quota(usagePlanId: string): Promise<Quota | undefined>;
  /** Usage by API key id, one entry for each day from `from` to `to` (`YYYY-MM-DD`, inclusive). */
  usage(
    usagePlanId: string,
    days: { readonly from: string; readonly to: string },
    apiKeyId?: string,
  ): Promise<ReadonlyMap<string, readonly DayUsage[]>>;
  /** Sets what remains of the quota in the present period. */
  setRemaining(usagePlanId: string, apiKeyId: string, remaining: number): Promise<void>;
}

/** Where deployed gateways are published. */
export interface GatewayDirectory {
  /** The descriptor of a reseller's own gateway. */
  own(environment: string, reseller: string): Promise<GatewayDescriptor | undefined>;
  /** Every gateway of an environment. */
  list(environment: string): Promise<readonly GatewayDescriptor[]>;
}

/** Everything outside that onboarding works on. */
export interface OnboardingPorts {
  readonly credentials: CredentialsStore;
  readonly metering: Metering;
  readonly gateways: GatewayDirectory;
}
