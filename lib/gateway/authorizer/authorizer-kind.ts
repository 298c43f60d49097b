import type { GatewayConfig } from '../../config/environment';

/** The authorizer's bundles, by what they can do. */
export type AuthorizerKind = 'plain' | 'lockout' | 'bearer';

/**
 * Returns the bundle that a gateway needs. The one for bearer tokens can do a lockout as well: its code is 4 % of
 * that bundle, which is not worth a fourth one.
 */
export function kindOf({ oauth, lockout }: GatewayConfig): AuthorizerKind {
  if (oauth.bearer) return 'bearer';
  return lockout ? 'lockout' : 'plain';
}
