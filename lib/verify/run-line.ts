import { setTimeout as sleep } from 'node:timers/promises';
import type { ConformanceCase } from '../conformance/case';
import { type Observation, runCase } from '../conformance/run';
import type { Answer } from '../conformance/send';
import type { Target } from '../conformance/target';
import { isObject } from '../is-object';
import { codeOf } from './connection';
import { explainFailure, type Facts, refusalCode } from './explain-failure';
import { failed, held, type Line, noted, unknown } from './line';

/** Tries of a request that a throttle refuses, a second longer apart each time. */
const TRIES = 6;
const SECOND_MS = 1000;

/**
 * Runs a case; while a throttle refuses it, waits and signs again. A throttle does not answer the case.
 *
 * @throws Error if the target cannot be reached
 */
export async function runUnthrottled(target: Target, one: ConformanceCase): Promise<Observation> {
  for (let attempt = 1; ; attempt++) {
    const observation = await runCase(target, one);
    const throttled = observation.answer !== undefined && refusalCode(observation.answer) === 'throttled';
    if (!throttled || one.expect.status === 429 || attempt === TRIES) return observation;
    await sleep(attempt * SECOND_MS);
  }
}

/** Runs a case and turns the observation into a line. */
export async function runLine(target: Target, one: ConformanceCase, facts: Facts): Promise<Line> {
  const observation = await runUnthrottled(target, one).catch((error: unknown) => codeOf(error));
  const state = typeof observation === 'string' ? undefined : passingState(one, observation);
  return state === undefined ? lineOf(one, observation, facts) : unknown(one, state);
}

/** Refusals by a state that ends, with what ends it. They say nothing about the request. */
const PASSING_STATES: Readonly<Record<string, string>> = {
  locked_out:
    'the gateway has locked this address out of the consumer key: end that with "aps-gateway consumer unlock", and run the command again',
  platform_busy:
    'the gateway sheds the load of this tier: run the command again when that has ended; "aps-gateway shed" shows it',
};

function passingState({ expect }: ConformanceCase, observation: Observation): string | undefined {
  const code = observation.outcome === 'differed' ? refusalCode(observation.answer) : undefined;
  return code === undefined || code === expect.code ? undefined : PASSING_STATES[code];
}

/** Longest text of the platform that a line repeats. */
const MESSAGE_LENGTH = 200;

/** The message of a refusal that is not the gateway's own. */
function platformMessage(answer: Answer): readonly string[] {
  if (answer.status < 400 || refusalCode(answer) !== undefined) return [];
  const message = messageOf(answer);
  return message === undefined ? [] : [`the platform says ${JSON.stringify(message.slice(0, MESSAGE_LENGTH))}`];
}

function messageOf({ body }: Answer): string | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) && typeof value['message'] === 'string' ? value['message'] : undefined;
  } catch {
    return undefined;
  }
}

/** The line of an observation, or of the network error that came instead of an answer. */
export function lineOf(one: ConformanceCase, observation: Observation | string, facts: Facts): Line {
  if (typeof observation === 'string') {
    const means =
      'the connection broke: run the command again; if it breaks again, look at proxies and firewalls on the way';
    return failed(one, `no answer: ${observation}`, { by: 'provider', means });
  }
  if (observation.outcome === 'held') return held(one);
  if (observation.outcome === 'not carried') return unknown(one, observation.why);
  const found = [...observation.differences, ...platformMessage(observation.answer)].join('; ');
  const make = one.informs ? noted : failed;
  return make(one, found, explainFailure(one, observation.answer, facts));
}
