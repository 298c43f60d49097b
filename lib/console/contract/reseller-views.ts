/** A reseller in `reseller list`. */
export interface ResellerView {
  readonly resellerId: string;
  readonly displayName?: string;
  readonly state: string;
  readonly parent?: string;
  readonly children: readonly string[];
  readonly externalReference?: string;
  readonly contacts: readonly string[];
  readonly domains: readonly string[];
  readonly dnsTargets?: Readonly<Record<string, string>>;
  readonly routes: readonly {
    readonly path: string;
    readonly methods?: readonly string[];
    /** UI nodes of its own. */
    readonly brandEndpoint?: string;
  }[];
  readonly links: Readonly<Record<string, string>>;
  /** The reseller whose gateway serves it. */
  readonly gateway: string;
  readonly packageVersion?: string;
  readonly url?: string;
  readonly tiers: readonly string[];
  /** Schemes of authentication that its gateway accepts: `oauth1`, `bearer`. */
  readonly authentication: readonly string[];
  /** Its gateway refuses tiers by priority while load is shed. */
  readonly shedsLoad: boolean;
  readonly audience: 'external' | 'internal' | 'both';
  /** Clients must present a certificate. */
  readonly mutualTls: boolean;
  /** Security level by operation group. */
  readonly operationGroups: Readonly<Record<string, string>>;
  readonly retiredTiers: readonly string[];
  readonly undeclaredTiers: readonly string[];
}

/** `GET /api/resellers/:reseller`. */
export interface ResellerDetails {
  readonly reseller: ResellerView;
  /** Limits in words, by tier. */
  readonly limits: Readonly<Record<string, string>>;
  /** Names and texts about who reaches the gateway, and how. */
  readonly access: readonly (readonly [name: string, text: string])[];
}
