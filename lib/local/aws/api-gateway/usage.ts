import { daysFrom, periodStart, utcDay } from '../../../periods';
import type { ApiGatewayState, UsagePlan } from './state';
import { page } from '../page';
import { apiGatewayError as error } from '../service-error';
import { pageSize } from './api-keys';
import { type ControlPlaneRoute, patchOperations } from './route';
import { findPlan, findPlanKey } from './usage-plans';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** GetUsage and UpdateUsage. */
export function usageRoutes(state: ApiGatewayState, now: () => Date): ControlPlaneRoute[] {
  return [
    {
      operation: 'GetUsage',
      method: 'GET',
      path: '/usageplans/{}/usage',
      run: ({ ids: [id], query }) => {
        const plan = findPlan(state, id);
        const days = daysBetween(query.get('startDate') ?? '', query.get('endDate') ?? '');
        const keyId = query.get('keyId');
        const keys = keysUsing(state, plan, days).filter((key) => keyId === null || key === keyId);
        const { items, next } = page(keys, pageSize(query), query.get('position'));
        const values = Object.fromEntries(items.map((key) => [key, days.map((day) => usageOf(state, plan, key, day))]));
        return {
          status: 200,
          body: { usagePlanId: plan.id, startDate: days[0], endDate: days.at(-1), values, position: next },
        };
      },
    },
    {
      operation: 'UpdateUsage',
      method: 'PATCH',
      path: '/usageplans/{}/keys/{}/usage',
      run: ({ ids: [id, keyId], body }) => {
        const plan = findPlan(state, id);
        const key = findPlanKey(state, plan, keyId);
        const [patch] = patchOperations(body);
        const remaining = Number(patch?.value);
        if (patch?.op !== 'replace' || patch.path !== '/remaining' || !Number.isInteger(remaining)) {
          throw error.badRequest('Expected one operation: replace /remaining with a whole number');
        }
        if (!plan.quota) throw error.badRequest('Usage Plan has no quota');
        const today = utcDay(now().getTime());
        const start = periodStart(plan.quota, today);
        const by = remaining - (plan.quota.limit - usedBetween(daysOf(state, plan, key.id), start, today));
        const extensions = state.quotaExtensions.get(plan.id) ?? new Map<string, { periodStart: string; by: number }>();
        state.quotaExtensions.set(plan.id, extensions.set(key.id, { periodStart: start, by }));
        const values = { [key.id]: [usageOf(state, plan, key.id, today)] };
        return { status: 200, body: { usagePlanId: plan.id, startDate: today, endDate: today, values } };
      },
    },
  ];
}

/**
 * API keys with calls, or with an extension, on any of these days, including those that have left the plan. Others are left
 * out (inferred: AWS does not document its answer for a key that was never used).
 */
function keysUsing(state: ApiGatewayState, plan: UsagePlan, days: readonly string[]): readonly string[] {
  const asked = new Set(days);
  const used = [...(state.usage.get(plan.id) ?? [])].filter(([, perDay]) =>
    [...perDay.keys()].some((day) => asked.has(day)),
  );
  const { quota } = plan;
  const starts = new Set(quota ? days.map((day) => periodStart(quota, day)) : []);
  const extended = [...(state.quotaExtensions.get(plan.id) ?? [])].filter(([, extension]) =>
    starts.has(extension.periodStart),
  );
  return [...new Set([...used, ...extended].map(([key]) => key))];
}

/** Used and remaining requests of one day; without a quota, 0 remain. */
function usageOf(state: ApiGatewayState, plan: UsagePlan, keyId: string, day: string): [number, number] {
  const days = daysOf(state, plan, keyId);
  const used = days.get(day) ?? 0;
  if (!plan.quota) return [used, 0];
  const start = periodStart(plan.quota, day);
  const extension = state.quotaExtensions.get(plan.id)?.get(keyId);
  const by = extension?.periodStart === start ? extension.by : 0;
  return [used, plan.quota.limit + by - usedBetween(days, start, day)];
}

/** Requests of a key by day. */
function daysOf(state: ApiGatewayState, plan: UsagePlan, keyId: string): ReadonlyMap<string, number> {
  return state.usage.get(plan.id)?.get(keyId) ?? new Map();
}

function usedBetween(days: ReadonlyMap<string, number>, from: string, to: string): number {
  let used = 0;
  for (const [day, count] of days) if (day >= from && day <= to) used += count;
  return used;
}

function daysBetween(start: string, end: string): readonly string[] {
  if (!DAY.test(start) || !DAY.test(end) || end < start) {
    throw error.badRequest('Expected startDate and endDate as YYYY-MM-DD, startDate not after endDate');
  }
  return daysFrom(start, end);
}
