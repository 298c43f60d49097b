import type { LogGroup, LogLine, LogReader, TailUpdate } from '../ports';
import { explained, isAwsError } from './aws-error';
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
  StartLiveTailCommand,
  type StartLiveTailResponseStream,
} from './logs-sdk';
import { type Pace, type PaceClock, paced } from './pace';
import { type AwsClientConfig, serviceConfig } from './service-config';

/** FilterLogEvents is limited to five a second in some Regions (CloudWatch Logs quotas). */
const READ_RATE = { ratePerSecond: 4, burst: 8 };

/** CloudWatch Logs, read line by line. */
export class CloudWatchLogReader implements LogReader {
  private readonly client: CloudWatchLogsClient;
  private readonly pace: Pace;

  constructor(config: AwsClientConfig, clock: PaceClock) {
    const settings = serviceConfig(config, 'cloudWatchLogs');
    // Live Tail has a host of its own, streaming-logs.…, which an endpoint does not have.
    this.client = new CloudWatchLogsClient({ ...settings, disableHostPrefix: settings.endpoint !== undefined });
    this.pace = paced(READ_RATE, clock);
  }

  async groups(namePrefix: string): Promise<readonly LogGroup[]> {
    const found: LogGroup[] = [];
    for (let nextToken: string | undefined; ;) {
      await this.pace();
      const command = new DescribeLogGroupsCommand({ logGroupNamePrefix: namePrefix, nextToken });
      const page = await this.client.send(command).catch(rethrow('logs:DescribeLogGroups'));
      for (const { logGroupName, logGroupArn, arn } of page.logGroups ?? []) {
        // Emulators know only the older member, which ends in ":*".
        const known = logGroupArn ?? arn?.replace(/:\*$/, '');
        if (logGroupName !== undefined && known !== undefined) found.push({ name: logGroupName, arn: known });
      }
      nextToken = page.nextToken;
      if (nextToken === undefined) return found;
    }
  }

  async *lines({ logGroup, from, to }: Parameters<LogReader['lines']>[0]): AsyncIterable<readonly LogLine[]> {
    const [startTime, endTime] = [from.getTime(), to.getTime()];
    for (let nextToken: string | undefined; ;) {
      await this.pace();
      const command = new FilterLogEventsCommand({ logGroupName: logGroup, startTime, endTime, nextToken });
      const page = await this.client.send(command).catch(rethrow('logs:FilterLogEvents'));
      yield (page.events ?? []).map(({ timestamp = startTime, message = '' }) => {
        return { logGroup, timeMs: timestamp, text: message };
      });
      nextToken = page.nextToken;
      if (nextToken === undefined) return;
    }
  }

  async tail(groups: readonly LogGroup[], signal: AbortSignal): Promise<AsyncIterable<TailUpdate>> {
    const command = new StartLiveTailCommand({ logGroupIdentifiers: groups.map(({ arn }) => arn) });
    const { responseStream } = await this.client
      .send(command, { abortSignal: signal })
      .catch(rethrow('logs:StartLiveTail'));
    return updates(responseStream ?? emptyStream(), groups, signal);
  }
}

/** Reads the stream of a session to its end: a time-out and an abort are ends like any other. */
async function* updates(
  stream: AsyncIterable<StartLiveTailResponseStream>,
  groups: readonly LogGroup[],
  signal: AbortSignal,
): AsyncIterable<TailUpdate> {
  try {
    for await (const { sessionUpdate } of stream) {
      if (!sessionUpdate) continue;
      const lines = (sessionUpdate.sessionResults ?? []).flatMap((event): readonly LogLine[] => {
        const { logGroupIdentifier = '', timestamp = 0, message = '' } = event;
        const group = groups.find(
          ({ name, arn }) => [arn, name].includes(logGroupIdentifier) || logGroupIdentifier.endsWith(`:${name}`),
        );
        return group ? [{ logGroup: group.name, timeMs: timestamp, text: message }] : [];
      });
      yield { lines, sampled: sessionUpdate.sessionMetadata?.sampled === true };
    }
  } catch (error) {
    if (signal.aborted || isAwsError(error, 'SessionTimeoutException')) return;
    throw explained(error, 'logs:StartLiveTail');
  }
}

async function* emptyStream(): AsyncIterable<StartLiveTailResponseStream> {}

function rethrow(permission: string): (error: unknown) => never {
  return (error) => {
    throw explained(error, permission);
  };
}
