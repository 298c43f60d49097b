import type { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { GetApiKeysCommand, GetUsageCommand, GetUsagePlanKeysCommand } from '@aws-sdk/client-api-gateway';
import type { GatewayDescriptor } from '../../lib/descriptor';
import { DAY_MS } from '../../lib/periods';

/** A question about GetUsage, with what its answers of this run say. */
export interface UsageAnswer {
  readonly question: string;
  readonly answer: string;
}

const NAMES = 'does GetUsage name API keys by id or by value?';
const LEFT = 'does GetUsage keep the calls of API keys that have left the plan?';

const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);

/**
 * Answers the open questions about GetUsage. Prints neither ids nor values of API keys, because a value is as sensitive
 * as a password.
 */
export async function askUsage(
  client: APIGatewayClient,
  { usagePlans }: GatewayDescriptor,
): Promise<readonly UsageAnswer[]> {
  try {
    return await readAnswers(client, usagePlans);
  } catch (error) {
    // The other findings of a run are worth printing without these.
    return [NAMES, LEFT].map((question) => ({ question, answer: String(error) }));
  }
}

async function readAnswers(
  client: APIGatewayClient,
  usagePlans: GatewayDescriptor['usagePlans'],
): Promise<readonly UsageAnswer[]> {
  const { items: keys = [] } = await client.send(new GetApiKeysCommand({ limit: 500 }));
  const ids = new Set(keys.map(({ id }) => id));
  const plans = await Promise.all(Object.values(usagePlans).map((id) => readPlan(client, id)));
  const named = plans.flatMap(({ used }) => used)[0];
  const left = plans.some(({ used, members }) => used.some((name) => ids.has(name) && !members.has(name)));
  return [
    { question: NAMES, answer: named === undefined ? NO_USAGE : ids.has(named) ? BY_ID : BY_VALUE },
    { question: LEFT, answer: left ? KEPT : NOT_SEEN },
  ];
}

const BY_ID = 'by the id of the API key';
const BY_VALUE = 'not by an id: by value';
const NO_USAGE = 'no usage yet: call the gateway and ask again';
const KEPT = 'yes: a plan reports calls of an API key that is no longer in it';
const NOT_SEEN =
  'not seen: call the gateway, move that consumer with "consumer update --tier", and ask again. If it is still not seen then, no: a consumer\'s calls on other tiers are lost in every figure';

/** The API keys of a plan, and the names under which it reports calls. */
async function readPlan(client: APIGatewayClient, usagePlanId: string) {
  const days = { startDate: daysAgo(29), endDate: daysAgo(0) };
  const { items: usage = {} } = await client.send(new GetUsageCommand({ usagePlanId, ...days, limit: 500 }));
  const { items: keys = [] } = await client.send(new GetUsagePlanKeysCommand({ usagePlanId, limit: 500 }));
  return { used: Object.keys(usage), members: new Set(keys.map(({ id }) => id)) };
}
