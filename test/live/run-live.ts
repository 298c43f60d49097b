import { setTimeout as sleep } from 'node:timers/promises';
import { CASES } from '../../lib/conformance/cases';
import { runCase } from '../../lib/conformance/run';
import type { Target } from '../../lib/conformance/target';
import { PROBES, UNSETTLED } from './probes';
import type { LiveReport } from './report';
import { runProbe } from './run-probe';
import type { UsageAnswer } from './usage-question';

/** Runs every case and every probe, one after the other. */
export async function runLive(
  target: Target,
  usage: () => Promise<readonly UsageAnswer[]>,
  pauseMilliseconds: number,
): Promise<LiveReport> {
  const cases: LiveReport['cases'][number][] = [];
  for (const conformance of CASES) {
    const observation = await runCase(target, conformance);
    cases.push({ conformance, observation });
    if (observation.outcome !== 'not carried') await sleep(pauseMilliseconds);
  }
  const probes: LiveReport['probes'][number][] = [];
  for (const probe of PROBES) {
    probes.push(await runProbe(target, probe));
    await sleep(pauseMilliseconds);
  }
  return { gateway: target.name, cases, probes, usage: await usage(), unsettled: UNSETTLED };
}
