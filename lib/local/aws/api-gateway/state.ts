/**
 * State of API Gateway's control plane on localhost, shared by the stand-in that changes it (what the CLI calls) and
 * the local gateway that meters requests with it.
 */

/** A usage plan: the deployed limits of a tier. A missing limit does not limit. */
export interface UsagePlan {
  readonly id: string;
  readonly name: string;
  /** `{apiId}:{stage}` of every stage that the plan covers. */
  readonly stages: readonly string[];
  readonly throttle?: { readonly rateLimit?: number; readonly burstLimit?: number };
  /** Throttle by `{path}/{METHOD}` for each stage, as `apiStages[].throttle` holds it. */
  readonly methodThrottles?: Readonly<Record<string, { readonly rateLimit?: number; readonly burstLimit?: number }>>;
  readonly quota?: { readonly limit: number; readonly period: 'DAY' | 'WEEK' | 'MONTH'; readonly offset?: number };
  readonly tags?: Readonly<Record<string, string>>;
}

/** An API key, API Gateway's metering identity. */
export interface ApiKey {
  readonly id: string;
  readonly value: string;
  readonly name: string;
  readonly description?: string;
  readonly enabled: boolean;
  readonly tags: Readonly<Record<string, string>>;
  readonly createdDate: Date;
  readonly lastUpdatedDate: Date;
}

/** Settings of a stage, as far as a status reads them. */
export interface StageSettings {
  /** For all routes and methods. */
  readonly throttle: { readonly rateLimit?: number; readonly burstLimit?: number };
  readonly hasAccessLog: boolean;
}

/** Settings of a REST API, as far as a status reads them; named as GetRestApi does. */
export interface RestApiSettings {
  readonly securityPolicy?: string;
  readonly endpointAccessMode?: string;
  /** JSON. */
  readonly policy?: string;
}

/** A custom domain; base path mappings lead to stages. */
export interface CustomDomain {
  readonly certificateArn?: string;
  readonly mappings: readonly { readonly basePath: string; readonly restApiId: string; readonly stage: string }[];
}

/** A client certificate that API Gateway generated for its calls to UI nodes. */
export interface GeneratedCertificate {
  readonly description: string;
  readonly expirationDate: Date;
}

/** The control plane's data. Mutable on purpose: it is the stand-in's database. */
export class ApiGatewayState {
  readonly usagePlans = new Map<string, UsagePlan>();
  readonly apiKeys = new Map<string, ApiKey>();
  /** API key ids by usage plan id. */
  readonly planKeys = new Map<string, Set<string>>();
  /** Requests counted by usage plan id, API key id and UTC day (`YYYY-MM-DD`). */
  readonly usage = new Map<string, Map<string, Map<string, number>>>();
  /** One-off additions to the remaining quota (UpdateUsage) by usage plan id and API key id, for the period that starts on a day. */
  readonly quotaExtensions = new Map<string, Map<string, { readonly periodStart: string; readonly by: number }>>();

  /** By id. */
  readonly restApis = new Map<string, RestApiSettings>();
  /** By `{apiId}:{stage}`. */
  readonly stages = new Map<string, StageSettings>();
  /** By name, or `{name}+{id}` of a private one. */
  readonly domains = new Map<string, CustomDomain>();
  /** By id. */
  readonly clientCertificates = new Map<string, GeneratedCertificate>();
  /** Client certificate ids, or ARNs of ACM, by `{apiId}:{stage}`. */
  readonly stageCertificates = new Map<string, string>();

  /** The API key with this value, or `undefined`. */
  findKeyByValue(value: string): ApiKey | undefined {
    for (const key of this.apiKeys.values()) if (key.value === value) return key;
    return undefined;
  }

  /** The usage plan that covers a stage and holds a key, or `undefined`. */
  findPlan(apiId: string, stage: string, keyId: string): UsagePlan | undefined {
    for (const plan of this.usagePlans.values()) {
      if (plan.stages.includes(`${apiId}:${stage}`) && this.planKeys.get(plan.id)?.has(keyId)) return plan;
    }
    return undefined;
  }
}
