/** The live run against the local gateway, which behaves as we believe that AWS does. */
import { CASES } from '../../lib/conformance/cases';
import { type StartedTarget, startLocalTarget } from '../conformance/local-target';
import { gatewayTarget } from '../../lib/verify/gateway-target';
import { PROBES } from './probes';
import { formatReport, type LiveReport, toJson } from './report';
import { runLive } from './run-live';

let started: StartedTarget | undefined;
let report: LiveReport;

beforeAll(async () => {
  started = await startLocalTarget();
  const { target, descriptor } = started;
  const live = gatewayTarget({ ...descriptor, url: target.origin }, target.consumers, { ca: target.ca! });
  report = await runLive(live, async () => [{ question: 'which?', answer: 'the first' }], 0);
});

afterAll(() => started?.close());

test('every case that a run from outside can carry holds', () => {
  const differing = report.cases.filter(({ observation }) => observation.outcome === 'differed');
  expect(differing.map(({ conformance, observation }) => [conformance.id, observation])).toEqual([]);
});

test('with all consumers given, only cases that write, lock out, or need what is not seen from outside are not run', () => {
  const notRun = report.cases.filter(({ observation }) => observation.outcome === 'not carried');
  const [tokens, others] = [true, false].map((ofTokens) =>
    notRun.map(({ conformance }) => conformance).filter(({ group }) => (group === 'tokens') === ofTokens),
  );
  expect(tokens).toEqual(CASES.filter(({ group }) => group === 'tokens'));
  expect(others!.map(({ id }) => id)).toEqual([
    'forwarded-host',
    'forwarded-host-forged',
    'canonical-authorization',
    'canonical-authorization-lower-case',
    'post-json',
    'group-allows',
    'identity',
    'compressed-request',
    'cookie',
    'trailing-slash',
    'group',
    'group-above-level',
    'vpc-endpoint',
    'locked-out',
    'shed',
    'shed-others-served',
    'shed-forged',
    'shed-ends',
  ]);
});

test('every probe sees something that it foresees', () => {
  const surprised = report.probes.filter(({ probe, sight }) => probe.means[sight] === undefined);
  expect(surprised.map(({ probe, observation }) => [probe.id, observation])).toEqual([]);
});

test('each probe has an id of its own', () => {
  const ids = PROBES.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('no consumer secret is in either report', () => {
  const secrets = Object.values(started!.target.consumers).map(({ consumerSecret }) => consumerSecret);
  const printed = formatReport(report) + JSON.stringify(toJson(report));
  expect(secrets.filter((secret) => printed.includes(secret))).toEqual([]);
});
