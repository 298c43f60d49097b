import { CompactSign, generateKeyPair } from 'jose';
import { readJwks } from '../../lambda/authorizer/bearer/jwks';
import { readToken } from '../../lambda/authorizer/bearer/read-token';
import { BEARER_REFUSALS, type BearerReason } from '../../lambda/authorizer/bearer/refusals';
import { verifyToken } from '../../lambda/authorizer/bearer/verify-token';
import { type BearerSettings, subjectKey } from '../../lambda/authorizer/contract';
import { Denied } from '../../lambda/authorizer/decision';
import { readPart } from './read-token-part';

/** Everything that can be said about a bearer token. Has neither the token nor its signature. */
export interface TokenReport {
  /** `accepted` by its claims, as far as it was checked; otherwise the gateway refuses it. */
  readonly verdict: 'accepted' | 'refused';
  /** `unchecked` without the identity provider's keys, and for a token that is refused before. */
  readonly signature: 'verified' | 'wrong' | 'unchecked';
  /** Parameters of its header that play a part; absent if it cannot be read. */
  readonly header?: Readonly<Record<string, unknown>>;
  /** Claims that play a part. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Names of its other claims, whose values may be personal. */
  readonly otherClaims: readonly string[];
  /** The consumer key of its subject; absent if it has none. */
  readonly consumerKey?: string;
  /** Instants that its claims name (ISO 8601), by claim. */
  readonly times: Readonly<Record<string, string>>;
  /** Values that the gateway accepts. */
  readonly expected: Pick<BearerSettings, 'issuer' | 'audience' | 'subjectClaim' | 'algorithms'>;
  readonly refusal?: { readonly code: BearerReason; readonly message: string; readonly remedy: string };
}

/** Facts about the gateway, and the time at which the token is sent. */
export interface ExplainTokenOptions {
  readonly settings: BearerSettings;
  readonly nowMs: number;
  /** JSON Web Key Set of the identity provider; the signature is not checked without it. */
  readonly jwks?: string;
}

const HEADER = ['alg', 'kid', 'typ', 'crit', 'b64'];
const TIMES = ['iat', 'nbf', 'exp'];
const CLAIMS = ['iss', 'aud', 'sub', 'client_id', 'azp', 'scope', ...TIMES];

/**
 * Explains a bearer token by the authorizer's own checks.
 *
 * @param text the token, with or without `Authorization: Bearer` before it
 * @throws JwksError if the key set has no usable key
 */
export async function explainToken(text: string, options: ExplainTokenOptions): Promise<TokenReport> {
  const { settings } = options;
  const { issuer, audience, subjectClaim, algorithms } = settings;
  const sent = text.trim().replace(/^(?:authorization: *)?(?:bearer +)?/i, '');
  const [header, claims] = sent.split('.', 2).map(readPart);
  const { outcome, signature } = await check(sent, options);
  const shown = [...new Set([...CLAIMS, subjectClaim])];
  const subject = claims?.[subjectClaim];
  const consumerKey = typeof subject === 'string' ? subjectKey(subject) : undefined;
  return {
    verdict: outcome instanceof Denied ? 'refused' : 'accepted',
    signature,
    ...(header && { header: picked(header, HEADER) }),
    ...(claims && { claims: picked(claims, shown) }),
    otherClaims: Object.keys(claims ?? {}).filter((name) => !shown.includes(name)),
    ...(consumerKey !== undefined && { consumerKey }),
    times: timesOf(claims),
    expected: { issuer, audience, subjectClaim, algorithms },
    ...(outcome instanceof Denied && { refusal: refusalOf(outcome) }),
  };
}

type Checked = { readonly outcome: string | Denied; readonly signature: TokenReport['signature'] };

async function check(sent: string, { settings, nowMs, jwks }: ExplainTokenOptions): Promise<Checked> {
  const token = readToken(`Bearer ${sent}`, settings);
  if (token instanceof Denied) return { outcome: token, signature: 'unchecked' };
  const clock = () => nowMs;
  if (jwks !== undefined) {
    const keys = readJwks(jwks);
    const outcome = await verifyToken(token, { find: (claimed) => keys.select(claimed) }, settings, clock);
    const isWrong = outcome instanceof Denied && outcome.reason === 'token_invalid';
    return { outcome, signature: isWrong ? 'wrong' : 'verified' };
  }
  // Signed again with a key made here, so that the authorizer's own code judges the claims.
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const [, payload = ''] = sent.split('.');
  const signed = await new CompactSign(Buffer.from(payload, 'base64url'))
    .setProtectedHeader({ alg: 'ES256' })
    .sign(privateKey);
  const own = { text: signed, algorithm: 'ES256', keyId: undefined } as const;
  return {
    outcome: await verifyToken(own, { find: async () => publicKey }, settings, clock),
    signature: 'unchecked',
  };
}

function picked(
  members: Readonly<Record<string, unknown>>,
  names: readonly string[],
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    names.filter((name) => Object.hasOwn(members, name)).map((name) => [name, members[name]] as const),
  );
}

function timesOf(claims: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, string>> {
  return Object.fromEntries(
    TIMES.flatMap((name) => {
      const seconds = claims[name];
      const time = new Date(typeof seconds === 'number' ? seconds * 1000 : Number.NaN);
      return Number.isNaN(time.getTime()) ? [] : [[name, time.toISOString().replace('.000', '')] as const];
    }),
  );
}

function refusalOf({ reason, detail }: Denied): NonNullable<TokenReport['refusal']> {
  // The two functions above deny with no other reasons.
  const code = reason as BearerReason;
  const { message, remedy } = BEARER_REFUSALS[code];
  return { code, message: [message, detail.sentence].filter(Boolean).join(' '), remedy };
}
