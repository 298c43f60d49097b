import {
  type APIGatewayClient,
  type ApiKey,
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
} from './aws-sdk';
import type { LastChange } from '../consumer';
import { decodeKeyDescription, encodeKeyDescription } from '../documents/key-description';
import { changedMeanwhile, OnboardingError } from '../errors';
import type { ApiKeyState, DayUsage, Metering, NewApiKey, Quota, UsagePlanLimits } from '../ports';
import { answered, explained } from './aws-error';
import { type Pace, type PaceClock, paced } from './pace';
import { limitsOf, quotaOf } from './usage-plan-limits';

const PAGE = 500;
/** Control plane limits of an account (Amazon API Gateway, "Quotas"): 10 calls a second, 5 for CreateApiKey and DeleteApiKey. */
const ALL_CALLS = { ratePerSecond: 10, burst: 20 };
const KEY_CALLS = { ratePerSecond: 5, burst: 5 };

/** The pace of all calls to API Gateway's control plane. */
export function controlPlanePace(clock: PaceClock): Pace {
  return paced(ALL_CALLS, clock);
}

/** API keys and usage plans of API Gateway, paced to what its control plane allows. */
export class ApiGatewayMetering implements Metering {
  private readonly keyCall;

  constructor(
    private readonly client: APIGatewayClient,
    clock: PaceClock,
    private readonly anyCall = controlPlanePace(clock),
  ) {
    this.keyCall = paced(KEY_CALLS, clock);
  }

  async keys(namePrefix: string): Promise<readonly ApiKeyState[]> {
    return this.pages('GET', async (position) => {
      const command = new GetApiKeysCommand({ nameQuery: namePrefix, limit: PAGE, position });
      const { items = [], position: next } = await this.client.send(command);
      return { items: items.map(keyState), next };
    });
  }

  async key(id: string): Promise<ApiKeyState | undefined> {
    return this.readKey(new GetApiKeyCommand({ apiKey: id }), keyState);
  }

  async keyValue(id: string): Promise<string | undefined> {
    const command = new GetApiKeyCommand({ apiKey: id, includeValue: true });
    return this.readKey(command, ({ value }) => answered(value, 'apigateway:GET', 'value'));
  }

  async createKey({ lastChange, ...key }: NewApiKey) {
    await this.keyCall();
    const description = encodeKeyDescription(lastChange);
    const command = new CreateApiKeyCommand({ ...key, description, tags: { ...key.tags } });
    const created = await this.call('POST', () => this.client.send(command), { ConflictException: () => undefined });
    // The value exists: an earlier attempt succeeded and its answer was lost, or another command created a shared key.
    const id = created?.id ?? (await this.idOf(key));
    if (id === undefined) throw changedMeanwhile(key.name);
    return { id, value: key.value };
  }

  async setEnabled(id: string, enabled: boolean, lastChange: LastChange): Promise<void> {
    await this.patchKey(id, { '/enabled': String(enabled), '/description': encodeKeyDescription(lastChange) });
  }

  async recordChange(id: string, lastChange: LastChange): Promise<void> {
    await this.patchKey(id, { '/description': encodeKeyDescription(lastChange) });
  }

  async deleteKey(id: string): Promise<void> {
    await this.keyCall();
    const done = { NotFoundException: () => undefined };
    await this.call('DELETE', () => this.client.send(new DeleteApiKeyCommand({ apiKey: id })), done);
  }

  async plansOf(apiKeyId: string): Promise<readonly string[]> {
    return this.pages('GET', async (position) => {
      const command = new GetUsagePlansCommand({ keyId: apiKeyId, limit: PAGE, position });
      const { items = [], position: next } = await this.client.send(command);
      return { items: items.map(({ id }) => answered(id, 'apigateway:GET', 'id')), next };
    });
  }

  async planKeys(usagePlanId: string) {
    const keys = await this.pages('GET', async (position) => {
      const command = new GetUsagePlanKeysCommand({ usagePlanId, limit: PAGE, position });
      const { items = [], position: next } = await this.client.send(command);
      return { items: items.map(({ id, name = '' }) => ({ id: answered(id, 'apigateway:GET', 'id'), name })), next };
    });
    // AWS lists no keys for a plan that does not exist (recorded). GetUsagePlan answers 404 for it.
    if (keys.length === 0) await this.quota(usagePlanId);
    return keys;
  }

  async attach(usagePlanId: string, keyId: string): Promise<void> {
    const command = new CreateUsagePlanKeyCommand({ usagePlanId, keyId, keyType: 'API_KEY' });
    const attached: 'attached' | 'conflict' = await this.call(
      'POST',
      () => this.client.send(command).then(() => 'attached'),
      { ConflictException: () => 'conflict' },
    );
    if (attached === 'conflict') await this.requireAttached(usagePlanId, keyId);
  }

