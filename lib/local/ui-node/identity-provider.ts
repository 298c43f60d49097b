import { constants, createHmac, generateKeyPairSync, type KeyObject, randomUUID, sign, verify } from 'node:crypto';

import { BEARER_SETTING, type BearerAlgorithm, type BearerSettings } from '../../../lambda/authorizer/contract';
import { headerValue, type IncomingRequest, type OutgoingResponse } from '../http/http-message';
import { jsonAnswer } from './json-answer';
import type { SignedRequest, Verification } from './verify-signature';

/**
 * Path of the URL that issues tokens; `/<reseller>/<subject>` follows. No route of a gateway leads to it. Its query changes
 * the token, so that a refusal can be seen: claims, of which `exp`, `nbf` and `iat` are seconds from now, and the header
 * parameters `alg`, `kid` and `typ`.
 */
export const TOKEN_PATH = '/token';

const LIFETIME_SECONDS = 300;

/** A gateway that accepts tokens, by the reseller that owns it. */
export interface TokenGateway {
  readonly resellerId: string;
  readonly settings: BearerSettings;
}

/** Reads which gateways accept tokens from the environment variables of their functions. */
export function tokenGateways(
  gateways: readonly {
    readonly descriptor: { readonly resellerId: string };
    readonly functions: readonly { readonly environment: Readonly<Record<string, string>> }[];
  }[],
): readonly TokenGateway[] {
  return gateways.flatMap(({ descriptor: { resellerId }, functions }) =>
    functions.flatMap(({ environment: { [BEARER_SETTING]: text } }) =>
      text === undefined ? [] : [{ resellerId, settings: JSON.parse(text) as BearerSettings }],
    ),
  );
}

/**
 * Stands in for the identity providers of all gateways: publishes keys at their URLs, issues tokens to anyone on this
 * machine, and verifies tokens again as the platform does. It shares nothing with the authorizer on purpose.
 */
export class LocalIdentityProvider {
  private readonly keys = new Map<BearerAlgorithm, { readonly publicKey: KeyObject; readonly privateKey: KeyObject }>();
  private readonly kid = randomUUID();

  constructor(
    private readonly gateways: readonly TokenGateway[],
    private readonly now: () => number,
  ) {
    // Not while a function waits for the keys: on a busy machine, an RSA key takes longer than its fetch may.
    for (const algorithm of this.published()) this.pairOf(algorithm);
  }

  /** Host names of the identity providers. */
  get hosts(): readonly string[] {
    return [...new Set(this.gateways.map(({ settings }) => new URL(settings.jwksUri).hostname))];
  }

  /** Answers a request for keys or for a token; returns `undefined` for any other request. */
  answer({ method, target, headers }: IncomingRequest): OutgoingResponse | undefined {
    if (this.hosts.includes(headerValue(headers, 'host') ?? '')) return jsonAnswer(200, { keys: this.jwks() });
    if (this.gateways.length === 0 || !target.startsWith(`${TOKEN_PATH}/`)) return undefined;
    if (method !== 'GET') return jsonAnswer(405, { message: `${method} is not allowed here; send GET.` });
    const [path = '', query = ''] = target.split(/\?(.*)/s);
    const [, , reseller = '', subject = ''] = path.split('/').map(decodeURIComponent);
    const gateway = this.gateways.find(({ resellerId }) => resellerId === reseller);
    if (!gateway || subject === '') {
      const known = this.gateways.map(({ resellerId }) => resellerId).join(', ');
      return jsonAnswer(404, { message: `Expected ${TOKEN_PATH}/<reseller>/<subject>; tokens are for: ${known}.` });
    }
    const token = this.issue(gateway.settings, subject, new URLSearchParams(query));
    return typeof token === 'string' ? jsonAnswer(200, { access_token: token }) : jsonAnswer(400, token);
  }

