import type { Method } from './route-props';

/** A commercial level of a gateway. */
export interface TierProps {
  /** Requests that may be sent in a period, or `unlimited`. */
  readonly quota: QuotaProps | 'unlimited';

  /** Rate at which requests may be sent. */
  readonly throttle: ThrottleProps;

  /**
   * Owner of quota and throttle: each consumer has its own, or all consumers of one reseller on this tier together.
   *
   * @default 'consumer'
   */
  readonly meteredBy?: 'consumer' | 'reseller';

  /**
   * Tighter throttles for single routes and methods, at most ten.
   *
   * @default - none
   */
  readonly methods?: readonly MethodThrottleProps[];

  /**
   * True if the consumers on this tier stay on it, but no others may be put on it. To remove a tier, retire it, move its consumers,
   * then remove it.
   *
   * @default false
   */
  readonly retired?: boolean;
}

/** Requests in a period. */
export interface QuotaProps {
  /** Requests per period, of each consumer or of a reseller (`meteredBy`). */
  readonly limit: number;

  /** Time after which the count is reset. */
  readonly period: 'day' | 'week' | 'month';

  /**
   * Day of the period on which the count is reset, 0 being the first: 0 to 6 in a week, 0 to 27 in a month.
   *
   * @default 0
   */
  readonly offset?: number;
}

/** Rate at which requests may be sent: two numbers, or twice `unlimited`. */
export interface ThrottleProps {
  /** Requests per second, or `unlimited`. */
  readonly rateLimit: number | 'unlimited';

  /** Requests that may arrive at once, or `unlimited`. */
  readonly burstLimit: number | 'unlimited';
}

/** Throttle of a route and method. */
export interface MethodThrottleProps {
  /** A declared route. */
  readonly path: string;

  /** One of its methods. */
  readonly method: Method;

  /** Requests per second. */
  readonly rateLimit: number;

  /** Requests that may arrive at once. */
  readonly burstLimit: number;
}
