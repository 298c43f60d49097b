import { randomBytes } from 'node:crypto';
import type { Capability, ConformanceCase, SentToken, Signing } from './case';
import { authorizationFor, type Credentials } from './sign';
import type { Target, TokenSource } from './target';

/** Members of a signature that a token does not have. */
const OF_SIGNATURES = [
  'clockOffset',
  'method',
  'extra',
  'over',
  'header',
] as const satisfies readonly (keyof Signing)[];
/** Signers that a request with a token does not replace. */
const NEUTRAL: readonly unknown[] = [undefined, 'consumer', 'nobody'];

/** Tests whether a case is about signatures; all others can be sent with a token as well. */
export function isAboutSignatures({ sign = {}, times, token }: ConformanceCase): boolean {
  if (token) return token.signed === true;
  return !NEUTRAL.includes(sign.by) || OF_SIGNATURES.some((name) => sign[name] !== undefined) || times !== undefined;
}

/** Returns the reason for which a target cannot run a case; `undefined` if it can. */
export function reasonNotRun(target: Target, one: ConformanceCase): string | undefined {
  return needsOf(one, target)
    .map((need) => target.lacks[need] ?? missing(target)[need])
    .find((reason) => reason !== undefined);
}

/** Reasons that show without being stated, so that no case passes for want of a credential. */
function missing({ consumers, tokens }: Target): Target['lacks'] {
  return {
    ...(!consumers.consumer && { signatures: 'it needs a consumer that signs' }),
    ...(!tokens && { tokens: 'it needs a consumer with a subject, and its token' }),
    ...(!tokens?.issue && { identityProvider: 'no identity provider is at hand that issues tokens to order' }),
  };
}

/** Returns all abilities that a case needs. */
function needsOf(one: ConformanceCase, { consumers }: Target): readonly Capability[] {
  const { needs = [], token } = one;
  return [
    ...(token ? (['tokens'] as const) : []),
    ...(token?.order ? (['identityProvider'] as const) : []),
    ...(consumers.consumer === undefined && isAboutSignatures(one) ? (['signatures'] as const) : []),
    ...needs,
  ];
}

/**
 * Chooses the credentials of a case, and returns the function that makes the values of its Authorization headers, before
 * `sign.header` changes them: none, one, or two for a case that sends two credentials.
 *
 * @throws Error if the target has no such consumer
 */
export function authorizer(target: Target, one: ConformanceCase): () => Promise<readonly string[]> {
  const { sign = {}, token } = one;
  const { by = 'consumer' } = sign;
  const { tokens, consumers } = target;
  const sendsToken = token !== undefined || (consumers.consumer === undefined && by === 'consumer');
  const credentials = sendsToken && !token?.signed ? undefined : credentialsFor(target, by);
  return async () => [
    ...(credentials ? [signed(target, one, credentials)] : []),
    ...(tokens && sendsToken ? [`Bearer ${await tokenOf(tokens, token)}`] : []),
  ];
}

async function tokenOf({ correct, issue }: TokenSource, { order, change = String }: SentToken = {}): Promise<string> {
  if (!order) return change(await correct());
  if (!issue) throw new Error('no identity provider is at hand');
  return change(await issue(order));
}

/**
 * Chooses the credentials that sign a request; `undefined` for an unsigned one.
 *
 * @throws Error if the target has no such consumer
 */
export function credentialsFor(target: Target, by: NonNullable<Signing['by']>): Credentials | undefined {
  if (by === 'nobody') return undefined;
  const random = randomCredentials();
  if (by === 'unknownKey') return random;
  const { consumer } = target.consumers;
  const found = {
    ...target.consumers,
    wrongSecret: consumer && { ...consumer, consumerSecret: random.consumerSecret },
    tokenConsumer: target.tokens && { ...random, consumerKey: target.tokens.consumerKey },
  }[by];
  if (found === undefined) throw new Error(`target ${target.name} names no consumer "${by}"`);
  return found;
}

function randomCredentials(): Credentials {
  return { consumerKey: randomBytes(16).toString('hex'), consumerSecret: randomBytes(16).toString('hex') };
}

function signed(
  target: Target,
  { method = 'GET', target: path, sign = {} }: ConformanceCase,
  credentials: Credentials,
): string {
  const signing = { ...(target.signatureMethod && { method: target.signatureMethod }), ...sign };
  return authorizationFor(method, new URL(target.origin), path, credentials, signing);
}