  async detach(usagePlanId: string, keyId: string): Promise<void> {
    const command = new DeleteUsagePlanKeyCommand({ usagePlanId, keyId });
    await this.call('DELETE', () => this.client.send(command), { NotFoundException: () => undefined });
  }

  async quota(usagePlanId: string): Promise<Quota | undefined> {
    const plan = await this.call('GET', () => this.client.send(new GetUsagePlanCommand({ usagePlanId })));
    return quotaOf(plan);
  }

  async limits(usagePlanId: string): Promise<UsagePlanLimits | undefined> {
    const command = new GetUsagePlanCommand({ usagePlanId });
    const plan = await this.call('GET', () => this.client.send(command), { NotFoundException: () => undefined });
    return plan && limitsOf(plan);
  }

  async usage(usagePlanId: string, days: { readonly from: string; readonly to: string }) {
    const pages = await this.pages('GET', async (position) => {
      const { from: startDate, to: endDate } = days;
      const command = new GetUsageCommand({ usagePlanId, startDate, endDate, limit: PAGE, position });
      const { items = {}, position: next } = await this.client.send(command);
      return { items: Object.entries(items), next };
    });
    return new Map(pages.map(([id, usage]): [string, DayUsage[]] => [id, usage.map(dayUsage)]));
  }

  async setRemaining(usagePlanId: string, keyId: string, remaining: number): Promise<void> {
    const patchOperations = [{ op: 'replace' as const, path: '/remaining', value: String(remaining) }];
    const command = new UpdateUsageCommand({ usagePlanId, keyId, patchOperations });
    await this.call('PATCH', () => this.client.send(command));
  }

  private async patchKey(apiKey: string, values: Readonly<Record<string, string>>): Promise<void> {
    const patchOperations = Object.entries(values).map(([path, value]) => ({ op: 'replace' as const, path, value }));
    await this.call('PATCH', () => this.client.send(new UpdateApiKeyCommand({ apiKey, patchOperations })));
  }

  /** Returns the id of the API key with this name and value. */
  private async idOf({ name, value }: { name: string; value: string }): Promise<string | undefined> {
    for (const key of await this.keys(name)) {
      if (key.name === name && (await this.keyValue(key.id)) === value) return key.id;
    }
    return undefined;
  }

  private async readKey<T>(command: GetApiKeyCommand, read: (key: ApiKey) => T): Promise<T | undefined> {
    return this.call('GET', () => this.client.send(command).then(read), { NotFoundException: () => undefined });
  }

  private async requireAttached(usagePlanId: string, keyId: string): Promise<void> {
    const command = new GetUsagePlanKeyCommand({ usagePlanId, keyId });
    const found = await this.call('GET', () => this.client.send(command), { NotFoundException: () => undefined });
    if (found) return;
    throw new OnboardingError(
      'conflict',
      `API key ${keyId} is not in usage plan ${usagePlanId}, but in another of the same stage. Run "aps-gateway doctor --repair" for the reseller.`,
    );
  }

  private async pages<T>(
    verb: string,
    read: (position: string | undefined) => Promise<{ items: readonly T[]; next: string | undefined }>,
  ): Promise<T[]> {
    const all: T[] = [];
    let position: string | undefined;
    do {
      const mark = position;
      const { items, next } = await this.call(verb, () => read(mark));
      all.push(...items);
      position = next;
    } while (position !== undefined && position !== '');
    return all;
  }

  /** Paces a call and explains its error; `expected` maps exceptions, by name, to results. */
  private async call<T>(verb: string, send: () => Promise<T>): Promise<T>;
  private async call<T, E>(verb: string, send: () => Promise<T>, expected: Record<string, () => E>): Promise<T | E>;
  private async call<T, E>(verb: string, send: () => Promise<T>, expected: Record<string, () => E> = {}) {
    await this.anyCall();
    try {
      return await send();
    } catch (error) {
      const name = error instanceof Error ? error.name : '';
      if (Object.hasOwn(expected, name)) return expected[name]!();
      throw explained(error, `apigateway:${verb}`);
    }
  }
}

/** An API key without a name is not a consumer's. */
function keyState({ id, name = '', enabled = false, createdDate, description = '' }: ApiKey): ApiKeyState {
  const lastChange = decodeKeyDescription(description);
  return {
    id: answered(id, 'apigateway:GET', 'id'),
    name,
    enabled,
    ...(createdDate && { createdAt: createdDate }),
    ...(lastChange && { lastChange }),
  };
}

function dayUsage([calls = 0, remaining]: readonly number[]): DayUsage {
  return { calls, ...(remaining !== undefined && { remaining }) };
}
