import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { exportJWK, type JWK, SignJWT } from 'jose';
import type { BearerAlgorithm, BearerSettings } from '../../../lambda/authorizer/contract';

export const NOON = Date.parse('2026-11-26T12:00:00Z');

export const BEARER: BearerSettings = {
  schemes: ['bearer'],
  issuer: 'https://login.example.com/',
  audience: 'aps-gateway-acme',
  subjectClaim: 'client_id',
  jwksUri: 'https://login.example.com/keys',
  algorithms: ['RS256', 'PS256', 'ES256', 'EdDSA'],
  leewaySeconds: 30,
};

/** Key pairs by algorithm, made once: RSA keys take a while. */
const PAIRS = new Map<string, { readonly publicKey: KeyObject; readonly privateKey: KeyObject }>();

function pairOf(algorithm: BearerAlgorithm, name: string) {
  const id = `${algorithm} ${name}`;
  const made = PAIRS.get(id) ?? makePair(algorithm);
  PAIRS.set(id, made);
  return made;
}

function makePair(algorithm: BearerAlgorithm) {
  if (algorithm === 'ES256') return generateKeyPairSync('ec', { namedCurve: 'P-256' });
  if (algorithm === 'EdDSA') return generateKeyPairSync('ed25519');
  return generateKeyPairSync('rsa', { modulusLength: 2048 });
}

/** A key of an identity provider, with which it signs tokens. */
export class ProviderKey {
  constructor(
    readonly kid: string,
    readonly algorithm: BearerAlgorithm = 'ES256',
  ) {}

  get privateKey(): KeyObject {
    return pairOf(this.algorithm, this.kid).privateKey;
  }

  get publicPem(): string {
    return createPublicKey(pairOf(this.algorithm, this.kid).publicKey.export({ format: 'pem', type: 'spki' }))
      .export({ format: 'pem', type: 'spki' })
      .toString();
  }

  async jwk(): Promise<JWK> {
    const { kid, algorithm: alg } = this;
    return { ...(await exportJWK(pairOf(this.algorithm, this.kid).publicKey)), kid, alg, use: 'sig' };
  }

  /** Signs a token, by default one that the gateway accepts at noon; `undefined` removes a claim or header parameter. */
  token(
    claims: Readonly<Record<string, unknown>> = {},
    header: Readonly<Record<string, unknown>> = {},
  ): Promise<string> {
    const payload = {
      iss: BEARER.issuer,
      aud: BEARER.audience,
      client_id: 'crm|acme',
      iat: NOON / 1000 - 60,
      exp: NOON / 1000 + 300,
      ...claims,
    };
    return new SignJWT(payload)
      .setProtectedHeader({ alg: this.algorithm, kid: this.kid, typ: 'JWT', ...header })
      .sign(this.privateKey);
  }
}

/** The JSON of a key set. */
export async function jwksOf(...keys: readonly ProviderKey[]): Promise<string> {
  return JSON.stringify({ keys: await Promise.all(keys.map((key) => key.jwk())) });
}

/** A token with a header and claims of any kind; its signature is these bytes. */
export function rawToken(header: unknown, claims: unknown, signature: string | Buffer = 'c2ln'): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const end = typeof signature === 'string' ? signature : signature.toString('base64url');
  return `${part(header)}.${part(claims)}.${end}`;
}
