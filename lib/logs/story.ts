import { type Check, CHECKS, checkOf, checkOutcomes } from '../../lambda/authorizer/contract';
import { KNOWN_FAULTS } from '../../lambda/authorizer/oauth1/known-faults/known-faults';
import { isObject } from '../is-object';
import { type Fields, textOf } from './log-entry';
import { type Reason, REASONS } from './reasons';
import type { LoggedRequest } from './request-join';
import { type RequestRecord, recordOf } from './request-record';

/** One stage of a request's way through the gateway. */
export interface Stage {
  readonly stage: 'web ACL' | 'authorizer' | 'usage plan' | 'UI node';
  readonly outcome: 'passed' | 'refused' | 'failed' | 'answered';
  readonly ms?: number;
  /** Facts from the logs, by name. */
  readonly facts: Readonly<Record<string, string>>;
}

/** Outcome of one of the authorizer's checks. */
export interface CheckResult {
  readonly check: string;
  readonly outcome: string;
}

/** Names that the line of a debugged consumer has. */
export interface DebuggedNames {
  readonly headers: readonly string[];
  readonly authorization: readonly string[];
  readonly query: readonly string[];
}

/** A request as a story: what was asked, what each stage did with it, and why it ended as it did. */
export interface Story {
  readonly record: RequestRecord;
  readonly stages: readonly Stage[];
  /** Empty if the authorizer's reason is unknown here, or it was not called. */
  readonly checks: readonly CheckResult[];
  /** Set if the consumer was debugged. */
  readonly names?: DebuggedNames;
  /** The refusal or failure, in the words of `explain`. */
  readonly refusal?: Pick<Reason, 'message' | 'remedy' | 'withTokens'> & { readonly code: string };
  /** The client's mistake that the authorizer recognized in the signature. */
  readonly signatureFault?: { readonly id: string; readonly sentence: string; readonly remedy: string };
}

/** Tells the story of a request from its log lines. */
export function storyOf(request: LoggedRequest): Story {
  const record = recordOf(request);
  const { access = {}, authorizer, forwarder } = request.lines;
  const debug = isObject(authorizer?.debug) ? authorizer.debug : undefined;
  const refusal = refusalOf(record);
  const fault = KNOWN_FAULTS.find(({ id }) => id === record.signatureFault);
  return {
    record,
    stages: [
      ...webAclStage(access),
      ...authorizerStage(record, access, authorizer),
      ...usagePlanStage(record),
      ...uiNodeStage(record, access, forwarder),
    ],
    checks: checksOf(authorizer, debug),
    ...(debug && { names: namesOf(debug) }),
    ...(refusal && { refusal }),
    ...(fault && { signatureFault: { id: fault.id, sentence: fault.sentence, remedy: fault.remedy } }),
  };
}

function webAclStage(access: Fields): readonly Stage[] {
  const decision = textOf(access, 'webAcl');
  const error = textOf(access, 'webAclError');
  if (decision === undefined && error === undefined) return [];
  const outcome = error === undefined ? (/ALLOW/.test(decision ?? '') ? 'passed' : 'refused') : 'failed';
  return [{ stage: 'web ACL', outcome, facts: factsOf({ decision, error }) }];
}

function authorizerStage(record: RequestRecord, access: Fields, line: Fields | undefined): readonly Stage[] {
  const { authorizerLatencyMs: ms } = record;
  if (ms === undefined && !line) return [];
  const reason = (line && textOf(line, 'reason')) ?? textOf(access, 'reason');
  const outcome = reason === 'allowed' ? 'passed' : reason === undefined || isFault(reason) ? 'failed' : 'refused';
  const { frames } = line ?? {};
  const facts = factsOf({
    reason,
    credentials:
      line && withTime(textOf(line, 'credentials')?.replaceAll('_', ' '), textOf(line, 'CredentialsLookupTime')),
    secret: line && textOf(line, 'secretId'),
    nonce: line && withTime('claimed', textOf(line, 'NonceClaimTime'), true),
    fault: record.fault,
    error: (line && textOf(line, 'error')) ?? textOf(access, 'authorizerError'),
    at: Array.isArray(frames) ? frames.join(', ') : undefined,
    'secret name': line && textOf(line, 'secretName'),
    member: line && textOf(line, 'member'),
    expected: line && textOf(line, 'expected'),
  });
  return [{ stage: 'authorizer', outcome, ...(ms !== undefined && { ms }), facts }];
}

