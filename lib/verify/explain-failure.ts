import type { ConformanceCase, Failure } from '../conformance/case';
import { codeOf, messageOf } from '../conformance/run';
import type { Answer } from '../conformance/send';
import { type CodedRefusal, refusalInAnswer } from './refusal-in-answer';

/** The platform's answer to a request that was signed for its own brand endpoint, without the gateway. */
export type DirectCall = 'accepted' | 'refused' | 'unknown';

/** Facts that tell the causes of a failure apart. */
export interface Facts {
  /** URL of the gateway, which the property must name. */
  readonly url: string;
  readonly direct: DirectCall;
  /** True if the platform answers the simplest correct request. */
  readonly listHeld: boolean;
  /** True if requests have a bearer token instead of a signature. */
  readonly sendsToken: boolean;
}

/** Returns the code of the gateway's own refusal; `undefined` for every other answer, such as the platform's. */
export function refusalCode(answer: Answer): string | undefined {
  return refusalOf(answer, { sendsToken: false })?.code;
}

function refusalOf(answer: Answer, { sendsToken }: Pick<Facts, 'sendsToken'>): CodedRefusal | undefined {
  const [code, message] = [codeOf(answer), messageOf(answer)].map((text) =>
    typeof text === 'string' ? text : undefined,
  );
  return refusalInAnswer(code, { message, scheme: sendsToken ? 'bearer' : 'oauth1' });
}

/**
 * Tests whether the resource policy refused a request: the authorizer was not asked, so the code of the refusal is empty.
 * Such an answer says nothing about the request.
 */
export function isRefusedByPolicy(answer: Answer): boolean {
  return answer.status === 401 && codeOf(answer) === '';
}

/** Explains an answer that a case did not expect: cause, remedy, and who mends it. */
export function explainFailure({ expect, failure, group, id }: ConformanceCase, answer: Answer, facts: Facts): Failure {
  const refusal = refusalOf(answer, facts);
  // An answer with the expected status has the wrong headers or code, as the case explains.
  if (answer.status === expect.status) return failure;
  if (refusal) return ofGateway(refusal, failure.by);
  if (expect.status >= 400 || answer.status < 400) return failure;
  if (group === 'rql' && facts.listHeld) {
    return answer.status === 401
      ? failure
      : { ...failure, means: `the parser does not take the form that arrives: ${failure.means}` };
  }
  return id === 'list' || !facts.listHeld ? ofPlatform(answer, facts) : failure;
}

function ofGateway({ code, message, remedy }: CodedRefusal, by: Failure['by']): Failure {
  return { by, means: `the gateway refuses it: ${message} ${remedy}${HINTS[code] ?? ''}` };
}

/** Advice on a refusal for the person who verifies. */
const HINTS: Readonly<Record<string, string>> = {
  authorization_scheme_unsupported:
    ' "verify" signs its requests, unless it gets a token with --token-file and the consumer key of its subject.',
  signature_invalid: ' The gateway holds another secret for this consumer key, or none: compare with "consumer show".',
  platform_busy: ' "aps-gateway shed" shows which tiers wait, and until when.',
};

const PROPERTY = 'the system property "APS OAuth API Gateway URL"';

const TOKEN_REFUSED: Failure = {
  by: 'platform team',
  means:
    'the gateway accepts the token, the platform does not: it must trust the same identity provider, accept the same audience, and find a user for the same claim. A proxy in front of the UI nodes may also remove the header',
};

/** A refusal by the platform, which has no code of ours. */
function ofPlatform(answer: Answer, { url, direct, sendsToken }: Facts): Failure {
  const { status } = answer;
  if (status === 403)
    return {
      by: 'platform team',
      means:
        'the platform accepts the credentials, but does not allow the request: look at the user\'s "APS Bus Access", its operations and its role',
    };
  if (status === 404)
    return { by: 'platform team', means: 'there is no APS bus at this address: uiNodes must name a brand endpoint' };
  if (status !== 401)
    return { by: 'platform team', means: 'the platform itself fails: look at the logs of the UI node' };
  if (sendsToken) return TOKEN_REFUSED;
  if (answer.headers['x-apsbooster-response'] === undefined)
    return {
      by: 'platform team',
      means: `the gateway accepts the signature, and something behind it refuses the request without the header of the APS booster: a proxy in front of the UI nodes, or a UI node without booster. If it is a UI node, compare ${PROPERTY} with ${url}`,
    };
  if (direct === 'accepted')
    return {
      by: 'provider',
      means: `${PROPERTY} is not set: the platform still accepts this consumer without the gateway. Set it to ${url}`,
      cause: 'propertyNotSet',
    };
  const named = PROPERTY.replace('the', 'The');
  const pair = `the platform holds another secret for this consumer key, or the user is disabled or lacks "APS Bus Access"`;
  if (direct === 'refused')
    return {
      by: 'provider',
      means: `the gateway accepts the signature, the platform does not, with or without the gateway. ${named} is set to another URL than ${url}, or ${pair}. From outside, nothing shows which of these it is`,
    };
  return {
    by: 'provider',
    means: `the gateway accepts the signature, the platform does not. ${named} is not set, or not exactly to ${url}, or ${pair}. From outside, nothing shows which of these it is; --brand-endpoint shows whether the property is set`,
  };
}
