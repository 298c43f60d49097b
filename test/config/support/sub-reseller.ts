import type { GatewayConfig } from '../../../lib/config/environment';
import { type Files, load } from './files';

/** Loads an environment and returns one of its gateways. */
export function gatewayOf(files: Files, id: string): GatewayConfig {
  return load(files).gateways.find(({ resellerId }) => resellerId === id)!;
}

/** platform.yaml with two tiers. */
export const TIERS = `tiers:
  standard: { quota: { limit: 700, period: week }, throttle: { rateLimit: 10, burstLimit: 20 } }
  gold: { quota: unlimited, throttle: { rateLimit: 50, burstLimit: 90 } }
`;

/** A reseller that declares everything that a gateway below it may narrow. */
export const parent = [
  'routes: [{ path: /aps/2/resources }, { path: /aps/2/types, methods: [GET] }]',
  'tiers: { standard: inherit }',
  'throttle: { rateLimit: 30, burstLimit: 60 }',
  'oauth: { signatureMethods: [HMAC-SHA256], timestampWindowSeconds: 200, allowedApsHeaders: [aps-locale, aps-x] }',
  'allowedSourceIps: [10.0.0.0/8]',
  'uiNodes: { brandEndpoint: "https://brand.parent.test" }',
].join('\n');

/** Files with a reseller below `parent`, which declares `yaml`. */
export function child(yaml: string): Files {
  return { platform: TIERS, parent, child: `${yaml}\nparent: parent` };
}
