import { createPublicKey } from 'node:crypto';
import { createLocalJWKSet, type CryptoKey, errors, type JWK } from 'jose';
import { isJsonObject } from '../json-object';
import type { UnverifiedToken } from './read-token';

/** The key that verifies a token; `unknown` if there is none, `ambiguous` if the token fits several. */
export type SelectedKey = CryptoKey | 'unknown' | 'ambiguous';

/** The signing keys of an identity provider. */
export interface KeySet {
  select(token: Pick<UnverifiedToken, 'algorithm' | 'keyId'>): Promise<SelectedKey>;
}

/** An answer that is not a set of usable keys. */
export class JwksError extends Error {
  constructor(override readonly name: string) {
    super(name);
  }
}

const MAX_KEYS = 100;
const MIN_RSA_BITS = 2048;
/** With the exponent 1, a signature is its own message: anyone could make one. */
const MIN_RSA_EXPONENT = 3n;
/** Public members of keys that can sign tokens. All others are dropped, private ones included. */
const MEMBERS = ['kty', 'kid', 'alg', 'use', 'key_ops', 'n', 'e', 'crv', 'x', 'y'] as const;

/**
 * Reads a JSON Web Key Set (RFC 7517 §5). Keys that are not asymmetric, too weak, malformed or not for signatures are
 * left out.
 *
 * @throws JwksError if no key is left
 */
export function readJwks(text: string): KeySet {
  const keys = parseKeys(text).filter(isJsonObject).map(publicMembers).filter(isUsable);
  if (keys.length === 0) throw new JwksError('NoUsableKey');
  const find = createLocalJWKSet({ keys });
  return {
    async select({ algorithm, keyId }) {
      try {
        return await find({ alg: algorithm, ...(keyId !== undefined && { kid: keyId }) });
      } catch (error) {
        if (error instanceof errors.JWKSNoMatchingKey) return 'unknown';
        if (error instanceof errors.JWKSMultipleMatchingKeys) return 'ambiguous';
        throw error;
      }
    },
  };
}

function parseKeys(text: string): readonly unknown[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new JwksError('NotJson');
  }
  if (!isJsonObject(value) || !Array.isArray(value.keys)) throw new JwksError('NotAKeySet');
  if (value.keys.length > MAX_KEYS) throw new JwksError('TooManyKeys');
  return value.keys;
}

function publicMembers(key: Readonly<Record<string, unknown>>): JWK {
  return Object.fromEntries(MEMBERS.map((name) => [name, key[name]]));
}

function isUsable(key: JWK): boolean {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = createPublicKey({ key: { ...key }, format: 'jwk' });
    if (asymmetricKeyType !== 'rsa') return true;
    const { modulusLength = 0, publicExponent = 0n } = asymmetricKeyDetails ?? {};
    return modulusLength >= MIN_RSA_BITS && publicExponent >= MIN_RSA_EXPONENT;
  } catch {
    return false;
  }
}
