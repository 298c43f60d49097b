import type { ConformanceCase } from '../conformance/case';
import type { Target } from '../conformance/target';
import { refusalCode } from './explain-failure';
import { failed, held, type Line, type Subject, unknown } from './line';
import { runUnthrottled } from './run-line';

/** Subject of the conclusion from the RQL lines. */
export const FORWARDING: Subject = {
  id: 'forwarding',
  group: 'rql',
  title: "the gateway's forwarding delivers every RQL form to the platform",
  proves: 'uiNodes.forwarding is what this account needs',
};

type Seen = 'httpProxy' | 'lambda' | 'unknown';

/**
 * Finds out how a gateway forwards: over httpProxy it refuses a final slash, which would be lost.
 *
 * @param slash the case that sends the final slash
 */
export async function seeForwarding(target: Target, slash: ConformanceCase): Promise<Seen> {
  const { slashLost: _, ...lacks } = target.lacks;
  const observation = await runUnthrottled({ ...target, lacks }, slash).catch(() => undefined);
  if (observation?.answer === undefined) return 'unknown';
  const code = refusalCode(observation.answer);
  if (code === 'trailing_slash_refused') return 'httpProxy';
  return code === undefined ? 'lambda' : 'unknown';
}

/** Concludes which forwarding the account needs. */
export function concludeForwarding(seen: Seen, rql: readonly Line[]): Line {
  const required = rql.filter(({ state }) => state === 'held' || state === 'failed');
  const changed = required.filter(({ state }) => state === 'failed').map(({ id }) => id);
  const now = seen === 'unknown' ? 'the forwarding is unknown' : `forwarding is ${seen}`;
  if (required.length === 0) return unknown(FORWARDING, `${now}; no RQL form was answered`);
  if (changed.length === 0) {
    const enough = {
      httpProxy: 'httpProxy suffices',
      lambda: 'whether httpProxy would suffice is not known',
      unknown: '',
    };
    return held(FORWARDING, [`${now}, and every form arrives`, enough[seen]].filter(Boolean).join('; '));
  }
  const found = `${now}; not delivered: ${changed.join(', ')}`;
  return seen === 'lambda'
    ? failed(FORWARDING, found, {
        by: 'platform team',
        means: 'the forwarder writes the query as it was sent, so the platform or a proxy in front of it changes it',
      })
    : failed(FORWARDING, found, {
        by: 'provider',
        means: "set uiNodes.forwarding: lambda for this gateway, and deploy the reseller's stack",
      });
}
