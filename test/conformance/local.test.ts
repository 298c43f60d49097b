/** The conformance suite against the local gateway: the synthesized template and the bundled function on localhost. */
import { CASES } from '../../lib/conformance/cases';
import { type StartedTarget, startLocalTarget } from './local-target';
import { runCase } from '../../lib/conformance/run';

let started: StartedTarget | undefined;

beforeAll(async () => {
  started = await startLocalTarget(true);
}, 60_000);

afterAll(() => started?.close());

test.each(CASES.map((conformance) => [conformance.title, conformance] as const))('%s', async (_title, conformance) => {
  const { answer: _, ...observation } = await runCase(started!.target, conformance);
  expect(observation).toEqual({ outcome: 'held' });
});
