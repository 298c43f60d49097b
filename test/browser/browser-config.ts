import { appendFileSync, cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_CONFIG_ROOT } from '../../lib/local';

const NOTICES = `
notices:
  from: gateway@provider.test
  brand: { name: Provider Cloud, support: 'https://help.provider.test/', color: '#224466' }
`;

const SHARED_TIER = `tiers:
  pool:
    quota: { limit: 700, period: month }
    throttle: { rateLimit: 7, burstLimit: 14 }
    meteredBy: reseller
`;

const GATEWAY_FOR_TOKENS = `displayName: Gamma Cloud
tiers: { standard: inherit }
oauth:
  authentication: [bearer]
  bearer:
    issuer: https://login.gamma.test/
    audience: aps-gateways
    jwksUri: https://login.gamma.test/keys
    subjectClaim: client_id
    algorithms: [RS256]
`;

/**
 * Copies the sample environment, and declares notices, a tier that consumers share and a gateway for bearer tokens in it.
 * Returns the folder of the environments.
 */
export function browserConfig(): string {
  const root = join(mkdtempSync(join(tmpdir(), 'aps-gateway-browser-')), 'config');
  cpSync(DEFAULT_CONFIG_ROOT, root, { recursive: true });
  const platform = join(root, 'lab/platform.yaml');
  writeFileSync(platform, readFileSync(platform, 'utf8').replace('tiers:\n', SHARED_TIER) + NOTICES);
  appendFileSync(join(root, 'lab/resellers/alpha.yaml'), '  pool: inherit\ncontacts: [integration@alpha.test]\n');
  writeFileSync(join(root, 'lab/resellers/gamma.yaml'), GATEWAY_FOR_TOKENS);
  return root;
}
