import type { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { GetApiKeysCommand, GetUsageCommand } from '@aws-sdk/client-api-gateway';
import type { GatewayDescriptor } from '../../lib/descriptor';

const DAY_MILLISECONDS = 86_400_000;

const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MILLISECONDS).toISOString().slice(0, 10);

/** Settles whether GetUsage names API keys by id or by value. Prints neither, because a value is as sensitive as a password. */
export async function askUsage(client: APIGatewayClient, { usagePlans }: GatewayDescriptor): Promise<string> {
  const { items: keys = [] } = await client.send(new GetApiKeysCommand({ limit: 500 }));
  const ids = new Set(keys.map(({ id }) => id));
  for (const usagePlanId of Object.values(usagePlans)) {
    const { items = {} } = await client.send(
      new GetUsageCommand({ usagePlanId, startDate: daysAgo(29), endDate: daysAgo(0), limit: 25 }),
    );
    const [name] = Object.keys(items);
    if (name !== undefined) return ids.has(name) ? 'by the id of the API key' : 'not by an id: by value';
  }
  return 'no usage yet: call the gateway and ask again';
}
