import { bearerAuthentication } from '../../../lambda/authorizer/bearer/bearer-authentication';
import { readEitherKnowledge } from '../../../lambda/authorizer/bearer/read-knowledge';
import { signingKeys } from '../../../lambda/authorizer/bearer/signing-keys';
import { OAUTH1 } from '../../../lambda/authorizer/authentication';
import type { Verify } from '../../../lambda/authorizer/consumers/credentials-cache';
import { hmacsign } from 'oauth-sign';
import { authorize } from '../../../lambda/authorizer/authorize';
import { SourceLockout } from '../../../lambda/authorizer/lockout/lockout';
import { lockoutStages } from '../../../lambda/authorizer/lockout/lockout-stages';
import type { AuthorizerContext } from '../../../lambda/authorizer/contract';
import type { Trace } from '../../../lambda/authorizer/trace';
import { type ConsumerIdentity, type Decision, Shed } from '../../../lambda/authorizer/decision';
import { logLine } from '../../../lambda/authorizer/log-line';
import { authorizerResult } from '../../../lambda/authorizer/policy';
import { policyResource, readRequestIds } from '../../../lambda/authorizer/stages/read-request';
import { bearerDocument } from '../support/bearer';
import { portsOf } from '../support/decide';
import { credentialsDocument } from '../support/documents';
import { authorizerEvent, signedEvent, type AuthorizerEvent } from '../support/events';
import { BEARER, jwksOf, ProviderKey } from '../support/identity-provider';
import { MemoryFailures } from '../support/memory-failures';
import { MUTATIONS } from './mutations';
import { Random } from './random';

const SECRET = 'kd94hf93k423kf44';
const NOW_SECONDS = 1_795_320_000;
const URLS = [
  'https://gw1.example.com/aps/2/resources?implementing(http://parallels.com/aps/types/pa/brand/1.0)&limit(0,10)',
  'https://gw1.example.com:8443/aps/2/resources/a%20b?x=1&x=2&y=%2B+%C3%A9',
  'https://gw1.example.com/aps/2/resources',
];

/** Number of events by reason. */
export type FuzzReport = Readonly<Record<string, number>>;

const clock = (): number => NOW_SECONDS * 1000;
const LIMITS = { failures: 1, withinMinutes: 10, forMinutes: 30 };
const RULES = { sourceIps: ['198.51.100.0/24'], operations: [{ path: '/aps/2/**' }] };
const DOCUMENTS = [credentialsDocument({ rules: RULES }), bearerDocument({ rules: RULES })];

/** Ports that every gateway has. The cache is left out: a used-up budget says nothing about reading the event. */
const PORTS = {
  ...portsOf({ clock }),
  credentials: {
    find: async (key: string, verify: Verify) => {
      const document = DOCUMENTS.find(({ consumerKey }) => consumerKey === key);
      const knowledge = document
        ? readEitherKnowledge(key, JSON.stringify(document), {})
        : ({ kind: 'unknown' } as const);
      return { knowledge, provenance: 'cached' as const, signature: verify(knowledge) };
    },
  },
  // Replays are tested elsewhere.
  nonces: async () => 'claimed' as const,
};

/** Makes the brakes of a new function instance: it locks out after one failure, and sheds half of the requests. */
function brakesOf(random: Random) {
  const shedLoad = async (consumer: ConsumerIdentity) => (random.below(2) ? new Shed(consumer) : undefined);
  return {
    lockout: lockoutStages(new SourceLockout({ limits: LIMITS, store: new MemoryFailures(), clock }), clock),
    shedding: { refresh: () => {}, shedLoad },
  };
}

/**
 * Sends mutated events through the whole function except its network calls: of gateways without and with brakes, and of
 * gateways for tokens. Throws at the first event that makes the function throw, has an unsafe result, or is allowed or
 * shed although an independent signer disagrees.
 */
export async function fuzz(events: number, seed: number): Promise<FuzzReport> {
  const random = new Random(seed);
  const provider = new ProviderKey('k1');
  const token = await provider.token({ iat: NOW_SECONDS, exp: NOW_SECONDS + 600 });
  const keys = signingKeys({ fetchJwks: () => jwksOf(provider), clock, outageGraceSeconds: 900 });
  const ofTokens = bearerAuthentication({ ...BEARER, schemes: ['oauth1', 'bearer'] }, keys);
  const report: Record<string, number> = {};
  let brakes = brakesOf(random);
  for (let made = 0; made < events; made += 1) {
    if (made % 20 === 0) brakes = brakesOf(random);
    const authentication = random.pick([OAUTH1, ofTokens]);
    const ports = { ...PORTS, authenticate: authentication.authenticate, ...(random.below(2) && brakes) };
    const event = changedEvent(random, authentication === ofTokens && random.below(2) ? token : undefined);
    try {
      const trace: Trace = {};
      const outcome = await authorize(event, ports, trace);
      const line = logLine('lab/acme', { outcome, ids: readRequestIds(event), trace, startedAt: 0, endedAt: 1 });
      checkSafe(line, /^[^\n]*$/);
      if (outcome.effect !== 'deny') checkProved(event, token);
      if (outcome.effect !== 'shed') {
        const result = authorizerResult(outcome, policyResource(event), 'acme', authentication);
        checkSafe(result.context.message ?? '', /^[\x20-\x21\x23-\x5b\x5d-\x7e]*$/);
        checkSafe(result.context.challenge ?? '', /^[\x20-\x5b\x5d-\x7e]*$/);
        if (outcome.effect === 'allow') checkForwarded(event, result.context, token);
      }
      count(report, outcome);
    } catch (error) {
      throw new Error(`event ${made} of seed ${seed} fails: ${JSON.stringify(event)?.slice(0, 4000)}`, {
        cause: error,
      });
    }
  }
  return report;
}

