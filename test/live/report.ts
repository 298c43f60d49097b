import Table from 'cli-table3';
import type { ConformanceCase } from '../../lib/conformance/case';
import type { Observation } from '../../lib/conformance/run';
import type { ProbeReport } from './run-probe';
import type { UsageAnswer } from './usage-question';

/** Everything that a live run found. */
export interface LiveReport {
  readonly gateway: string;
  readonly cases: readonly { readonly conformance: ConformanceCase; readonly observation: Observation }[];
  readonly probes: readonly ProbeReport[];
  readonly usage: readonly UsageAnswer[];
  readonly unsettled: readonly { readonly question: string; readonly settle: string }[];
}

/** The report for people. */
export function formatReport({ gateway, cases, probes, usage, unsettled }: LiveReport): string {
  const differing = cases.filter(({ observation }) => observation.outcome === 'differed').length;
  return [
    `Conformance of ${gateway}: ${differing === 0 ? 'nothing differs' : `${differing} cases differ`}`,
    table(
      [['case'], ['expectation', 70], ['observation', 60]],
      cases.map((one) => [one.conformance.id, expectationOf(one.conformance), observationOf(one.observation)]),
    ),
    'Open questions about API Gateway',
    table(
      [['question', 40], ['sent'], ['seen'], ['means', 50]],
      [
        ...probes.map(({ probe, observation, meaning }) => [probe.question, sent(probe), observation, meaning]),
        ...usage.map(({ question, answer }) => [question, 'GetUsage', answer, answer]),
      ],
    ),
    'Not settled by this run',
    table(
      [
        ['question', 60],
        ['what settles it', 80],
      ],
      unsettled.map(({ question, settle }) => [question, settle]),
    ),
  ].join('\n');
}

/** The report for programs; holds no credentials. */
export function toJson({ gateway, cases, probes, usage, unsettled }: LiveReport): unknown {
  return {
    gateway,
    cases: cases.map(({ conformance: { id, title, expect }, observation }) => ({
      id,
      title,
      expected: { status: expect.status, code: expect.code },
      outcome: observation.outcome,
      observed: observationOf(observation),
    })),
    probes: probes.map(({ probe, sight, observation, meaning }) => ({
      id: probe.id,
      question: probe.question,
      sent: sent(probe),
      sight,
      observation,
      meaning,
    })),
    usage,
    unsettled,
  };
}

const sent = ({ method = 'GET', target, headers }: ProbeReport['probe']) =>
  [`${method} ${target}`, ...Object.entries(headers ?? {}).map(([name, value]) => `${name}: ${String(value)}`)].join(
    '\n',
  );

function expectationOf({ title, expect }: ConformanceCase): string {
  return `${title}: ${[expect.status, expect.code].filter(Boolean).join(' ')}`;
}

function observationOf(observation: Observation): string {
  if (observation.outcome === 'held') return 'held';
  if (observation.outcome === 'not carried') return `not run: ${observation.why}`;
  return `DIFFERS\n${observation.differences.join('\n')}`;
}

/** Columns with a width are wrapped between words; the others are as wide as what stands in them. */
function table(columns: readonly (readonly [title: string, width?: number])[], rows: readonly (readonly string[])[]) {
  const made = new Table({
    head: columns.map(([title]) => title),
    colWidths: columns.map(([, width]) => width ?? null),
    wordWrap: true,
    style: { head: [], border: [], compact: true },
  });
  made.push(...rows.map((row) => [...row]));
  return made.toString();
}
