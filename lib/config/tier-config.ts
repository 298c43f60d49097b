import type { RouteMethod } from '../aps-methods';
import type { PERIODS } from './shapes/shared-shape';

export interface ThrottleConfig {
  /** Requests per second. */
  readonly rateLimit?: number;
  /** Requests that may arrive at once. */
  readonly burstLimit?: number;
}

export interface StageThrottleConfig extends ThrottleConfig {
  /** Not declared: derived from the gateway's tiers. */
  readonly derived?: true;
}

export interface QuotaConfig {
  readonly limit: number;
  readonly period: (typeof PERIODS)[number];
  readonly offset: number;
}

export interface TierConfig {
  readonly quota?: QuotaConfig;
  readonly throttle: ThrottleConfig;
  readonly methods: readonly MethodThrottleConfig[];
  /** Present if all consumers of a reseller share the limits; otherwise each consumer has its own. */
  readonly meteredBy?: 'reseller';
  /** From 0, served longest, to 9; absent for the default, 5. */
  readonly priority?: number;
  /** Present if the tier accepts no new consumers. */
  readonly retired?: true;
}

export interface MethodThrottleConfig {
  readonly path: string;
  readonly method: RouteMethod;
  readonly rateLimit: number;
  readonly burstLimit: number;
}
