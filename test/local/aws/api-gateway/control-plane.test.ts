import {
  CreateApiKeyCommand,
  CreateUsagePlanKeyCommand,
  DeleteApiKeyCommand,
  DeleteUsagePlanKeyCommand,
  GetApiKeyCommand,
  GetApiKeysCommand,
  GetUsageCommand,
  GetUsagePlanCommand,
  GetUsagePlanKeyCommand,
  GetUsagePlanKeysCommand,
  GetUsagePlansCommand,
  UpdateApiKeyCommand,
  UpdateUsageCommand,
} from '@aws-sdk/client-api-gateway';
import { TestAws } from '../support/clients';

let aws: TestAws;
beforeEach(async () => {
  aws = new TestAws();
  aws.state.usagePlans.set('gold', {
    id: 'gold',
    name: 'alpha gold',
    stages: ['api1:aps'],
    throttle: { rateLimit: 7, burstLimit: 13 },
    quota: { limit: 100, period: 'MONTH' },
  });
  aws.state.usagePlans.set('iron', { id: 'iron', name: 'alpha iron', stages: ['api1:aps'] });
  await aws.start();
});
afterEach(() => aws.stop());

const create = async (name: string, value = `value-of-the-key-${name}`) =>
  (await aws.gateway.send(new CreateApiKeyCommand({ name, value, enabled: true }))).id ?? '';
const attach = (usagePlanId: string, keyId: string) =>
  aws.gateway.send(new CreateUsagePlanKeyCommand({ usagePlanId, keyId, keyType: 'API_KEY' }));

test('an API key is read without its value, or with it when asked', async () => {
  const apiKey = await create('one');

  expect((await aws.gateway.send(new GetApiKeyCommand({ apiKey }))).value).toBeUndefined();
  expect(await aws.gateway.send(new GetApiKeyCommand({ apiKey, includeValue: true }))).toMatchObject({
    name: 'one',
    value: 'value-of-the-key-one',
    enabled: true,
    createdDate: new Date('2026-03-04T05:06:07Z'),
  });
});

test('an API key without the word enabled is disabled', async () => {
  const { enabled } = await aws.gateway.send(new CreateApiKeyCommand({ name: 'off' }));

  expect(enabled).toBe(false);
});

test.each([19, 129])('an API key value of %d characters is refused', async (length) => {
  await expect(create('wrong', 'v'.repeat(length))).rejects.toMatchObject({ name: 'BadRequestException' });
});

test('a second API key with the same value is a conflict', async () => {
  await create('first', 'the-same-value-for-both');

  await expect(create('second', 'the-same-value-for-both')).rejects.toMatchObject({ name: 'ConflictException' });
});

test('API keys are found by the beginning of their name, in pages', async () => {
  for (const name of ['lab/a', 'lab/b', 'lab/c', 'other']) await create(name);
  const first = await aws.gateway.send(new GetApiKeysCommand({ nameQuery: 'lab/', limit: 2 }));
  const second = await aws.gateway.send(
    new GetApiKeysCommand({ nameQuery: 'lab/', limit: 2, position: first.position }),
  );

  expect(first.items?.map(({ name }) => name)).toEqual(['lab/a', 'lab/b']);
  expect(second.items?.map(({ name }) => name)).toEqual(['lab/c']);
  expect(second.position).toBeUndefined();
});

test('a patch disables an API key', async () => {
  const apiKey = await create('patched');
  await aws.gateway.send(
    new UpdateApiKeyCommand({ apiKey, patchOperations: [{ op: 'replace', path: '/enabled', value: 'false' }] }),
  );

  expect(aws.state.apiKeys.get(apiKey)?.enabled).toBe(false);
});

test('a key in a usage plan is listed, and found as the plan of its stage', async () => {
  const keyId = await create('metered');
  await attach('gold', keyId);

  const { items } = await aws.gateway.send(new GetUsagePlanKeysCommand({ usagePlanId: 'gold' }));
  expect(items).toMatchObject([{ id: keyId, name: 'metered', type: 'API_KEY' }]);
  expect(await aws.gateway.send(new GetUsagePlanKeyCommand({ usagePlanId: 'gold', keyId }))).toMatchObject({
    id: keyId,
  });
  expect(aws.state.findPlan('api1', 'aps', keyId)?.id).toBe('gold');
});

test('the usage plans of a key are found', async () => {
  const keyId = await create('planned');
  await attach('iron', keyId);

  const { items } = await aws.gateway.send(new GetUsagePlansCommand({ keyId }));
  expect(items?.map(({ name }) => name)).toEqual(['alpha iron']);
});

test.each(['gold', 'iron'])('a key of plan gold is a conflict in plan %s of the same stage', async (second) => {
  const keyId = await create('twice');
  await attach('gold', keyId);

  await expect(attach(second, keyId)).rejects.toMatchObject({ name: 'ConflictException' });
});

test('a detached key is not found in the plan any more', async () => {
  const keyId = await create('detached');
  await attach('gold', keyId);
  await aws.gateway.send(new DeleteUsagePlanKeyCommand({ usagePlanId: 'gold', keyId }));

  await expect(aws.gateway.send(new GetUsagePlanKeyCommand({ usagePlanId: 'gold', keyId }))).rejects.toMatchObject({
    name: 'NotFoundException',
  });
});

test('a deleted API key leaves its usage plan', async () => {
  const apiKey = await create('deleted');
  await attach('gold', apiKey);
  await aws.gateway.send(new DeleteApiKeyCommand({ apiKey }));

  expect(aws.state.planKeys.get('gold')?.size).toBe(0);
  await expect(aws.gateway.send(new DeleteApiKeyCommand({ apiKey }))).rejects.toMatchObject({
    name: 'NotFoundException',
  });
});

test('a usage plan tells its stages, throttle and quota', async () => {
  expect(await aws.gateway.send(new GetUsagePlanCommand({ usagePlanId: 'gold' }))).toMatchObject({
    apiStages: [{ apiId: 'api1', stage: 'aps' }],
    throttle: { rateLimit: 7, burstLimit: 13 },
    quota: { limit: 100, period: 'MONTH' },
  });
});

test('usage is reported for each day, with what remains of the period', async () => {
  const keyId = await create('used');
  await attach('gold', keyId);
  aws.state.usage.set(
    'gold',
    new Map([
      [
        keyId,
        new Map([
          ['2026-03-02', 30],
          ['2026-03-04', 5],
        ]),
      ],
    ]),
  );

  const { items } = await aws.gateway.send(
    new GetUsageCommand({ usagePlanId: 'gold', keyId, startDate: '2026-03-02', endDate: '2026-03-04' }),
  );
  expect(items).toEqual({
    [keyId]: [
      [30, 70],
      [0, 70],
      [5, 65],
    ],
  });
});

test('an extension raises what remains in this period', async () => {
  const keyId = await create('extended');
  await attach('gold', keyId);
  aws.state.usage.set('gold', new Map([[keyId, new Map([['2026-03-02', 90]])]]));

  const { items } = await aws.gateway.send(
    new UpdateUsageCommand({
      usagePlanId: 'gold',
      keyId,
      patchOperations: [{ op: 'replace', path: '/remaining', value: '60' }],
    }),
  );
  expect(items).toEqual({ [keyId]: [[0, 60]] });
  expect(aws.state.quotaExtensions.get('gold')?.get(keyId)).toEqual({ periodStart: '2026-03-01', by: 50 });
});
