import { authorizerLogGroup, type GatewayDescriptor } from '../../descriptor';
import { DAY_MS } from '../../periods';
import type { AwsPorts } from '../ports';

/** Failed attempts from one source. */
export interface CountedSource {
  /** As `sourceOf` returns it. */
  readonly source: string;
  readonly failures: number;
  /** By reason, such as `signature_invalid`; absent in reports of Contributor Insights. */
  readonly reasons?: Readonly<Record<string, number>>;
}

/** Failed attempts with one consumer key, the source with most of them first. */
export interface FailedAttempts {
  readonly from: Date;
  readonly to: Date;
  /** Source of the numbers. Contributor Insights lists the hundred pairs of key and source that fail most. */
  readonly by: 'Contributor Insights' | 'Logs Insights';
  readonly sources: readonly CountedSource[];
}

/**
 * Reads the failed attempts of the last 24 hours with a consumer key: from the report of the gateway's rule if it declares
 * one, otherwise by a search of the authorizer's log.
 *
 * @throws OnboardingError `failed` when neither can be read
 */
export async function readFailedAttempts(
  ports: Pick<AwsPorts, 'logs' | 'failureReports'>,
  gateway: GatewayDescriptor,
  consumerKey: string,
  to: Date,
): Promise<FailedAttempts> {
  const from = new Date(to.getTime() - DAY_MS);
  const { failureRule } = gateway;
  const [by, sources] =
    failureRule === undefined
      ? (['Logs Insights', await searched(ports, gateway, consumerKey, { from, to })] as const)
      : (['Contributor Insights', await reported(ports, failureRule, consumerKey, { from, to })] as const);
  return { from, to, by, sources: sources.toSorted((a, b) => b.failures - a.failures) };
}

interface Range {
  readonly from: Date;
  readonly to: Date;
}

async function reported(
  { failureReports }: Pick<AwsPorts, 'failureReports'>,
  rule: string,
  consumerKey: string,
  { from, to }: Range,
): Promise<readonly CountedSource[]> {
  const contributors = await (await failureReports()).contributors(rule, from, to);
  return contributors.flatMap(({ keys: [key, source = ''], count }) =>
    key === consumerKey ? [{ source, failures: count }] : [],
  );
}

async function searched(
  { logs }: Pick<AwsPorts, 'logs'>,
  gateway: GatewayDescriptor,
  consumerKey: string,
  range: Range,
): Promise<readonly CountedSource[]> {
  const search = await logs();
  const logGroup = authorizerLogGroup(gateway);
  if (!(await search.keptSince(logGroup, range.to))) return [];
  const query = `filter failedKey = ${JSON.stringify(consumerKey)} | stats count(*) as failures by failedFrom, reason`;
  const sources = new Map<string, Record<string, number>>();
  for (const { failedFrom = 'unknown', reason = 'unknown', failures } of await search.query({
    logGroup,
    query,
    ...range,
  }))
    sources.set(failedFrom, { ...sources.get(failedFrom), [reason]: Number(failures) });
  return [...sources].map(([source, reasons]) => ({
    source,
    failures: Object.values(reasons).reduce((sum, count) => sum + count, 0),
    reasons,
  }));
}
