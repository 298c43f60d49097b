import { explained } from '../../onboarding/adapters/aws-error';
import { DAY_MS } from '../../periods';
import type { DayAnswers, DayRange, MeteredApi } from '../answers';
import { type CloudWatchClient, GetMetricDataCommand, type MetricDataQuery } from './status-sdk';

/** Metrics of a REST API (API Gateway developer guide, "Amazon API Gateway dimensions and metrics"). */
const METRIC_NAMES = { requests: 'Count', status4xx: '4XXError', status5xx: '5XXError' } as const;
type Counted = keyof typeof METRIC_NAMES;
const COUNTED = Object.keys(METRIC_NAMES) as readonly Counted[];
/** Queries of one call (CloudWatch API reference, GetMetricData). */
const MOST_QUERIES = 500;
const APIS_PER_CALL = Math.floor(MOST_QUERIES / COUNTED.length);

/**
 * Reads the answers of REST APIs by day.
 *
 * @returns by the name of the API, each day of the range in order; days without requests count 0
 * @throws OnboardingError `failed` when the metrics cannot be read
 */
export async function answersPerDay(
  cloudWatch: CloudWatchClient,
  apis: readonly MeteredApi[],
  range: DayRange,
): Promise<ReadonlyMap<string, readonly DayAnswers[]>> {
  const days = daysOf(range);
  const sums = new Map<string, number>();
  for (let first = 0; first < apis.length; first += APIS_PER_CALL) {
    await readSums(cloudWatch, apis.slice(first, first + APIS_PER_CALL), range, sums);
  }
  const sum = (apiName: string, counted: Counted, day: string) => sums.get(keyOf(apiName, counted, day)) ?? 0;
  const answersOn = (apiName: string, day: string): DayAnswers => ({
    day,
    requests: sum(apiName, 'requests', day),
    status4xx: sum(apiName, 'status4xx', day),
    status5xx: sum(apiName, 'status5xx', day),
  });
  return new Map(apis.map(({ name }) => [name, days.map((day) => answersOn(name, day))]));
}

async function readSums(
  cloudWatch: CloudWatchClient,
  apis: readonly MeteredApi[],
  { from, to }: DayRange,
  sums: Map<string, number>,
): Promise<void> {
  const wanted = apis.flatMap((api) => COUNTED.map((counted) => ({ api, counted })));
  const MetricDataQueries = wanted.map(({ api, counted }, index) => queryOf(`m${index}`, api, counted));
  let NextToken: string | undefined;
  do {
    const command: GetMetricDataCommand = new GetMetricDataCommand({
      MetricDataQueries,
      StartTime: startOfDay(from),
      EndTime: to,
      ...(NextToken && { NextToken }),
    });
    const page = await cloudWatch.send(command).catch((error: unknown) => {
      throw explained(error, 'cloudwatch:GetMetricData');
    });
    for (const { Id = '', Timestamps = [], Values = [] } of page.MetricDataResults ?? []) {
      const of = wanted[Number(Id.slice(1))];
      if (!of) continue;
      for (const [index, at] of Timestamps.entries())
        sums.set(keyOf(of.api.name, of.counted, dayOf(at)), Values[index] ?? 0);
    }
    ({ NextToken } = page);
  } while (NextToken);
}

function queryOf(Id: string, { name, stage }: MeteredApi, counted: Counted): MetricDataQuery {
  const Dimensions = [
    { Name: 'ApiName', Value: name },
    { Name: 'Stage', Value: stage },
  ];
  const Metric = { Namespace: 'AWS/ApiGateway', MetricName: METRIC_NAMES[counted], Dimensions };
  return { Id, MetricStat: { Metric, Period: DAY_MS / 1000, Stat: 'Sum' } };
}

function daysOf({ from, to }: DayRange): readonly string[] {
  const days: string[] = [];
  for (let at = startOfDay(from).getTime(); at <= to.getTime(); at += DAY_MS) days.push(dayOf(new Date(at)));
  return days;
}

function startOfDay(at: Date): Date {
  return new Date(Math.floor(at.getTime() / DAY_MS) * DAY_MS);
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

function keyOf(apiName: string, counted: Counted, day: string): string {
  return `${apiName} ${counted} ${day}`;
}
