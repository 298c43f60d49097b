import { type Command, Option } from 'commander';
import { Consumers } from '../../onboarding/consumers';
import { OnboardingError } from '../../onboarding/errors';
import { readDuration } from '../../onboarding/fields/duration';
import type { RotateIntent } from '../../onboarding/plan/rotate';
import { commonOptions, dryRunOption, examples } from '../common-options';
import type { Context } from '../context';
import { readEndOption, readOption } from '../end-option';
import type { Handler } from '../handle';
import { runPlan } from '../run-plan';
import { consumerSecret, secretOptions, type SecretOptions } from '../secret-input';

const DEFAULT_OVERLAP = '7d';

interface RotateOptions extends SecretOptions {
  readonly overlap?: string;
  readonly secretExpires?: string;
  readonly finish?: boolean;
  readonly revert?: boolean;
  readonly dryRun?: boolean;
}

/** `consumer rotate RESELLER K`. */
export function consumerRotate(parent: Command, handler: Handler): void {
  const command = parent
    .command('rotate')
    .description('accept a second consumer secret beside the first until the overlap ends')
    .argument('<reseller>', 'id of the reseller')
    .argument('<consumerKey>', 'key of the consumer')
    .option('--overlap <duration>', `how long the present secret stays valid; 0d ends it (default: ${DEFAULT_OVERLAP})`)
    .option('--secret-expires <date>', 'the new consumer secret is accepted until then')
    .addOption(new Option('--finish', 'end the overlap now: only the new secret').conflicts(['revert', 'overlap']))
    .addOption(new Option('--revert', 'back to the secret before: only that one').conflicts('overlap'));
  secretOptions(dryRunOption(command));
  examples(
    commonOptions(command),
    'consumer rotate alpha crm-prod --overlap 14d --secret-file new-secret',
    'consumer rotate alpha crm-prod --finish',
  );
  command.action(
    handler.run(async (context, options: RotateOptions, reseller: string, consumerKey: string) => {
      const intent = await rotateIntent(context, options);
      const consumers = new Consumers(await context.outside(), context.environment);
      const plan = await consumers.rotate(reseller, consumerKey, intent);
      const done = sentence(consumerKey, intent);
      await runPlan(context, consumers, plan, options, { command: 'consumer rotate', reseller, consumerKey, done });
    }),
  );
}

async function rotateIntent(context: Context, options: RotateOptions): Promise<RotateIntent> {
  if (options.finish) return { kind: 'finish' };
  if (options.revert) return { kind: 'revert' };
  const now = context.io.now();
  const overlap = readOption('--overlap', options.overlap ?? DEFAULT_OVERLAP, readDuration);
  const secretExpires = readEndOption('--secret-expires', options.secretExpires, now);
  const overlapUntil = new Date(now.getTime() + overlap).toISOString();
  if (secretExpires !== undefined && Date.parse(secretExpires) <= Date.parse(overlapUntil)) {
    throw new OnboardingError('usage', '--secret-expires: the new secret would expire before the overlap ends');
  }
  return {
    kind: 'begin',
    secret: await consumerSecret(context, options),
    ...(overlap > 0 && { overlapUntil }),
    ...(secretExpires !== undefined && { secretExpires }),
  };
}

function sentence(consumerKey: string, intent: RotateIntent): string {
  if (intent.kind === 'finish')
    return `Consumer ${consumerKey} now has its new secret only, within a minute everywhere.`;
  if (intent.kind === 'revert')
    return `Consumer ${consumerKey} is back to the secret that it had before, within a minute everywhere.`;
  const until = intent.overlapUntil
    ? ` beside the one before, until ${intent.overlapUntil}`
    : ' and no other, within a minute everywhere';
  return `The new secret of consumer ${consumerKey} is accepted${until}.`;
}
