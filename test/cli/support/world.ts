import { documentMembers } from '../../../lambda/authorizer/contract';
import type { GatewayDescriptor } from '../../../lib/descriptor';
import { descriptorParameterName } from '../../../lib/descriptor';
import { ApiGatewayState } from '../../../lib/local/aws/api-gateway/state';
import type { StoredSecret } from '../../../lib/local/aws/secrets-manager/stored-secret';
import {
  type InterceptedOptions,
  type InterceptedStandIns,
  startInterceptedStandIns,
} from '../../support/aws/intercepted-calls';

/** The gateway of alpha, which also serves alpha-south; two tiers. */
export const ALPHA: GatewayDescriptor = {
  version: 1,
  environment: 'lab',
  resellerId: 'alpha',
  serves: ['alpha', 'alpha-south'],
  url: 'https://alpha.gateway.example',
  restApiId: 'alphaapi01',
  stage: 'aps',
  usagePlans: { standard: 'plan-standard', premium: 'plan-premium' },
  authorizerFunction: 'alpha-authorizer',
  nonceTable: 'alpha-nonces',
  documentMembers: documentMembers(),
  accessLogGroup: '/aps-gateway/lab/alpha/access',
};

/** The gateway of alpha, all consumers of a reseller on tier standard sharing its limits. */
export const ALPHA_SHARED: GatewayDescriptor = { ...ALPHA, version: 2, resellerMeteredTiers: ['standard'] };

/** An account in which alpha's gateway is deployed. */
export class World {
  readonly state = new ApiGatewayState();
  aws!: InterceptedStandIns;
  private readonly deployed = new Map<string, GatewayDescriptor>();

  async start(options: Partial<InterceptedOptions> = {}): Promise<this> {
    this.aws = await startInterceptedStandIns({ state: this.state, ...options });
    this.deploy(ALPHA);
    return this;
  }

  get url(): string {
    return this.aws.url;
  }

  /** Publishes a gateway and makes its usage plans; tier standard has a quota of 1000 a month. */
  deploy(gateway: GatewayDescriptor): void {
    this.deployed.set(gateway.resellerId, gateway);
    const stages = [`${gateway.restApiId}:${gateway.stage}`];
    for (const [tier, id] of Object.entries(gateway.usagePlans)) {
      const quota = tier === 'standard' ? { quota: { limit: 1000, period: 'MONTH' as const } } : {};
      this.state.usagePlans.set(id, { id, name: `${gateway.resellerId} ${tier}`, stages, ...quota });
    }
    this.aws.parameters.put(descriptorParameterName('lab', gateway.resellerId), JSON.stringify(gateway));
  }

  /** Makes all API keys old enough to work everywhere. */
  settle(): void {
    for (const key of this.state.apiKeys.values()) {
      this.state.apiKeys.set(key.id, { ...key, createdDate: new Date(key.createdDate.getTime() - 3_600_000) });
    }
  }

  /** Counts calls of a consumer on a day, at the API key and on the tier that it is on now. */
  call(consumerKey: string, day: string, calls: number, gateway = ALPHA): void {
    const { id } = this.document(consumerKey, gateway.resellerId).apiKey as { readonly id: string };
    const key = this.state.apiKeys.get(id);
    const plan = key && this.state.findPlan(gateway.restApiId, gateway.stage, key.id);
    if (!key || !plan) throw new Error(`${consumerKey} is not metered`);
    const keys = this.state.usage.get(plan.id) ?? new Map<string, Map<string, number>>();
    const days = keys.get(key.id) ?? new Map<string, number>();
    this.state.usage.set(plan.id, keys.set(key.id, days.set(day, (days.get(day) ?? 0) + calls)));
  }

  /** The document in a credentials secret. */
  document(consumerKey: string, owner = 'alpha'): Record<string, unknown> {
    const secret = this.aws.secrets.secrets.get(`aps-gateway/lab/${owner}/${consumerKey}`);
    const value = secret?.currentValue;
    if (value === undefined) throw new Error(`there are no credentials of ${consumerKey}`);
    return JSON.parse(value) as Record<string, unknown>;
  }

  /** Everything that exists, without what differs from run to run: ids, random values and times. */
  snapshot(): unknown {
    const keyNames = new Map([...this.state.apiKeys.values()].map(({ id, name, enabled }) => [id, { name, enabled }]));
    const secrets = [...this.aws.secrets.secrets.values()].map((secret) => ({
      name: secret.name,
      state: secret.deletedDate ? 'scheduled' : 'alive',
      value: this.masked(secret.currentValue),
      description: this.masked(secret.description),
      tags: Object.fromEntries(secret.tags),
    }));
    const plans = [...this.state.planKeys].flatMap(([plan, keys]) =>
      [...keys].map((id) => `${plan}: ${keyNames.get(id)?.name}`),
    );
    const extensions = [...this.state.quotaExtensions].map(([plan, keys]) => [plan, [...keys.values()]]);
    return {
      secrets: secrets.toSorted(byName),
      keys: [...keyNames.values()].toSorted(byName),
      plans: plans.toSorted(),
      extensions,
    };
  }

  /** Starts another account with a copy of everything that is in this one at the moment of the call. */
  async copy(): Promise<World> {
    const copy = new World();
    const { apiKeys, planKeys, usage, quotaExtensions } = copy.state;
    for (const [id, key] of this.state.apiKeys) apiKeys.set(id, structuredClone(key));
    for (const [id, keys] of this.state.planKeys) planKeys.set(id, new Set(keys));
    for (const [id, keys] of this.state.usage) usage.set(id, structuredClone(keys));
    for (const [id, keys] of this.state.quotaExtensions) quotaExtensions.set(id, structuredClone(keys));
    const secrets = [...this.aws.secrets.secrets].map(([name, secret]) => [name, copyOf(secret)] as const);
    await copy.start();
    for (const gateway of this.deployed.values()) copy.deploy(gateway);
    for (const [name, secret] of secrets) copy.aws.secrets.secrets.set(name, secret);
    return copy;
  }

  /** Active consumers that would be let in without being metered. */
  unmetered(): string[] {
    return [...this.aws.secrets.secrets.values()].flatMap((secret) => {
      const value = secret.currentValue;
      if (secret.deletedDate || value === undefined) return [];
      const { status, apiKey } = JSON.parse(value) as { status: string; apiKey: { id: string } };
      const metered = this.state.findPlan(ALPHA.restApiId, ALPHA.stage, apiKey.id) !== undefined;
      return status === 'active' && !metered ? [secret.name] : [];
    });
  }

  private masked(text: string | undefined): string | undefined {
    let masked = text;
    for (const { id, value, name } of this.state.apiKeys.values()) {
      masked = masked?.replaceAll(id, `id of ${name}`).replaceAll(value, `value of ${name}`);
    }
    return masked
      ?.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'T')
      .replaceAll(/"apiKey":\{"id":"[0-9a-f]{10}","value":"[0-9a-f]{40}"\}/g, '"apiKey":"gone"')
      .replaceAll(/"apiKeyId":"[0-9a-f]{10}"/g, '"apiKeyId":"gone"');
  }

  stop(): Promise<void> {
    return this.aws.close();
  }
}

function copyOf(secret: StoredSecret): StoredSecret {
  const copy = structuredClone(secret);
  return Object.setPrototypeOf(copy, Object.getPrototypeOf(secret) as object) as StoredSecret;
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1;
}
