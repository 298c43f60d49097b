import type { LockoutLimits } from '../../lambda/authorizer/contract';
import type { Audience } from '../config/environment';

/** Networks from which consumers call a gateway, their ways to authenticate, and what limits them there. */
export interface GatewayAccess {
  /** Schemes of authentication that the gateway accepts: `oauth1`, `bearer`. */
  readonly authentication: readonly string[];
  /** Networks from which it is called. */
  readonly audience: Audience;
  /** Ids of the VPC endpoints of an internal audience. */
  readonly vpcEndpoints: readonly string[];
  /** Clients must present a certificate. */
  readonly mutualTls: boolean;
  /** Security level by operation group. */
  readonly operationGroups: Readonly<Record<string, string>>;
  /** Failed attempts after which an address is locked out of a key. */
  readonly lockout?: LockoutLimits;
}

const SCHEMES: Readonly<Record<string, string>> = { oauth1: 'OAuth 1.0a signatures', bearer: 'bearer tokens' };

/** Names and texts about the access to a gateway; those that its files do not declare are left out. */
export function accessFacts(access: GatewayAccess): readonly (readonly [name: string, text: string])[] {
  const { authentication, mutualTls, operationGroups, lockout } = access;
  const groups = Object.entries(operationGroups).map(([name, level]) => `${name} (level ${level})`);
  return [
    ['Accepts', authentication.map((scheme) => SCHEMES[scheme] ?? scheme).join(', ')],
    ['Audience', audienceText(access)],
    ...(mutualTls ? [['Client certificates', 'required'] as const] : []),
    ...(groups.length > 0 ? [['Operation groups', groups.join(', ')] as const] : []),
    ...(lockout ? [['Lockout', lockoutText(lockout)] as const] : []),
  ];
}

function audienceText({ audience, vpcEndpoints }: GatewayAccess): string {
  if (audience === 'external') return 'external: the internet';
  const inside = `through ${vpcEndpoints.join(', ')}`;
  return audience === 'both' ? `both: the internet, and ${inside}` : `internal: only ${inside}`;
}

function lockoutText({ failures, withinMinutes, forMinutes }: LockoutLimits): string {
  return `${failures} failed attempts within ${withinMinutes} minutes lock an address out of a key for ${forMinutes} minutes`;
}