  /** Verifies the token of a request again; returns `undefined` if it has none. */
  verify({ headers }: SignedRequest): Verification | undefined {
    const [, token = ''] = /^bearer +(.*)$/i.exec(headerValue(headers, 'authorization') ?? '') ?? [];
    if (token === '') return undefined;
    const [header = '', payload = '', signature = ''] = token.split('.');
    const found = this.gateways.find(
      ({
        settings: {
          algorithms: [algorithm = 'RS256'],
        },
      }) => {
        const key = { key: this.pairOf(algorithm).publicKey, ...PARAMETERS[algorithm] };
        return verify(HASHES[algorithm], Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url'));
      },
    );
    if (!found) return { verdict: 'refused', reason: 'the token does not verify' };
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
    if (Number(claims['exp']) * 1000 <= this.now()) return { verdict: 'refused', reason: 'the token has expired' };
    return { verdict: 'verified', consumerKey: String(claims[found.settings.subjectClaim]) };
  }

  /** Issues a token with the members of the order in place of its own. Returns the problem with an order as an object. */
  private issue(
    { issuer, audience, subjectClaim, algorithms }: BearerSettings,
    subject: string,
    order: URLSearchParams,
  ): string | { readonly message: string } {
    const [own = 'RS256'] = algorithms;
    const iat = Math.floor(this.now() / 1000);
    const header: Record<string, unknown> = { alg: own, kid: this.kid, typ: 'JWT' };
    const claims: Record<string, unknown> = { iss: issuer, aud: audience, [subjectClaim]: subject, iat };
    claims['exp'] = iat + LIFETIME_SECONDS;
    for (const [name, value] of order) {
      if (TIMES.includes(name) && !/^-?\d{1,9}$/.test(value))
        return { message: `${name}: expected seconds from now, such as -60.` };
      if (Object.hasOwn(header, name)) header[name] = value;
      else claims[name] = TIMES.includes(name) ? iat + Number(value) : value;
    }
    const signed = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
    const signature = this.signature(String(header['alg']), signed, own);
    if (signature) return `${signed}.${signature.toString('base64url')}`;
    return { message: `alg: expected ${[...Object.keys(HASHES), 'HS256', 'none'].join(', ')}.` };
  }

  /** Signs as a provider does, or as a forger: not at all, or with the public key as the secret of an HMAC. */
  private signature(algorithm: string, signed: string, own: BearerAlgorithm): Buffer | undefined {
    if (algorithm === 'none') return Buffer.alloc(0);
    if (algorithm === 'HS256') {
      const secret = this.pairOf(own).publicKey.export({ format: 'pem', type: 'spki' });
      return createHmac('sha256', secret).update(signed).digest();
    }
    if (!isBearerAlgorithm(algorithm)) return undefined;
    const key = { key: this.pairOf(algorithm).privateKey, ...PARAMETERS[algorithm] };
    return sign(HASHES[algorithm], Buffer.from(signed), key);
  }

  private jwks(): readonly object[] {
    return [...this.published()].map((alg) => {
      return { ...this.pairOf(alg).publicKey.export({ format: 'jwk' }), kid: this.kid, alg, use: 'sig' };
    });
  }

  /** Algorithms of the published keys: the first of each gateway. */
  private published(): ReadonlySet<BearerAlgorithm> {
    return new Set(this.gateways.flatMap(({ settings }) => settings.algorithms.slice(0, 1)));
  }

  private pairOf(algorithm: BearerAlgorithm) {
    const pair = this.keys.get(algorithm) ?? makePair(algorithm);
    this.keys.set(algorithm, pair);
    return pair;
  }
}

const TIMES: readonly string[] = ['exp', 'nbf', 'iat'];

function isBearerAlgorithm(text: string): text is BearerAlgorithm {
  return Object.hasOwn(HASHES, text);
}

const HASHES: Readonly<Record<BearerAlgorithm, string | null>> = {
  RS256: 'sha256',
  PS256: 'sha256',
  ES256: 'sha256',
  EdDSA: null,
};

const PARAMETERS: Readonly<Record<BearerAlgorithm, object>> = {
  RS256: {},
  PS256: { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 },
  ES256: { dsaEncoding: 'ieee-p1363' },
  EdDSA: {},
};

function makePair(algorithm: BearerAlgorithm) {
  if (algorithm === 'ES256') return generateKeyPairSync('ec', { namedCurve: 'P-256' });
  if (algorithm === 'EdDSA') return generateKeyPairSync('ed25519');
  return generateKeyPairSync('rsa', { modulusLength: 2048 });
}
