import type { ApiGatewayState, UsagePlan } from './state';
import { page } from '../page';
import { apiGatewayError as error } from '../service-error';
import { findKey, pageSize } from './api-keys';
import type { ControlPlaneRoute } from './route';

/** Usage plans and their keys: GetUsagePlan(s), CreateUsagePlanKey, GetUsagePlanKey(s), DeleteUsagePlanKey. */
export function usagePlanRoutes(state: ApiGatewayState): ControlPlaneRoute[] {
  return [
    {
      operation: 'GetUsagePlans',
      method: 'GET',
      path: '/usageplans',
      run: ({ query }) => {
        const keyId = query.get('keyId');
        const plans = [...state.usagePlans.values()].filter(
          ({ id }) => keyId === null || state.planKeys.get(id)?.has(keyId),
        );
        const { items, next } = page(plans, pageSize(query), query.get('position'));
        return { status: 200, body: { item: items.map(writtenPlan), position: next } };
      },
    },
    {
      operation: 'GetUsagePlan',
      method: 'GET',
      path: '/usageplans/{}',
      run: ({ ids: [id] }) => ({ status: 200, body: writtenPlan(findPlan(state, id)) }),
    },
    {
      operation: 'CreateUsagePlanKey',
      method: 'POST',
      path: '/usageplans/{}/keys',
      run: ({ ids: [id], body }) => ({ status: 201, body: attach(state, findPlan(state, id), String(body.keyId)) }),
    },
    {
      operation: 'GetUsagePlanKeys',
      method: 'GET',
      path: '/usageplans/{}/keys',
      run: ({ ids: [id], query }) => {
        const prefix = query.get('name') ?? '';
        // A plan that does not exist has no keys; AWS returns no error (recorded).
        const keys = [...(state.planKeys.get(id ?? '') ?? [])]
          .map((keyId) => findKey(state, keyId))
          .filter(({ name }) => name.startsWith(prefix));
        const { items, next } = page(keys, pageSize(query), query.get('position'));
        return { status: 200, body: { item: items.map((key) => planKey(key)), position: next } };
      },
    },
    {
      operation: 'GetUsagePlanKey',
      method: 'GET',
      path: '/usageplans/{}/keys/{}',
      run: ({ ids: [id, keyId] }) => ({ status: 200, body: planKey(findPlanKey(state, findPlan(state, id), keyId)) }),
    },
    {
      operation: 'DeleteUsagePlanKey',
      method: 'DELETE',
      path: '/usageplans/{}/keys/{}',
      run: ({ ids: [id, keyId] }) => {
        const plan = findPlan(state, id);
        state.planKeys.get(plan.id)?.delete(findPlanKey(state, plan, keyId).id);
        return { status: 202 };
      },
    },
  ];
}

/**
 * Finds a usage plan by its id.
 * @throws ServiceError NotFoundException
 */
export function findPlan(state: ApiGatewayState, id: string | undefined): UsagePlan {
  const plan = id === undefined ? undefined : state.usagePlans.get(id);
  if (!plan) throw error.notFound('Invalid Usage Plan ID specified');
  return plan;
}

/**
 * Finds an API key of a usage plan.
 * @throws ServiceError NotFoundException
 */
export function findPlanKey(state: ApiGatewayState, plan: UsagePlan, keyId: string | undefined) {
  if (keyId === undefined || !state.planKeys.get(plan.id)?.has(keyId)) {
    throw error.notFound('Invalid API Key identifier specified');
  }
  return findKey(state, keyId);
}

/** Attaches a key. A second usage plan of the same stage is a conflict: a key has one for each stage (limits table). */
function attach(state: ApiGatewayState, plan: UsagePlan, keyId: string) {
  const key = findKey(state, keyId);
  if (state.planKeys.get(plan.id)?.has(keyId)) {
    throw error.conflict(`Usage Plan ${plan.id} already contains API Key ${keyId}`);
  }
  const other = [...state.usagePlans.values()].find(
    ({ id, stages }) => state.planKeys.get(id)?.has(keyId) && stages.some((stage) => plan.stages.includes(stage)),
  );
  if (other) {
    throw error.conflict(`API Key ${keyId} belongs to Usage Plan ${other.id}, which covers the same API stage`);
  }
  state.planKeys.set(plan.id, (state.planKeys.get(plan.id) ?? new Set()).add(keyId));
  return planKey(key);
}

function planKey({ id, name, value }: { id: string; name: string; value: string }) {
  return { id, name, value, type: 'API_KEY' };
}

function writtenPlan({ stages, methodThrottles, ...plan }: UsagePlan) {
  const apiStages = stages.map((stage) => {
    const [apiId, name] = stage.split(':');
    return { apiId, stage: name, ...(methodThrottles && { throttle: methodThrottles }) };
  });
  return { ...plan, apiStages };
}
