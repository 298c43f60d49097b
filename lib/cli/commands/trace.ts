import { type Command, Argument } from 'commander';
import { findRequest, REQUEST_ID_PATTERN } from '../../logs/find-request';
import { logOf } from '../../logs/log-entry';
import { storyOf } from '../../logs/story';
import { OnboardingError } from '../../onboarding/errors';
import { readResellerId } from '../../onboarding/fields/identity';
import { requireGateway } from '../../onboarding/inventory/require-gateway';
import type { LogGroup } from '../../onboarding/ports';
import type { Context } from '../context';
import type { Handler } from '../handle';
import { commonOptions, examples } from '../options/common-options';
import { readSince } from '../options/since-option';
import { storyText } from '../output/story-text';
import { traceLinks } from '../trace-links';

interface TraceOptions {
  readonly reseller?: string;
  readonly since: string;
}

/** `trace REQUESTID`. */
export function trace(parent: Command, handler: Handler): void {
  const command = parent
    .command('trace')
    .description('show what became of one request: each stage with its time, decision and reason')
    .addArgument(
      new Argument(
        '<requestId>',
        '"requestId" of an answer, or its header x-amz-apigw-id or x-amzn-RequestId',
      ).argParser(readRequestId),
    )
    .option(
      '--reseller <id>',
      "look only at this reseller's gateway; without it at all of the environment",
      readResellerId,
    )
    .option('--since <time>', 'look this far back: a duration such as 2h or 7d, or a time', '1d');
  command.addHelpText(
    'after',
    '\nLogs Insights searches the logs; AWS bills it by what it reads. --reseller and --since limit that.',
  );
  examples(
    commonOptions(command),
    "trace 'SBeAzEw0VKVOvO5=' --reseller alpha",
    "trace 'SBeAzEw0VKVOvO5=' --since 7d --json",
  );
  command.action(
    handler.run(async (context, options: TraceOptions, requestId: string) => {
      const to = context.io.now();
      const from = readSince(options.since, to);
      const ports = await context.ports();
      const groups = await logGroups(context, options.reseller);
      const search = await ports.logs();
      const found = await findRequest(search, { groups: groups.map(({ name }) => name), requestId, from, to });
      if (!found) throw unknownRequest(requestId, from, options);
      const story = storyOf(found.request);
      const links = traceLinks(groups[0]?.arn.split(':')[3], story.record, found);
      context.out.result({ ...story, links }, () => storyText(story, links, context.out.colors));
    }),
  );
}

function readRequestId(text: string): string {
  if (REQUEST_ID_PATTERN.test(text)) return text;
  throw new OnboardingError(
    'usage',
    `requestId: got ${JSON.stringify(text)}, expected 6 to 128 letters, digits and _ = + / . : - as in the answer`,
  );
}

/** Log groups of requests: of one gateway, or of every one that the environment has or had. */
async function logGroups(context: Context, reseller: string | undefined): Promise<readonly LogGroup[]> {
  const { environment } = context;
  const ports = await context.ports();
  const reader = await ports.logReader();
  const gateway = reseller === undefined ? undefined : await requireGateway(ports.gateways, environment, reseller);
  const prefix = gateway ? gateway.accessLogGroup.replace(/access$/, '') : `/aps-gateway/${environment}/`;
  const groups = (await reader.groups(prefix)).filter(({ name }) => logOf(name) !== undefined);
  if (groups.length > 0) return groups;
  throw new OnboardingError(
    'notFound',
    `There are no log groups ${prefix}…. Deploy the environment, or check --environment, --region and --profile.`,
  );
}

function unknownRequest(requestId: string, from: Date, { reseller }: TraceOptions): OnboardingError {
  const where = reseller === undefined ? 'No gateway of the environment has' : `The gateway of ${reseller} has not`;
  return new OnboardingError(
    'notFound',
    `${where} logged a request ${requestId} since ${from.toISOString()}. Logs arrive some seconds late: try again, or look further back with --since 7d.`,
  );
}
