import assert from 'node:assert/strict';
import { join } from 'node:path';
import { CASES } from '../../../lib/conformance/cases';
import { attempt, CommandError } from '../command';
import type { Consumers } from '../consumers';
import { EMULATOR_LACKS } from '../emulator-target';
import { PACKAGE } from '../paths';
import type { Trial } from '../trial';

interface LiveJson {
  readonly cases: readonly { readonly id: string; readonly outcome: string }[];
  readonly probes: readonly { readonly observation: string }[];
}

/** Runs the program that is meant for AWS, so that it works on the first day with an account. */
export async function runLiveProgram({ steps, emulator, front, certificates }: Trial, consumers: Consumers) {
  await steps.step('npm run test:live differs only where the emulator lacks something', async () => {
    const gateway = ['--environment', 'trial', '--reseller', 'alpha', '--json', '--pause', '0'];
    const connection = ['--connect', `https://127.0.0.1:${front.port}`, '--ca', certificates.caFile];
    const { code, stdout, log } = await attempt(
      process.execPath,
      ['--import', 'tsx', join(PACKAGE, 'test/live/main.ts'), ...gateway, ...connection],
      {
        name: 'test-live',
        env: { ...emulator.env },
        input: JSON.stringify({ consumer: consumers.alpha, otherGateway: consumers.beta }),
      },
    );
    if (code === undefined || code > 1) throw new CommandError('the live program failed', log);
    const { cases, probes } = JSON.parse(stdout) as LiveJson;
    const lacking = CASES.filter(({ needs }) => needs?.some((need) => EMULATOR_LACKS[need] !== undefined));
    const foreseen = new Set(lacking.map(({ id }) => id));
    const differing = cases.filter(({ outcome }) => outcome === 'differed').map(({ id }) => id);
    assert.deepEqual(
      differing.filter((id) => !foreseen.has(id)),
      [],
    );
    assert.ok(differing.includes('booster-header'), log);
    return `${cases.filter(({ outcome }) => outcome === 'held').length} cases held, ${probes.length} probes answered`;
  });
}
