import type { GatewayConfig } from '../../config/environment';

/** The authorizer's bundles, by what they can do. */
export type AuthorizerKind = 'plain' | 'brakes' | 'bearer';

/**
 * Returns the bundle that a gateway needs. The one for bearer tokens has all brakes as well: their code is a small part of
 * that bundle, which is not worth a fourth one.
 */
export function kindOf({ oauth, lockout, shedding }: GatewayConfig): AuthorizerKind {
  if (oauth.bearer) return 'bearer';
  return lockout || shedding ? 'brakes' : 'plain';
}
