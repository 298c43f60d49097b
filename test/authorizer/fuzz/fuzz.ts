import type { Verify } from '../../../lambda/authorizer/consumers/credentials-cache';
import { hmacsign } from 'oauth-sign';
import { authorize } from '../../../lambda/authorizer/authorize';
import type { AuthorizerContext } from '../../../lambda/authorizer/contract';
import type { Trace } from '../../../lambda/authorizer/trace';
import type { Decision } from '../../../lambda/authorizer/decision';
import { logLine } from '../../../lambda/authorizer/log-line';
import { authorizerResult } from '../../../lambda/authorizer/policy';
import { policyResource, readRequestIds } from '../../../lambda/authorizer/stages/read-request';
import { portsOf, source } from '../support/decide';
import { credentialsDocument } from '../support/documents';
import { signedEvent, type AuthorizerEvent } from '../support/events';
import { MUTATIONS } from './mutations';
import { Random } from './random';

const SECRET = 'kd94hf93k423kf44';
const NOW_SECONDS = 1_795_320_000;
const URLS = [
  'https://gw1.example.com/aps/2/resources?implementing(http://parallels.com/aps/types/pa/brand/1.0)&limit(0,10)',
  'https://gw1.example.com:8443/aps/2/resources/a%20b?x=1&x=2&y=%2B+%C3%A9',
  'https://gw1.example.com/aps/2/resources',
];

/** How often each reason occurred. */
export type FuzzReport = Readonly<Record<string, number>>;

/**
 * Sends mutated events through the whole function except its network calls. Throws at the first event that makes the
 * function throw, has an unsafe result, or is allowed although an independent signer disagrees.
 */
export async function fuzz(events: number, seed: number): Promise<FuzzReport> {
  const random = new Random(seed);
  const lookUp = source([
    credentialsDocument({ rules: { sourceIps: ['198.51.100.0/24'], operations: [{ path: '/aps/2/**' }] } }),
  ]);
  const ports = {
    ...portsOf({ clock: () => NOW_SECONDS * 1000 }),
    // Bypasses the budget of look-ups: exhausting it says nothing about reading the event.
    credentials: {
      find: async (key: string, verify: Verify) => {
        const knowledge = await lookUp(key);
        return { knowledge, provenance: 'cached' as const, signature: verify(knowledge) };
      },
    },
    // Replays are tested elsewhere.
    nonces: async () => 'claimed' as const,
  };
  const report: Record<string, number> = {};
  for (let made = 0; made < events; made += 1) {
    const event = changedEvent(random);
    try {
      const trace: Trace = {};
      const outcome = await authorize(event, ports, trace);
      const result = authorizerResult(outcome, policyResource(event), 'acme');
      const line = logLine('lab/acme', { outcome, ids: readRequestIds(event), trace, startedAt: 0, endedAt: 1 });
      checkSafe(result.context.message ?? '', /^[\x20-\x21\x23-\x5b\x5d-\x7e]*$/);
      checkSafe(result.context.challenge ?? '', /^[\x20-\x5b\x5d-\x7e]*$/);
      checkSafe(line, /^[^\n]*$/);
      if (outcome.effect === 'allow') {
        checkAllowed(event);
        checkForwarded(event, result.context);
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

function changedEvent(random: Random): AuthorizerEvent {
  let event = signedEvent(
    { url: random.pick(URLS), method: random.pick(['GET', 'POST']) },
    { consumerKey: 'crm-of-acme', consumerSecret: SECRET, timestamp: NOW_SECONDS, nonce: `n${random.below(1e9)}` },
  );
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

/** Throws unless an allowed event has the signature that another library computes for it. */
function checkAllowed(event: AuthorizerEvent): void {
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
  if (given?.[0] !== expected) throw new Error('allowed, but another signer disagrees');
}

/** Throws unless the headers for the UI nodes are in their one form, and the canonical one has the same signature. */
function checkForwarded(event: AuthorizerEvent, { authorization = '', forwarded = '' }: AuthorizerContext): void {
  checkSafe(authorization, /^OAuth oauth_[a-z0-9_]+="[\w.~%-]*"(?:, oauth_[a-z0-9_]+="[\w.~%-]*")*$/);
  checkSafe(forwarded, /^(?:host="[\w.:[\]-]+";proto=https)?$/);
  const rewritten = structuredClone(event);
  for (const headers of [rewritten.headers, rewritten.multiValueHeaders] as Record<string, unknown>[]) {
    for (const name of Object.keys(headers ?? {})) if (name.toLowerCase() === 'authorization') delete headers[name];
  }
  rewritten.multiValueHeaders = { ...rewritten.multiValueHeaders, Authorization: [authorization] };
  checkAllowed(rewritten);
}

/** Returns the only value of a header, in either map and any spelling. */
function headerOf(event: AuthorizerEvent, name: string): string {
  const entries = [event.multiValueHeaders, event.headers].flatMap((map: unknown) => Object.entries(map ?? {}));
  const values = entries.filter(([spelling]) => spelling.toLowerCase() === name).flatMap(([, value]): unknown => value);
  return values.find((value) => typeof value === 'string') ?? '';
}
