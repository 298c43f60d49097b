import type { ConsumerField } from './calls';

/** A consumer in `consumer list` and `consumer show`; never a secret. */
export interface ConsumerView {
  readonly consumerKey: string;
  /** Unknown if its record cannot be read. */
  readonly reseller: string | null;
  readonly gateway: string;
  readonly tier: string | null;
  readonly status: 'active' | 'suspended' | 'expired' | 'offboarded' | 'unreadable';
  readonly expiresAt: string | null;
  /** Of its bearer tokens; absent for a consumer that signs. */
  readonly subject?: string;
  readonly secrets: readonly { readonly addedAt?: string; readonly validUntil?: string }[];
  readonly onboardedAt: string | null;
  readonly rotatedAt: string | null;
  readonly changedAt: string | null;
  readonly lastChange: { readonly at: string; readonly by: string | null } | null;
  readonly deletedAt: string | null;
  readonly debuggedUntil: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly rules: Readonly<Record<string, unknown>>;
}

/** A consumer in a list that a keyword search narrows. */
export interface SearchableConsumer extends ConsumerView {
  /** Every text by which it can be found. */
  readonly searched: string;
}

/** Failed attempts with a consumer key from one source. */
export interface LockView {
  /** Address; of an IPv6 address, its /64. */
  readonly source: string;
  readonly failures: number;
  /** Requests from there are refused until `endsAt`. */
  readonly locked: boolean;
  readonly endsAt: string;
}

/** Failed attempts with a consumer key in a time, by source. */
export interface FailuresView {
  readonly total: number;
  readonly sources: readonly {
    readonly source: string;
    readonly failures: number;
    /** Attempts by reason, where they are known. */
    readonly reasons?: Readonly<Record<string, number>>;
  }[];
}

/** `consumer show`. */
export interface ConsumerDetails {
  readonly consumer: ConsumerView;
  readonly metering: { readonly apiKeyId: string | null; readonly apiKey: string; readonly tiers: readonly string[] };
  readonly url: string;
  /** Failed attempts with its key by source; absent at a gateway without a lockout. */
  readonly locks?: readonly LockView[];
  /** Failed attempts of the last 24 hours, or why they are unknown. */
  readonly failures?: FailuresView | { readonly problem: string };
  /** Every fact and rule, those without a value included. */
  readonly fields: readonly ConsumerField[];
  readonly activity?:
    | {
        readonly from: string;
        readonly to: string;
        readonly secrets: readonly { readonly addedAt: string | null; readonly lastUsedAt: string }[];
      }
    | { readonly problem: string };
}

/** Calls that one API key counted. */
interface MeterView {
  readonly tier: string | null;
  readonly quota?: { readonly limit: number; readonly period: string };
  readonly calls: number;
  readonly days: readonly { readonly day: string; readonly calls: number; readonly remaining?: number }[];
}

/** Calls of one consumer in `usage report`. */
export interface UsageView extends MeterView {
  readonly consumerKey: string;
  /** Set if the consumer shares the limits of this tier with all others of its reseller. */
  readonly sharedTier?: string;
  /** Its own calls on that tier, from the access log; null if they are unknown. */
  readonly loggedCalls?: number | null;
}

/** Calls of all consumers of a reseller that share the limits of a tier. */
export interface SharedUsageView extends MeterView {
  readonly reseller: string;
}

/** Calls of all consumers of a reseller on a day. */
export interface DayCalls {
  readonly day: string;
  readonly calls: number;
}

/** `GET /api/usage`. */
export interface FleetUsage {
  readonly totals: readonly UsageTotal[];
  /** Days in order, by reseller. */
  readonly perDay: Readonly<Record<string, readonly DayCalls[]>>;
}

/** `GET /api/resellers/:reseller/usage`. Of a consumer's days, only the last is there. */
export interface ResellerUsage {
  readonly consumers: readonly UsageView[];
  readonly shared: readonly SharedUsageView[];
  readonly perDay: readonly DayCalls[];
}

