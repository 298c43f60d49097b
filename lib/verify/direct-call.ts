import type { ConformanceCase } from '../conformance/case';
import { runCase } from '../conformance/run';
import type { Target } from '../conformance/target';
import { codeOf } from './connection';
import type { DirectCall } from './explain-failure';
import { held, type Line, noted, type Subject, unknown } from './line';

/** Subject of the line about requests that bypass the gateway. */
export const DIRECT: Subject = {
  id: 'direct-call',
  group: 'accepted',
  title: 'the platform refuses this consumer without the gateway',
  proves: 'the property "APS OAuth API Gateway URL" is set, so that no request bypasses the gateway',
};

/** A token names no URL, so the property does not decide about it. */
const TOKEN_ONLY = 'a token is the same at both URLs, so its answer would show nothing about the property';

/** Answer of the platform to a call of its own brand endpoint. */
export interface DirectReport {
  readonly line: Line;
  readonly call: DirectCall;
}

/**
 * Returns the line about requests that bypass the gateway. A refusal shows the property as its cause only if the same
 * consumer is accepted through the gateway.
 *
 * @param listHeld true if the platform answers the simplest request through the gateway
 */
export function concludeDirect({ line, call }: DirectReport, listHeld: boolean): Line {
  if (call !== 'refused' || listHeld) return line;
  const why = 'the consumer is not accepted through the gateway either, so another cause than the property is possible';
  return unknown(DIRECT, `${line.found}; ${why}`);
}

/**
 * Signs a request for the platform's brand endpoint and sends it there, without the gateway.
 *
 * @param list the case that sends the simplest request
 * @param brandEndpoint origin of the platform; without one, nothing is sent
 */
export async function callDirectly(
  target: Target,
  list: ConformanceCase,
  brandEndpoint: string | undefined,
): Promise<DirectReport> {
  if (target.consumers.consumer === undefined) return { line: unknown(DIRECT, TOKEN_ONLY), call: 'unknown' };
  if (brandEndpoint === undefined) return { line: unknown(DIRECT, 'no --brand-endpoint was given'), call: 'unknown' };
  const { connect: _, headers: __, ...rest } = target;
  try {
    const { answer } = await runCase({ ...rest, origin: brandEndpoint, name: brandEndpoint }, list);
    const seen = `GET ${brandEndpoint}${list.target} is answered ${answer?.status}`;
    if (answer === undefined) return { line: unknown(DIRECT, 'the request was not sent'), call: 'unknown' };
    if (answer.status === 401 || answer.status === 403) return { line: held(DIRECT, seen), call: 'refused' };
    if (answer.status !== 200) return { line: unknown(DIRECT, seen), call: 'unknown' };
    if (answer.headers['x-apsbooster-response'] === undefined)
      return {
        line: unknown(DIRECT, `${seen} without X-APSBooster-Response: the APS booster did not answer`),
        call: 'unknown',
      };
    const means = 'the property is not set yet, so requests can bypass the gateway';
    return { line: noted(DIRECT, seen, { by: 'provider', means }), call: 'accepted' };
  } catch (error) {
    return { line: unknown(DIRECT, `${brandEndpoint} does not answer: ${codeOf(error)}`), call: 'unknown' };
  }
}
