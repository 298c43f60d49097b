import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
  StartLiveTailCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { TestAws } from '../support/clients';

const GROUP = '/aps-gateway/lab/alpha/api01/access';
const aws = new TestAws();
let client: CloudWatchLogsClient;

beforeEach(async () => {
  await aws.start();
  client = new CloudWatchLogsClient({
    endpoint: aws.standIns.url,
    disableHostPrefix: true,
    region: 'eu-north-1',
    credentials: { accessKeyId: 'nobody', secretAccessKey: 'nothing' },
    maxAttempts: 1,
  });
  aws.standIns.logs.create(GROUP);
});
afterEach(async () => {
  client.destroy();
  await aws.stop();
});

const put = (...lines: readonly string[]) => {
  for (const line of lines) aws.standIns.logs.put(GROUP, line);
};

test('a log group that was created is found by its prefix, with the ARN that Live Tail takes', async () => {
  const { logGroups } = await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/aps-gateway/lab/' }));

  expect(logGroups).toMatchObject([
    { logGroupName: GROUP, logGroupArn: `arn:aws:logs:us-east-1:000000000000:log-group:${GROUP}` },
  ]);
});

test('the lines of a time are read page by page', async () => {
  put('{"n":1}', '{"n":2}', '{"n":3}');
  const read = (nextToken?: string) =>
    client.send(
      new FilterLogEventsCommand({
        logGroupName: GROUP,
        startTime: aws.time.getTime(),
        endTime: aws.time.getTime() + 1,
        limit: 2,
        nextToken,
      }),
    );

  const first = await read();
  const second = await read(first.nextToken);
  expect([first, second].map(({ events }) => events?.map(({ message }) => message))).toEqual([
    ['{"n":1}', '{"n":2}'],
    ['{"n":3}'],
  ]);
  expect(second.nextToken).toBeUndefined();
});

describe('Live Tail', () => {
  const start = (name = GROUP) =>
    client.send(
      new StartLiveTailCommand({ logGroupIdentifiers: [`arn:aws:logs:us-east-1:000000000000:log-group:${name}`] }),
    );

  test('sends lines as they are written, and ends with an exception when the session times out', async () => {
    const { responseStream } = await start();
    const messages: (string | undefined)[] = [];
    const reading = (async () => {
      for await (const { sessionStart, sessionUpdate } of responseStream ?? []) {
        if (sessionStart) put('{"n":1}');
        for (const { message } of sessionUpdate?.sessionResults ?? []) {
          messages.push(message);
          aws.standIns.logs.timeOutSessions();
        }
      }
    })();

    await expect(reading).rejects.toMatchObject({ name: 'SessionTimeoutException' });
    expect(messages).toEqual(['{"n":1}']);
  });

  test('of a log group that does not exist is refused', async () => {
    await expect(start('/elsewhere')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});