function changedEvent(random: Random, token: string | undefined): AuthorizerEvent {
  const request = { url: random.pick(URLS), method: random.pick(['GET', 'POST']) };
  let event = token
    ? authorizerEvent({ ...request, headers: [['Authorization', `Bearer ${token}`]] })
    : signedEvent(request, {
        consumerKey: 'crm-of-acme',
        consumerSecret: SECRET,
        timestamp: NOW_SECONDS,
        nonce: `n${random.below(1e9)}`,
      });
  for (let changes = random.below(4); changes > 0 && event; changes -= 1) event = random.pick(MUTATIONS)(event, random);
  return event;
}

function count(report: Record<string, number>, outcome: Decision): void {
  const reason = outcome.effect === 'allow' ? 'allowed' : outcome.reason;
  report[reason] = (report[reason] ?? 0) + 1;
}

function checkSafe(text: string, safe: RegExp): void {
  if (!safe.test(text)) throw new Error(`not safe to repeat: ${JSON.stringify(text.slice(0, 200))}`);
}

/** Throws unless an event has the valid token, or the signature that another library computes for it. */
function checkProved(event: AuthorizerEvent, token: string): void {
  const [, scheme, rest] = /^\s*(\S+)\s+(.*?)\s*$/.exec(headerOf(event, 'authorization')) ?? [];
  if (scheme?.toLowerCase() !== 'bearer') return checkSigned(event);
  if (rest !== token) throw new Error('not denied, but the token is another one');
}

function checkSigned(event: AuthorizerEvent): void {
  const parameters: Record<string, string[]> = Object.create(null);
  const add = (name: string, value: string): void => void (parameters[name] ??= []).push(value);
  for (const [, name, value] of headerOf(event, 'authorization').matchAll(/([^\s,="]+)="((?:[^"\\]|\\.)*)"/g)) {
    if (name !== 'realm') add(decodeURIComponent(name!), decodeURIComponent(value!));
  }
  for (const [name, values] of Object.entries(
    (event.multiValueQueryStringParameters ?? {}) as Record<string, string[]>,
  )) {
    for (const value of values) add(name, value);
  }
  const { oauth_signature: given, ...signed } = parameters;
  const [domain = '', ownPort] = (event.requestContext.domainName as string).toLowerCase().split(':');
  const port = ownPort || headerOf(event, 'host').split(':')[1] || '443';
  const uri = `https://${domain}${Number(port) === 443 ? '' : `:${Number(port)}`}${event.requestContext.path as string}`;
  const expected = hmacsign(event.httpMethod as string, uri, signed, SECRET, '');
  if (given?.[0] !== expected) throw new Error('not denied, but another signer disagrees');
}

/** Throws unless the headers for the UI nodes are in their one form, and the canonical one has the same signature. */
function checkForwarded(
  event: AuthorizerEvent,
  { authorization = '', forwarded = '' }: AuthorizerContext,
  token: string,
): void {
  // A name of RFC 3986 §3.2.2, in quotes: a token, unlike a signature, proves no other.
  checkSafe(forwarded, /^(?:host="[\w.~!$&'()*+,;=%:[\]-]+";proto=https)?$/);
  if (authorization === `Bearer ${token}`) return;
  checkSafe(authorization, /^OAuth oauth_[a-z0-9_]+="[\w.~%-]*"(?:, oauth_[a-z0-9_]+="[\w.~%-]*")*$/);
  const rewritten = structuredClone(event);
  for (const headers of [rewritten.headers, rewritten.multiValueHeaders] as Record<string, unknown>[]) {
    for (const name of Object.keys(headers ?? {})) if (name.toLowerCase() === 'authorization') delete headers[name];
  }
  rewritten.multiValueHeaders = { ...rewritten.multiValueHeaders, Authorization: [authorization] };
  checkSigned(rewritten);
}

/** Returns the only value of a header, in either map and any spelling. */
function headerOf(event: AuthorizerEvent, name: string): string {
  const entries = [event.multiValueHeaders, event.headers].flatMap((map: unknown) => Object.entries(map ?? {}));
  const values = entries.filter(([spelling]) => spelling.toLowerCase() === name).flatMap(([, value]): unknown => value);
  return values.find((value) => typeof value === 'string') ?? '';
}
