import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { sheddingTableName } from '../../lambda/authorizer/contract';
import { LIST } from '../../lib/conformance/case';
import { send } from '../../lib/conformance/send';
import { authorizationFor, authorizationHeader } from '../../lib/conformance/sign';
import type { Target } from '../../lib/conformance/target';
import type { GatewayDescriptor } from '../../lib/descriptor';
import { onboardForTest } from './onboard';
import { localClient } from './read-descriptor';

/** The tier whose requests have to wait first. */
export const SPARE_TIER = { quota: 'unlimited', throttle: { rateLimit: 100, burstLimit: 200 }, priority: 9 };

const LONG_SECONDS = 600;
/** A function instance reads the level every ten seconds. */
const LONGEST_MS = 15_000;

/** Sheds load of priority 9 at a local target, and onboards the consumer that has to wait. */
export async function shedSpare(target: Target, endpoint: string, descriptor: GatewayDescriptor): Promise<Target> {
  const consumerKey = 'conformance.spare';
  const credentials = { consumerKey, consumerSecret: `secret of ${consumerKey}` };
  const spare = await onboardForTest(endpoint, descriptor, { ...credentials, tier: 'spare' });
  await setLevel(endpoint, descriptor.environment, LONG_SECONDS);
  const statusOfSpare = async () => {
    const authorization = authorizationFor('GET', new URL(target.origin), LIST, spare, {});
    const { status } = await send(target, {
      method: 'GET',
      target: LIST,
      headers: authorizationHeader([authorization], {}),
    });
    return status;
  };
  return {
    ...target,
    consumers: { ...target.consumers, spare },
    endShedding: async () => {
      await setLevel(endpoint, descriptor.environment, 1);
      const end = Date.now() + LONGEST_MS;
      while ((await statusOfSpare()) === 503) {
        if (Date.now() > end) throw new Error(`the level did not end within ${LONGEST_MS} ms`);
        await sleep(200);
      }
    },
  };
}

async function setLevel(endpoint: string, environment: string, forSeconds: number): Promise<void> {
  const client = new DynamoDBClient(localClient(endpoint));
  const until = Math.floor(Date.now() / 1000) + forSeconds;
  await client.send(
    new UpdateItemCommand({
      TableName: sheddingTableName(environment),
      Key: { item: { S: 'shedding' } },
      UpdateExpression: 'SET manualFrom = :from, manualUntil = :until',
      ExpressionAttributeValues: { ':from': { N: '9' }, ':until': { N: String(until) } },
    }),
  );
  client.destroy();
}