/** `GET /api/consumers`: the number of consumers by reseller. */
export interface ConsumerCounts {
  readonly counts: Readonly<Record<string, number>>;
}

/** `stats`. */
export interface StatsView {
  readonly from: string;
  readonly to: string;
  readonly binMinutes: number;
  readonly bins: readonly {
    readonly at: string;
    readonly requests: Readonly<Record<string, number>>;
    /** Time of the allowed requests, in milliseconds. */
    readonly whole?: { readonly p50: number; readonly p95: number; readonly p99: number };
  }[];
  readonly reasons: Readonly<Record<string, number>>;
  readonly times: Readonly<
    Partial<
      Record<'whole' | 'authorizer' | 'uiNode', { readonly p50: number; readonly p95: number; readonly p99: number }>
    >
  >;
}

/** Calls of one reseller in `usage report --all`. */
export interface UsageTotal {
  readonly reseller: string;
  readonly own: { readonly consumers: number; readonly calls: number };
  readonly withSubResellers: { readonly consumers: number; readonly calls: number };
}

/** A request in `logs`. */
export interface RequestView {
  readonly requestId: string;
  readonly timeMs?: number;
  readonly method?: string;
  readonly path?: string;
  readonly status?: number;
  /** `allowed`, or the code of the refusal. */
  readonly reason?: string;
  readonly consumerKey?: string;
  /** The key that the request claims, if its signature did not verify. */
  readonly claimedConsumerKey?: string;
  readonly reseller?: string;
  readonly tier?: string;
  readonly sourceIp?: string;
  readonly userAgent?: string;
  readonly latencyMs?: number;
  readonly authorizerLatencyMs?: number;
  readonly uiNodeLatencyMs?: number;
  readonly uiNodeStatus?: number;
  /** The known fault of the client, if the signature verifies with one. */
  readonly signatureFault?: string;
  /** Dependency or file that failed, if the reason is `authorizer_unavailable`. */
  readonly fault?: string;
}

/** `trace`. */
export interface TraceView {
  readonly record: RequestView;
  /** The known fault of the client, if the signature verifies with one. */
  readonly signatureFault?: { readonly id: string; readonly sentence: string; readonly remedy: string };
  readonly stages: readonly {
    readonly stage: string;
    readonly outcome: string;
    readonly ms?: number;
    readonly facts: Readonly<Record<string, string>>;
  }[];
  readonly checks: readonly { readonly check: string; readonly outcome: string }[];
  readonly links: Readonly<Record<string, string>>;
}

/** `cutover`. */
export interface CutoverView {
  readonly ready: boolean;
  readonly checks: readonly {
    readonly id: string;
    readonly verdict: 'holds' | 'fails' | 'unknown';
    readonly found: string;
    readonly remedy?: string;
  }[];
  readonly plan: {
    readonly property: { readonly name: string; readonly value: string | null };
    readonly privileges: readonly { readonly name: string; readonly level: string; readonly for: string }[];
    readonly steps: readonly {
      readonly who: string;
      readonly where: string;
      readonly action: string;
      readonly exact?: string;
      readonly expect?: string;
    }[];
    readonly integrators: readonly string[];
    readonly wayBack: readonly string[];
    readonly notUndoneAtOnce: readonly string[];
  };
}

/** `verify`. */
export interface VerificationView {
  readonly held: number;
  readonly failed: readonly string[];
  readonly unknown: readonly string[];
  readonly lines: readonly {
    readonly id: string;
    readonly group: string;
    readonly title: string;
    readonly proves: string;
    readonly state: 'held' | 'failed' | 'noted' | 'unknown';
    readonly found: string;
  }[];
}

/** `consumer history`. */
export interface HistoryView {
  readonly from: string;
  readonly to: string;
  readonly entries: readonly {
    readonly at: string;
    readonly by: string;
    readonly address: string | null;
    readonly what: string;
    readonly errorCode: string | null;
  }[];
}
