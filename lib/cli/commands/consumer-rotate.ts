import { type Command, Option } from 'commander';
import { requireUnused } from '../../onboarding/activity/require-unused';
import { Consumers } from '../../onboarding/consumers';
import { readDuration } from '../../onboarding/fields/duration';
import type { RotateIntent } from '../../onboarding/plan/rotate';
import type { Step } from '../../onboarding/plan/step';
import { consumerKeyArgument, resellerArgument } from '../options/arguments';
import { commonOptions, dryRunOption, examples } from '../options/common-options';
import type { Context } from '../context';
import { readEndOption, readOption } from '../options/end-option';
import type { Handler } from '../handle';
import { runPlan } from '../run-plan';
import { asksForSecret, consumerSecret, secretOptions, type SecretOptions } from '../options/secret-input';

const DEFAULT_OVERLAP = '7d';
const DEFAULT_UNUSED_FOR = '1d';

/** Options that need a new secret. */
const NEW_SECRET = ['overlap', 'secretExpires', 'secretFile', 'secretStdin'];

interface RotateOptions extends SecretOptions {
  readonly overlap?: string;
  readonly secretExpires?: string;
  readonly finish?: boolean;
  readonly revert?: boolean;
  readonly unusedFor?: string;
  readonly force?: boolean;
  readonly dryRun?: boolean;
}

/** `consumer rotate RESELLER K`. */
export function consumerRotate(parent: Command, handler: Handler): void {
  const command = parent
    .command('rotate')
    .description('accept a second consumer secret along with the first until the overlap ends')
    .addArgument(resellerArgument())
    .addArgument(consumerKeyArgument())
    .option(
      '--overlap <duration>',
      `how long the previous secret stays valid from now on; 0d ends it (default: ${DEFAULT_OVERLAP})`,
    )
    .option('--secret-expires <date>', 'date until which the new consumer secret is accepted')
    .addOption(
      new Option('--finish', 'end the overlap now: accept only the new secret').conflicts(['revert', ...NEW_SECRET]),
    )
    .option(
      '--unused-for <duration>',
      `end the overlap only if the previous secret was not used for this long (default: ${DEFAULT_UNUSED_FOR})`,
    )
    .option('--force', 'end the overlap even if the previous secret is still in use')
    .addOption(new Option('--revert', 'return to the previous secret: accept only that one').conflicts(NEW_SECRET));
  secretOptions(dryRunOption(command));
  examples(
    commonOptions(command),
    'consumer rotate alpha crm-prod --overlap 14d --secret-file new-secret',
    'consumer rotate alpha crm-prod --overlap 3d',
    'consumer rotate alpha crm-prod --finish --unused-for 3d',
  );
  command.action(
    handler.run(async (context, options: RotateOptions, reseller: string, consumerKey: string) => {
      // Loaded after the options are read, so that their mistakes are reported without a call to AWS.
      const outside = async () => new Consumers(await context.ports(), context.environment);
      const intent = await rotateIntent(
        context,
        options,
        async () => (await (await outside()).overlapOf(reseller, consumerKey)) !== undefined,
      );
      const consumers = await outside();
      if (endsOverlap(intent) && !options.force) {
        const unusedForMs = readOption('--unused-for', options.unusedFor ?? DEFAULT_UNUSED_FOR, readDuration);
        const gateway = await consumers.requireGateway(reseller);
        await requireUnused(await context.ports(), gateway, { reseller, consumerKey, unusedForMs });
      }
      const plan = await consumers.rotate(reseller, consumerKey, intent);
      const done = sentence(consumerKey, intent, plan.steps);
      await runPlan(context, consumers, plan, options, { command: 'consumer rotate', reseller, consumerKey, done });
    }),
  );
}

/** Tests whether the previous secret ends now without a new one taking its place. */
function endsOverlap(intent: RotateIntent): boolean {
  return intent.kind === 'finish' || (intent.kind === 'overlap' && intent.overlapUntil === undefined);
}

async function rotateIntent(
  context: Context,
  options: RotateOptions,
  overlaps: () => Promise<boolean>,
): Promise<RotateIntent> {
  if (options.finish) return { kind: 'finish' };
  if (options.revert) return { kind: 'revert' };
  const now = context.io.now();
  const overlap = readOption('--overlap', options.overlap ?? DEFAULT_OVERLAP, readDuration);
  const secretExpires = readEndOption('--secret-expires', options.secretExpires, now);
  const overlapUntil = new Date(now.getTime() + overlap).toISOString();
  const end = overlap > 0 ? { overlapUntil } : {};
  // Before a prompt, so that it comes only for a consumer that has secrets.
  const overlapping = asksForSecret(context, options) && (await overlaps());
  // The end of a running overlap changes without a secret, so do not prompt for one.
  if (overlapping && options.overlap !== undefined && secretExpires === undefined) return { kind: 'overlap', ...end };
  return {
    kind: 'begin',
    secret: await consumerSecret(context, options),
    running: options.overlap === undefined ? 'keep' : 'change',
    ...end,
    ...(secretExpires !== undefined && { secretExpires }),
  };
}

function sentence(consumerKey: string, { kind }: RotateIntent, steps: readonly Step[]): string {
  if (kind === 'revert') return `Consumer ${consumerKey} is back to its previous secret, within a minute everywhere.`;
  const stored = steps.find((step) => step.kind === 'updateCredentials');
  if (!stored) return `The secrets of consumer ${consumerKey} are as they were.`;
  const until = stored.consumer.secrets[1]?.validUntil;
  const other =
    until === undefined ? 'and no other, within a minute everywhere' : `along with the previous one, until ${until}`;
  return `The new secret of consumer ${consumerKey} is accepted ${other}.`;
}
