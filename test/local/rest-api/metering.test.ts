import { ApiGatewayState, type UsagePlan } from '../../../lib/local/aws/api-gateway/state';
import { allow, AUTHORIZER, bodyOf, method, NOW, request, restApi } from '../support/rest-api-fixture';

const DAY = 86_400_000;
const CREATED = new Date(0);
const authorizer = { functionArn: AUTHORIZER, identitySources: [] };

function state(limits: Partial<UsagePlan> = {}): ApiGatewayState {
  const made = new ApiGatewayState();
  made.usagePlans.set('plan1', { id: 'plan1', name: 'standard', stages: ['api1234567:aps'], ...limits });
  for (const id of ['key1', 'key2']) {
    made.apiKeys.set(id, {
      id,
      value: `value-of-${id}-0123456789`,
      name: id,
      enabled: true,
      tags: {},
      createdDate: CREATED,
      lastUpdatedDate: CREATED,
    });
  }
  made.planKeys.set('plan1', new Set(['key1', 'key2']));
  return made;
}

function metered(
  made: ApiGatewayState,
  options: { now?: () => number; keyOf?: () => string; throttles?: Map<string, object> } = {},
) {
  const keyOf = options.keyOf ?? (() => 'key1');
  const { api } = restApi({
    state: made,
    model: {
      methods: [method({ authorizer, apiKeyRequired: true })],
      stage: { name: 'aps', variables: {}, throttles: options.throttles ?? new Map() },
    },
    invoke: async () => allow({ usageIdentifierKey: `value-of-${keyOf()}-0123456789` }),
    ...(options.now && { now: options.now }),
  });
  return async (times = 1) => {
    const statuses: number[] = [];
    for (let time = 0; time < times; time++) statuses.push((await api.answer(request())).status);
    return statuses;
  };
}

test('a request is counted on its UTC day', async () => {
  const made = state();
  await metered(made)(3);
  expect(made.usage.get('plan1')?.get('key1')).toEqual(new Map([['2026-11-22', 3]]));
});

test('a consumer without a plan on this stage is 403 Forbidden', async () => {
  expect(await metered(state({ stages: ['api1234567:other'] }))()).toEqual([403]);
});

test('an unknown API key is 403 Forbidden', async () => {
  expect(await metered(state(), { keyOf: () => 'key9' })()).toEqual([403]);
});

test('a quota ends with its last request', async () => {
  expect(await metered(state({ quota: { limit: 2, period: 'DAY' } }))(4)).toEqual([200, 200, 429, 429]);
});

test('refused requests do not count', async () => {
  const made = state({ quota: { limit: 2, period: 'DAY' } });
  await metered(made)(5);
  expect(made.usage.get('plan1')?.get('key1')?.get('2026-11-22')).toBe(2);
});

test('a daily quota restarts at midnight UTC', async () => {
  let now = NOW;
  const send = metered(state({ quota: { limit: 1, period: 'DAY' } }), { now: () => now });
  const before = await send(2);
  now += DAY;
  expect([...before, ...(await send())]).toEqual([200, 429, 200]);
});

test.each([
  ['WEEK', 6, 429],
  ['WEEK', 7, 200],
  ['MONTH', 8, 429],
  ['MONTH', 9, 200],
] as const)('a quota for a %s answers %d days after a Sunday the 22nd with %d', async (period, days, expected) => {
  let now = NOW;
  const send = metered(state({ quota: { limit: 1, period } }), { now: () => now });
  await send();
  now += days * DAY;
  expect(await send()).toEqual([expected]);
});

test('an extension adds to the quota of its period', async () => {
  const made = state({ quota: { limit: 1, period: 'DAY' } });
  made.quotaExtensions.set('plan1', new Map([['key1', { periodStart: '2026-11-22', by: 1 }]]));
  expect(await metered(made)(3)).toEqual([200, 200, 429]);
});

test('quotas are per API key', async () => {
  let key = 'key1';
  const send = metered(state({ quota: { limit: 1, period: 'DAY' } }), { keyOf: () => key });
  await send();
  key = 'key2';
  expect(await send()).toEqual([200]);
});

test('a throttle holds per API key and refills', async () => {
  let now = NOW;
  const send = metered(state({ throttle: { rateLimit: 1, burstLimit: 2 } }), { now: () => now });
  const before = await send(3);
  now += 1000;
  expect([...before, ...(await send(2))]).toEqual([200, 200, 429, 200, 429]);
});

test('throttled requests do not use the quota up', async () => {
  const made = state({ throttle: { rateLimit: 1, burstLimit: 1 }, quota: { limit: 10, period: 'DAY' } });
  await metered(made)(5);
  expect(made.usage.get('plan1')?.get('key1')?.get('2026-11-22')).toBe(1);
});

test("a plan's throttle of one method holds for that method", async () => {
  const methodThrottles = {
    '/2/resources/GET': { rateLimit: 1, burstLimit: 1 },
    '/2/other/GET': { rateLimit: 1, burstLimit: 0 },
  };
  expect(await metered(state({ methodThrottles }))(2)).toEqual([200, 429]);
});

test('a stage throttle holds for all consumers together', async () => {
  let key = 'key1';
  const throttles = new Map([['*/*', { rateLimit: 1, burstLimit: 1 }]]);
  const send = metered(state(), { keyOf: () => key, throttles });
  await send();
  key = 'key2';
  expect(await send()).toEqual([429]);
});

test('an API key in a header does not meter where the authorizer names it', async () => {
  const { api } = restApi({
    state: state(),
    model: { methods: [method({ apiKeyRequired: true })] },
  });
  const headers = [
    ['Host', 'h'],
    ['x-api-key', 'value-of-key1-0123456789'],
  ] as const;
  const response = await api.answer(request({ headers }));
  expect([response.status, bodyOf(response)]).toEqual([403, '{"message":"Forbidden"}']);
});