function isFault(reason: string): boolean {
  return reason === 'authorizer_unavailable';
}

/** Metering of an accepted request. */
function usagePlanStage({ logs, reason = '', consumerKey, tier }: RequestRecord): readonly Stage[] {
  const ended = checkOf(reason) !== undefined || isFault(reason) || reason === 'platform_busy';
  if (!logs.includes('access') || consumerKey === undefined || ended) return [];
  const refused = ['throttled', 'quota_exceeded', 'consumer_not_metered'].includes(reason);
  const facts = factsOf({ tier, reason: refused ? reason : undefined });
  return [{ stage: 'usage plan', outcome: refused ? 'refused' : 'passed', facts }];
}

function uiNodeStage(record: RequestRecord, access: Fields, forwarder: Fields | undefined): readonly Stage[] {
  const { uiNodeLatencyMs: ms, uiNodeStatus, status, uiNodeError, consumerKey } = record;
  // The catch-all of undeclared paths answers for itself, though API Gateway counts its time as an integration's.
  if ((ms === undefined || consumerKey === undefined) && !forwarder) return [];
  const failed = forwarder !== undefined || uiNodeError !== undefined || textOf(access, 'refusal') !== undefined;
  const answered = uiNodeStatus ?? (failed ? undefined : status);
  const facts = factsOf({
    status: answered === undefined ? undefined : String(answered),
    reason: forwarder && textOf(forwarder, 'reason'),
    error: [forwarder && textOf(forwarder, 'error'), forwarder && textOf(forwarder, 'message'), uiNodeError]
      .filter((part) => part !== undefined)
      .join(': '),
  });
  return [{ stage: 'UI node', outcome: failed ? 'failed' : 'answered', ...(ms !== undefined && { ms }), facts }];
}

/** Outcomes as the function logged them, otherwise as they follow from its reason. */
function checksOf(authorizer: Fields | undefined, debug: Fields | undefined): readonly CheckResult[] {
  const logged = isObject(debug?.checks) ? debug.checks : undefined;
  if (logged) return Object.entries(logged).map(([check, outcome]) => ({ check, outcome: String(outcome) }));
  const reason = authorizer && textOf(authorizer, 'reason');
  const failed: Check | undefined = checkOf(reason ?? '');
  if (reason !== 'allowed' && failed === undefined) return [];
  const outcomes = checkOutcomes(failed);
  return CHECKS.map((check) => ({ check, outcome: outcomes[check] }));
}

function namesOf(debug: Fields): DebuggedNames {
  return { headers: texts(debug.headers), authorization: texts(debug.authorization), query: texts(debug.query) };
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function refusalOf({ reason = 'allowed' }: RequestRecord): Story['refusal'] {
  const refusal = Object.hasOwn(REASONS, reason) ? REASONS[reason] : undefined;
  if (!refusal) return undefined;
  const { message, remedy, withTokens } = refusal;
  return { code: reason, message, remedy, ...(withTokens !== undefined && { withTokens }) };
}

/** A word with a time, such as `looked up in 9 ms`. */
function withTime(word: string | undefined, time: string | undefined, needsTime = false): string | undefined {
  if (word === undefined || (needsTime && time === undefined)) return undefined;
  return time === undefined ? word : `${word} in ${time} ms`;
}

function factsOf(facts: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(facts).filter((fact): fact is [string, string] => fact[1] !== undefined && fact[1] !== ''),
  );
}
