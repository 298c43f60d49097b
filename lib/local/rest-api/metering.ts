import type { ApiGatewayState, ApiKey, UsagePlan } from '../aws/api-gateway/state';
import { periodStart, utcDay } from '../../periods';
import type { RestApiModel, ThrottleModel } from '../template/rest-api-model';
import type { Exchange, RoutedRequest } from './exchange';
import { Rejection } from './rejection';
import { Throttles } from './throttles';

/**
 * Applies usage plans and stage throttles to requests, and counts them. On AWS both are "best effort" (documented); here
 * they are exact.
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
   * Counts a request. The order is usage plan and method, usage plan, stage (documented). The quota comes last, so that
   * throttled requests do not use it up (inferred).
   * @throws Rejection for a request over a limit or without a metered key
   */
  admit(exchange: Exchange, route: RoutedRequest, keyValue: string | undefined): void {
    const { api } = exchange;
    const metered = route.method.apiKeyRequired ? this.identify(exchange, keyValue) : undefined;
    if (metered) this.requirePlanPassage(metered, route, api);
    this.requireStagePassage(route, api);
    if (metered) this.count(metered);
  }

  /** An unknown, disabled or planless key is 403 Forbidden (documented). */
  private identify(exchange: Exchange, keyValue: string | undefined): MeteredKey {
    const { api } = exchange;
    const key = keyValue === undefined ? undefined : this.state.findKeyByValue(keyValue);
    const plan = key?.enabled ? this.state.findPlan(api.apiId, api.stage.name, key.id) : undefined;
    if (key === undefined || plan === undefined) throw new Rejection('INVALID_API_KEY', 'Forbidden');
    exchange.context.set('identity.apiKeyId', key.id);
    return { key, plan };
  }

  private requirePlanPassage({ key, plan }: MeteredKey, route: RoutedRequest, api: RestApiModel): void {
    const method = `${route.method.resourcePath}/${route.method.httpMethod}`;
    const methodLimits = plan.methodThrottles?.[method];
    const name = `${api.apiId}/${plan.id}/${key.id}`;
    if (methodLimits) this.requirePassage(`${name}${method}`, methodLimits);
    // Per key, over all stages of the plan (documented).
    if (plan.throttle) this.requirePassage(`${plan.id}/${key.id}`, plan.throttle);
  }

  /** The most specific setting of the stage applies, to all consumers together (documented). */
  private requireStagePassage(route: RoutedRequest, api: RestApiModel): void {
    const { resourcePath, httpMethod } = route.method;
    for (const setting of [`${resourcePath}/${httpMethod}`, `${resourcePath}/*`, `*/${httpMethod}`, '*/*']) {
      const limits = api.stage.throttles.get(setting);
      if (limits) return this.requirePassage(`${api.apiId}/stage/${setting}/${resourcePath}/${httpMethod}`, limits);
    }
  }

  private requirePassage(throttle: string, limits: ThrottleModel): void {
    if (this.throttles.take(throttle, limits) === 'throttled') throw new Rejection('THROTTLED', 'Too Many Requests');
  }

  private count(metered: MeteredKey): void {
    const today = utcDay(this.now());
    if (this.remaining(metered, today) <= 0) throw new Rejection('QUOTA_EXCEEDED', 'Limit Exceeded');
    const days = this.usageOf(metered.plan.id, metered.key.id);
    days.set(today, (days.get(today) ?? 0) + 1);
  }

  /** Requests left in the quota period that contains a day. */
  private remaining({ key, plan }: MeteredKey, today: string): number {
    if (!plan.quota) return Number.POSITIVE_INFINITY;
    const start = periodStart(plan.quota, today);
    const extension = this.state.quotaExtensions.get(plan.id)?.get(key.id);
    let remaining = plan.quota.limit + (extension?.periodStart === start ? extension.by : 0);
    for (const [day, used] of this.usageOf(plan.id, key.id)) if (day >= start) remaining -= used;
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
