/** `stats --all`. */
export interface FleetAnswers {
  readonly gateways: readonly {
    readonly reseller: string;
    readonly days: readonly {
      readonly day: string;
      readonly requests: number;
      readonly status4xx: number;
      readonly status5xx: number;
    }[];
  }[];
}

/** A finding of `status`. */
export interface FindingView {
  readonly code: string;
  readonly severity: string;
  readonly subject: string;
  readonly message: string;
  readonly remedy?: string;
}

/** Result of a verification that is past. */
export interface VerificationSummary {
  readonly at: string;
  readonly held: number;
  readonly failed: readonly string[];
  readonly unknown: readonly string[];
  /** Result by brand endpoint, of routes with UI nodes of their own. */
  readonly backends?: Readonly<Record<string, 'held' | 'failed' | 'unknown'>>;
}

/** A gateway in `status`. */
export interface GatewayStatus {
  readonly resellerId: string;
  readonly state: string;
  readonly consumers?: number;
  /** The last whole verification; null if there was none, absent if it could not be read. */
  readonly verification?: VerificationSummary | null;
  readonly findings: readonly FindingView[];
}

/** `status`. */
export interface StatusView {
  readonly at: string;
  readonly attention: number;
  readonly shared: readonly FindingView[];
  readonly gateways: readonly GatewayStatus[];
}

/** Tiers from a priority on are refused until a time. */
export interface SheddingLevelView {
  readonly from: number;
  /** ISO 8601. */
  readonly until: string;
}

/** `shed`. */
export interface SheddingView {
  /** `by` is the name of who set it, `null` if unknown. */
  readonly manual: (SheddingLevelView & { readonly by: string | null }) | null;
  readonly automatic: (SheddingLevelView & { readonly alarm: string }) | null;
  readonly automaticPause: { readonly until: string; readonly by: string | null } | null;
  /** The stricter one of both. */
  readonly holds: SheddingLevelView | null;
  /** Tiers that are refused, by gateway; empty while nothing is. */
  readonly gateways: readonly {
    readonly gateway: string;
    /** The deployed gateway knows levels. */
    readonly deployed: boolean;
    readonly tiers: readonly { readonly tier: string; readonly priority: number }[];
  }[];
}
