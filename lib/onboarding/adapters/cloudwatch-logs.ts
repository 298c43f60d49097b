import { DAY_MS } from '../../periods';
import { OnboardingError } from '../errors';
import type { LogRow, LogSearch, LogSearchRequest } from '../ports';
import { answered, explained } from './aws-error';
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  GetQueryResultsCommand,
  type ResultField,
  StartQueryCommand,
  StopQueryCommand,
} from './logs-sdk';
import { type Pace, type PaceClock, paced } from './pace';
import { type AwsClientConfig, serviceConfig } from './service-config';

/** A query that runs longer than this is abandoned. */
const LONGEST_QUERY_MS = 60_000;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 2000;
/** Most rows of a query (StartQuery, API reference). */
const MOST_ROWS = 10_000;

/** StartQuery is limited to five a second in some Regions (CloudWatch Logs quotas). */
const QUERY_RATE = { ratePerSecond: 4, burst: 4 };

/** CloudWatch Logs Insights. */
export class CloudWatchLogSearch implements LogSearch {
  private readonly client: CloudWatchLogsClient;
  private readonly pace: Pace;

  constructor(
    config: AwsClientConfig,
    private readonly clock: PaceClock,
  ) {
    this.client = new CloudWatchLogsClient(serviceConfig(config, 'cloudWatchLogs'));
    this.pace = paced(QUERY_RATE, clock);
  }

  async keptSince(logGroup: string, now: Date): Promise<Date | undefined> {
    const { logGroups = [] } = await this.send('logs:DescribeLogGroups', () =>
      this.client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: logGroup })),
    );
    const found = logGroups.find(({ logGroupName }) => logGroupName === logGroup);
    if (!found) return undefined;
    const { creationTime = 0, retentionInDays } = found;
    const oldest = retentionInDays === undefined ? 0 : now.getTime() - retentionInDays * DAY_MS;
    return new Date(Math.max(creationTime, oldest));
  }

  async query({ logGroup, query, from, to }: LogSearchRequest): Promise<readonly LogRow[]> {
    const command = new StartQueryCommand({
      logGroupNames: typeof logGroup === 'string' ? [logGroup] : [...logGroup],
      queryString: query,
      startTime: Math.floor(from.getTime() / 1000),
      endTime: Math.ceil(to.getTime() / 1000),
      limit: MOST_ROWS,
    });
    const searched = typeof logGroup === 'string' ? `the log ${logGroup}` : `${logGroup.length} logs`;
    await this.pace();
    const started = await this.send('logs:StartQuery', () => this.client.send(command));
    const queryId = answered(started.queryId, 'logs:StartQuery', 'queryId');
    const givenUpAt = this.clock.now() + LONGEST_QUERY_MS;
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
      const { status, results = [] } = await this.send('logs:GetQueryResults', () =>
        this.client.send(new GetQueryResultsCommand({ queryId })),
      );
      if (status === 'Complete') return results.map(rowOf);
      if (status !== 'Running' && status !== 'Scheduled') {
        throw new OnboardingError('failed', `The search of ${searched} ended as ${status}. Run it again.`);
      }
      if (this.clock.now() >= givenUpAt) {
        await this.send('logs:StopQuery', () => this.client.send(new StopQueryCommand({ queryId })));
        throw new OnboardingError(
          'failed',
          `The search of ${searched} did not end within ${LONGEST_QUERY_MS / 1000} seconds. Search a shorter time.`,
        );
      }
      await this.clock.sleep(pause);
    }
  }

  private async send<T>(permission: string, call: () => Promise<T>): Promise<T> {
    return call().catch((error: unknown) => {
      throw explained(error, permission);
    });
  }
}

/** A row by the names of its fields. */
function rowOf(fields: readonly ResultField[]): LogRow {
  return Object.fromEntries(
    fields.flatMap(({ field, value }) => (field === undefined || value === undefined ? [] : [[field, value]])),
  );
}
