import type { ApiGatewayState, ApiKey, UsagePlan } from '../aws/api-gateway/state';
import { periodStart, utcDay } from '../../periods';
import type { RestApiModel, ThrottleModel } from '../template/rest-api-model';
import type { Exchange, RoutedRequest } from './exchange';
import { Rejection } from './rejection';
import { Throttles } from './throttles';

/**
 * Holds requests against usage plans and stage throttles, and counts them. AWS calls both "best effort" (documented);
 * here they are exact.
 */
export class Meter {
  private readonly throttles: Throttles;

  constructor(
    private readonly state: ApiGatewayState,
    private readonly now: () => number,
  ) {
    this.throttles = new Throttles(now);
  }

  /**
   * Lets a request pass or throws a {@link Rejection}. The order is usage plan and method, usage plan, stage (documented);
   * the quota comes last, so that throttled requests do not use it up (inferred).
   */
  admit(exchange: Exchange, route: RoutedRequest, api: RestApiModel, keyValue: string | undefined): void {
    const metered = route.method.apiKeyRequired ? this.identify(exchange, api, keyValue) : undefined;
    if (metered) this.holdToPlan(metered, route, api);
    this.holdToStage(route, api);
    if (metered) this.count(metered);
  }

  /** An unknown, disabled or planless key is 403 Forbidden (documented). */
  private identify(exchange: Exchange, api: RestApiModel, keyValue: string | undefined): MeteredKey {
    const key = keyValue === undefined ? undefined : this.state.findKeyByValue(keyValue);
    const plan = key?.enabled ? this.state.findPlan(api.apiId, api.stage.name, key.id) : undefined;
    if (key === undefined || plan === undefined) throw new Rejection('INVALID_API_KEY', 'Forbidden');
    exchange.context.set('identity.apiKeyId', key.id);
    return { key, plan };
  }

  private holdToPlan({ key, plan }: MeteredKey, route: RoutedRequest, api: RestApiModel): void {
    const method = `${route.method.resourcePath}/${route.method.httpMethod}`;
    const methodLimits = plan.methodThrottles?.[method];
    const name = `${api.apiId}/${plan.id}/${key.id}`;
    if (methodLimits) this.requirePassage(`${name}${method}`, methodLimits);
    // Per key, over all stages of the plan (documented).
    if (plan.throttle) this.requirePassage(`${plan.id}/${key.id}`, plan.throttle);
  }

  /** The most specific setting of the stage applies, to all consumers together (documented). */
  private holdToStage(route: RoutedRequest, api: RestApiModel): void {
    const { resourcePath, httpMethod } = route.method;
    for (const setting of [`${resourcePath}/${httpMethod}`, `${resourcePath}/*`, `*/${httpMethod}`, '*/*']) {
      const limits = api.stage.throttles.get(setting);
      if (limits) return this.requirePassage(`${api.apiId}/stage/${setting}/${resourcePath}/${httpMethod}`, limits);
    }
  }

  private requirePassage(throttle: string, limits: ThrottleModel): void {
    if (this.throttles.take(throttle, limits) === 'throttled') throw new Rejection('THROTTLED', 'Too Many Requests');
  }

  private count({ key, plan }: MeteredKey): void {
    const now = this.now();
    const days = this.usageOf(plan.id, key.id);
    if (plan.quota && this.remaining(plan, plan.quota, key, days, now) <= 0) {
      throw new Rejection('QUOTA_EXCEEDED', 'Limit Exceeded');
    }
    const today = utcDay(now);
    days.set(today, (days.get(today) ?? 0) + 1);
  }

  private remaining(
    plan: UsagePlan,
    quota: NonNullable<UsagePlan['quota']>,
    key: ApiKey,
    days: ReadonlyMap<string, number>,
    now: number,
  ): number {
    const start = periodStart(quota, utcDay(now));
    const extension = this.state.quotaExtensions.get(plan.id)?.get(key.id);
    let remaining = quota.limit + (extension !== undefined && extension.periodStart === start ? extension.by : 0);
    for (const [day, used] of days) if (day >= start) remaining -= used;
    return remaining;
  }

  private usageOf(planId: string, keyId: string): Map<string, number> {
    let keys = this.state.usage.get(planId);
    if (!keys) this.state.usage.set(planId, (keys = new Map()));
    let days = keys.get(keyId);
    if (!days) keys.set(keyId, (days = new Map()));
    return days;
  }
}

interface MeteredKey {
  readonly key: ApiKey;
  readonly plan: UsagePlan;
}
