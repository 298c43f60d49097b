import type { ConformanceCase } from '../conformance/case';
import { runCase } from '../conformance/run';
import type { Target } from '../conformance/target';
import { refusalCode } from './explain-failure';
import { failed, held, type Line, type Subject, unknown } from './line';

/** Subject of the line about a throttle, which is provoked on demand only. */
export const THROTTLE: Subject = {
  id: 'throttle',
  group: 'routes',
  title: 'a throttle refuses with 429, the code throttled and Retry-After',
  proves: 'a client that is too fast learns how long to wait',
};

const AT_ONCE = 25;
const MOST_REQUESTS = 600;

/**
 * Sends the simplest request until a throttle refuses it, and checks what the refusal says. It uses up the consumer's
 * quota, so it runs on demand.
 *
 * @param list the case that sends it
 * @throws Error if the target cannot be reached
 */
export async function provokeThrottle(target: Target, list: ConformanceCase): Promise<Line> {
  for (let sent = 0; sent < MOST_REQUESTS; sent += AT_ONCE) {
    const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => runCase(target, list)));
    const refused = answers.map(({ answer }) => answer).find((answer) => answer?.status === 429);
    if (refused === undefined) continue;
    const code = refusalCode(refused);
    if (code === 'quota_exceeded') return unknown(THROTTLE, "the quota of the consumer's tier is used up");
    const after = refused.headers['retry-after'];
    const found = `429 ${code ?? 'without code'}, Retry-After: ${after ?? 'missing'}`;
    const means = "the gateway's responses are not those of this version: deploy the reseller's stack";
    return code === 'throttled' && after === '1'
      ? held(THROTTLE, found)
      : failed(THROTTLE, found, { by: 'provider', means });
  }
  return unknown(THROTTLE, `no throttle within ${MOST_REQUESTS} requests`);
}
