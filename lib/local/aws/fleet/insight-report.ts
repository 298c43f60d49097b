import { ServiceError } from '../service-error';
import type { ServiceInput } from '../service-input';

/** A log line of a failed attempt. */
export interface FailedAttempt {
  readonly timeMs: number;
  readonly key: string;
  readonly source: string;
}

/** Returns the failed attempts at the gateway of a rule by the rule's name; `undefined` if no gateway has it. */
export type FailuresOf = (rule: string) => readonly FailedAttempt[] | undefined;

/**
 * Answers GetInsightRuleReport for the rule that counts failed attempts (CloudWatch API reference).
 *
 * @throws ServiceError for a rule that no gateway has
 */
export function insightReport(input: ServiceInput, failuresOf: FailuresOf): object {
  const rule = input.text('RuleName') ?? '';
  const [fromMs, toMs] = [1000 * (input.number('StartTime') ?? 0), 1000 * (input.number('EndTime') ?? 0)];
  const all = failuresOf(rule);
  if (!all) throw new ServiceError('ResourceNotFoundException', `The rule ${rule} does not exist.`, 404);
  const counts = new Map<string, number>();
  for (const { timeMs, key, source } of all) {
    const pair = JSON.stringify([key, source]);
    if (timeMs >= fromMs && timeMs < toMs) counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  const most = [...counts].toSorted(([, a], [, b]) => b - a).slice(0, input.number('MaxContributorCount') ?? 10);
  return {
    KeyLabels: ['$.failedKey', '$.failedFrom'],
    AggregationStatistic: 'Sum',
    AggregateValue: [...counts.values()].reduce((sum, count) => sum + count, 0),
    ApproximateUniqueCount: counts.size,
    Contributors: most.map(([pair, count]) => ({
      Keys: JSON.parse(pair) as string[],
      ApproximateAggregateValue: count,
    })),
  };
}
