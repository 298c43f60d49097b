import { seconds } from '../secrets-manager/stored-secret';
import { ServiceError } from '../service-error';
import type { ServiceInput } from '../service-input';

/** An answer of a REST API. */
export interface ApiAnswer {
  readonly timeMs: number;
  readonly status: number;
}

/** Returns the answers of a REST API by its name; none if it is unknown. */
export type AnswersOf = (apiName: string) => readonly ApiAnswer[];

const COUNTS: Readonly<Record<string, (status: number) => boolean>> = {
  'AWS/ApiGateway Count Sum': () => true,
  'AWS/ApiGateway 4XXError Sum': (status) => status >= 400 && status < 500,
  'AWS/ApiGateway 5XXError Sum': (status) => status >= 500,
};

/**
 * Answers GetMetricData for the counts of a REST API (CloudWatch API reference). Periods without answers have no value,
 * the newest period comes first.
 *
 * @throws ServiceError for every other metric
 */
export function metricData(input: ServiceInput, answersOf: AnswersOf): readonly object[] {
  const [fromMs, toMs] = [1000 * (input.number('StartTime') ?? 0), 1000 * (input.number('EndTime') ?? 0)];
  return input.structures('MetricDataQueries').map((query) => {
    const stat = query.structure('MetricStat');
    const metric = stat?.structure('Metric');
    const name = `${metric?.text('Namespace')} ${metric?.text('MetricName')} ${stat?.text('Stat')}`;
    const counts = COUNTS[name];
    if (!counts) throw new ServiceError('ValidationError', `the metric ${name} has no stand-in`, 400);
    const api = metric?.structures('Dimensions').find((dimension) => dimension.text('Name') === 'ApiName');
    const answers = answersOf(api?.text('Value') ?? '').filter(
      ({ timeMs, status }) => timeMs >= fromMs && timeMs < toMs && counts(status),
    );
    return { Id: query.text('Id'), StatusCode: 'Complete', ...sums(answers, 1000 * (stat?.number('Period') ?? 60)) };
  });
}

function sums(answers: readonly ApiAnswer[], periodMs: number) {
  const byStart = new Map<number, number>();
  for (const { timeMs } of answers) {
    const start = Math.floor(timeMs / periodMs) * periodMs;
    byStart.set(start, (byStart.get(start) ?? 0) + 1);
  }
  const newestFirst = [...byStart].toSorted(([a], [b]) => b - a);
  return {
    Timestamps: newestFirst.map(([start]) => seconds(new Date(start))),
    Values: newestFirst.map(([, value]) => value),
  };
}
