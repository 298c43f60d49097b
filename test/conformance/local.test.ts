/** The conformance suite against the local gateway: the synthesized template and the bundled function on localhost. */
import { CASES } from '../../lib/conformance/cases';
import { type StartedTarget, startLocalTarget } from './local-target';
import { runCase } from '../../lib/conformance/run';

let started: StartedTarget | undefined;

beforeAll(async () => {
  started = await startLocalTarget(true);
});

afterAll(() => started?.close());

test.each(CASES.map((conformance) => [conformance.title, conformance] as const))('%s', async (_title, conformance) => {
  const { target, tokenTargets } = started!;
  const { answer: _, ...observation } = await runCase(
    conformance.group === 'tokens' ? tokenTargets.gamma : target,
    conformance,
  );
  expect(observation).toEqual({ outcome: 'held' });
});

test.each(
  CASES.filter(({ group }) => group === 'tokens').map((conformance) => [conformance.title, conformance] as const),
)('where only tokens are accepted, %s', async (_title, conformance) => {
  const { answer: _, ...observation } = await runCase(started!.tokenTargets.delta, conformance);
  expect(observation).toEqual(
    ['token-key-signed', 'token-and-signature'].includes(conformance.id)
      ? { outcome: 'not carried', why: 'the gateway accepts only bearer tokens' }
      : { outcome: 'held' },
  );
});
