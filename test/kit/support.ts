import type { ConsumerRules } from '../../lambda/authorizer/contract';
import { kitFiles } from '../../lib/kit/kit-files';
import type { KitModel } from '../../lib/kit/kit-model';

/** The kit of a consumer without rules. */
export const MODEL: KitModel = {
  brand: { name: 'Nordlicht', support: { email: 'help@nordlicht.example' } },
  reseller: { id: 'alpha', displayName: 'Alpha Telecom' },
  environment: 'Lab',
  url: 'https://alpha.gateway.example',
  consumer: { key: 'crm-prod', tier: 'standard', rules: {} },
  tiers: [{ name: 'standard', throttle: { rateLimit: 7, burstLimit: 14 }, methods: [], shared: false }],
  signatureMethods: ['HMAC-SHA1'],
  oauth: { timestampWindowSeconds: 240, clockSkewSeconds: 90, allowedApsHeaders: ['aps-locale'] },
  routes: [{ path: '/aps/2/resources' }, { path: '/aps/2/services/order-manager', methods: ['GET', 'POST'] }],
  operationGroups: {},
  uiNodes: { forwarding: 'httpProxy', answers: 'buffered', timeoutSeconds: 29 },
  mutualTls: false,
  audience: 'external',
  vpcEndpoints: [],
  allowedSourceIps: [],
  madeOn: '2026-02-03',
};

/** Returns the text of a file of a kit. */
export function fileOf(model: KitModel, name: string): string {
  return String(kitFiles(model).get(name));
}

/** Returns the page of the kit of `MODEL`, with changes. */
export function page(changes: Partial<KitModel> = {}): string {
  return fileOf({ ...MODEL, ...changes }, 'index.html');
}

/** Changes of `MODEL` for a consumer with rules. */
export function withRules(rules: ConsumerRules): Pick<KitModel, 'consumer'> {
  return { consumer: { key: 'crm-prod', tier: 'standard', rules } };
}
