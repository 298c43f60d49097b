import type { Command } from 'commander';
import { OnboardingError } from '../../onboarding/errors';
import { keepVerification, type Verification } from '../../verify/last-verification';
import type { Line } from '../../verify/line';
import type { Context } from '../context';
import { EXIT_CODES } from '../exit-codes';
import type { Handler } from '../handle';
import { resellerArgument } from '../options/arguments';
import { commonOptions, examples } from '../options/common-options';
import { secretOptions } from '../options/secret-input';
import type { VerifyOptions, Wanted } from '../verification/read-request';

/** `verify RESELLER`. */
export function verify(parent: Command, handler: Handler): void {
  const command = parent
    .command('verify')
    .description(
      "send requests of a consumer to a reseller's gateway and show line by line what holds; changes nothing",
    )
    .addArgument(resellerArgument())
    .option('--consumer-key <key>', 'consumer that sends them (APS_GATEWAY_CONSUMER_KEY)')
    .option('--token-file <file>', 'its bearer token, if it has a subject instead of a secret; - is standard input')
    .option('--other-consumer <reseller/key>', 'consumer of another gateway, which this one has to refuse')
    .option(
      '--brand-endpoint <url>',
      "the platform's brand endpoint, to see whether it accepts the consumer there as well",
    )
    .option('--only <lines>', 'ids of lines or names of groups, separated by commas')
    .option('--throttle', "provoke a throttle; uses up some of the consumer's quota")
    .option('--writable', 'also create resources on the platform')
    .option('--url <url>', "the gateway's URL, for people without access to AWS; the result is not kept")
    .option('--connect <url>', 'connect to this origin instead, such as before the DNS record exists')
    .option('--vpc-endpoint <id>', 'VPC endpoint that npm start simulates (default: the first of an internal gateway)')
    .option('--cacert <file>', 'trust these certificate authorities (PEM) only')
    .option('--cert <file>', 'client certificate (PEM), for a gateway with mutual TLS')
    .option('--key <file>', 'its private key (PEM)');
  commonOptions(secretOptions(command));
  examples(
    command,
    'verify alpha --consumer-key crm-prod',
    'verify alpha --consumer-key crm-prod --only rql,replay',
    'verify alpha --consumer-key crm=7Cprod --token-file token',
    'verify alpha --consumer-key crm-prod --url https://api.alpha.example --secret-file secret',
  );
  command.action(
    handler.run(async (context, options: VerifyOptions, reseller: string) => {
      const { readRequest } = await import('../verification/read-request.ts');
      const wanted = await readRequest(context, options, reseller);
      const lines = await run(context, wanted);
      const result = resultOf(lines, wanted, {
        at: context.io.now().toISOString(),
        packageVersion: handler.program.version,
      });
      const kept = await keep(context, wanted, result);
      const { conclude, endText } = await import('../verification/line-text.ts');
      const conclusion = conclude(lines, wanted.asked);
      const { verified, notChecked } = conclusion;
      context.out.result({ reseller, ...result, verified, notChecked, kept, lines }, () =>
        endText(conclusion, kept, context.out.colors),
      );
      return verified ? EXIT_CODES.done : EXIT_CODES.failed;
    }),
  );
}

/** Verifies, and shows each line as soon as those before it are known. */
async function run({ out }: Context, { request, consumerKey }: Wanted): Promise<readonly Line[]> {
  const [{ verifyGateway }, { LineTexts }] = await Promise.all([
    import('../../verify/verify.ts'),
    import('../verification/line-text.ts'),
  ]);
  const way = request.target.tokens ? ' with its bearer token' : '';
  out.line(`${request.target.origin}, consumer ${consumerKey}${way}`);
  const texts = new LineTexts(out.colors);
  const lines: Line[] = [];
  for (const running of verifyGateway(request)) {
    const line = await running;
    for (const text of texts.next(line)) out.line(text);
    lines.push(line);
  }
  return lines;
}

function resultOf(
  lines: readonly Line[],
  { request, consumerKey }: Wanted,
  about: Pick<Verification, 'at' | 'packageVersion'>,
): Verification {
  const idsOf = (state: Line['state']) => lines.filter((line) => line.state === state).map(({ id }) => id);
  const { length: held } = idsOf('held');
  const [failed, unknown] = [idsOf('failed'), idsOf('unknown')];
  const propertyNotSet = lines.some(({ failure }) => failure?.cause === 'propertyNotSet');
  const backends = lines.find((line) => line.backends)?.backends;
  return {
    version: 1,
    ...about,
    url: request.target.origin,
    consumerKey,
    held,
    failed,
    unknown,
    ...(propertyNotSet && { propertyNotSet }),
    ...(backends && { backends }),
  };
}

/** Keeps the result of a whole verification of a deployed gateway. Without permission, the result counts anyway. */
async function keep(context: Context, { request, deployed }: Wanted, result: Verification): Promise<boolean> {
  if (deployed === undefined || request.only !== undefined) return false;
  try {
    await keepVerification(await context.ports(), deployed, result);
    return true;
  } catch (error) {
    if (!(error instanceof OnboardingError)) throw error;
    context.out.notice(`notice: the result was not kept: ${error.message}`);
    return false;
  }
}
