import type { Command } from 'commander';
import { Consumers } from '../../onboarding/consumers';
import { readConsumerKey, readSubject, readTier } from '../../onboarding/fields/identity';
import { OnboardingError } from '../../onboarding/errors';
import { flagOf } from '../../onboarding/fields/fields';
import { requireOpenTier } from '../../onboarding/plan/converge';
import { readFields, withoutRemovals } from '../../onboarding/fields/read-fields';
import { readEndOption } from '../options/end-option';
import { resellerArgument } from '../options/arguments';
import { commonOptions, dryRunOption, examples } from '../options/common-options';
import { fieldOptions, givenFields } from '../options/field-options';
import type { Handler } from '../handle';
import { type KitOptions, makeKit, requireFolder, saveKit } from '../make-kit';
import { runPlan } from '../run-plan';
import { asksForSecret, consumerSecret, secretOptions, type SecretOptions } from '../options/secret-input';

interface OnboardOptions extends SecretOptions, KitOptions {
  readonly key?: string;
  readonly subject?: string;
  readonly tier: string;
  readonly secretExpires?: string;
  readonly dryRun?: boolean;
  readonly kit?: string;
}

/** `consumer onboard RESELLER --key K --tier T`. */
export function consumerOnboard(parent: Command, handler: Handler): void {
  const command = parent
    .command('onboard')
    .description('store the credentials of a consumer and put it on a tier')
    .addArgument(resellerArgument())
    .option('--key <consumerKey>', 'consumer key, as the platform generated it')
    .option('--subject <subject>', 'instead of a key and secret: the subject of its bearer tokens')
    .requiredOption('--tier <tier>', 'tier of the reseller')
    .option('--secret-expires <date>', 'date until which the consumer secret is accepted')
    .option('--kit <folder>', 'also write the site for its integrator, as the command kit does')
    .option('--brand <file>', 'brand file of the site');
  fieldOptions(secretOptions(dryRunOption(command)));
  examples(
    commonOptions(command),
    'consumer onboard alpha --key crm-prod --tier standard',
    'consumer onboard alpha --key crm-prod --tier standard --kit kit-crm',
    "consumer onboard alpha --subject 'crm|prod' --tier standard",
    'consumer onboard alpha --key crm-prod --tier standard --secret-stdin --source-ips 203.0.113.0/24 < secret',
  );
  command.action(
    handler.run(async (context, options: OnboardOptions, reseller: string) => {
      const now = context.io.now();
      const { consumerKey, subject } = identityIn(options);
      const { facts, rules } = readFields(givenFields(options), now, flagOf);
      const ruled = withoutRemovals(rules);
      const secretExpires = readEndOption('--secret-expires', options.secretExpires, now);
      const tier = readTier(options.tier);
      if (options.kit !== undefined) await requireFolder(context, '--kit', options.kit);
      const consumers = new Consumers(await context.ports(), context.environment);
      // Check the tier before prompting for the secret.
      if (subject === undefined && asksForSecret(context, options)) {
        requireOpenTier(await consumers.requireGateway(reseller), reseller, tier);
      }
      const intent = {
        reseller,
        consumerKey,
        tier,
        ...(subject === undefined ? { secret: await consumerSecret(context, options) } : { subject }),
        ...(secretExpires !== undefined && { secretExpires }),
        facts: withoutRemovals(facts),
        ...(Object.keys(ruled).length > 0 && { rules: ruled }),
      };
      const plan = await consumers.onboard(intent);
      const { url } = plan.gateway;
      const isNew = plan.steps.some(({ kind }) => kind === 'createApiKey');
      const delay = isNew ? ' A new API key can take a few minutes to work everywhere.' : '';
      const done = `Consumer ${consumerKey} is onboarded at ${url}.${delay}`;
      const text = { command: 'consumer onboard', reseller, consumerKey, done };
      await runPlan(context, consumers, plan, options, text, { url });
      if (options.kit === undefined || options.dryRun) return;
      await saveKit(context, '--kit', options.kit, await makeKit(context, { reseller, consumerKey }, options));
      context.out.notice(`The kit for its integrator is in ${options.kit}.`);
    }),
  );
}

/** A consumer is identified by its key and authenticates by a secret, or by the subject of its tokens. */
function identityIn({ key, subject, ...options }: OnboardOptions) {
  if ((key === undefined) === (subject === undefined)) {
    throw new OnboardingError(
      'usage',
      'Give either --key, of a consumer that signs, or --subject, of one that sends bearer tokens.',
    );
  }
  if (key !== undefined) return { consumerKey: readConsumerKey(key) };
  const of = ['secretFile', 'secretStdin', 'secretExpires'] as const;
  const given = of.find((name) => options[name] !== undefined);
  if (given !== undefined) {
    throw new OnboardingError(
      'usage',
      `${flagOf(given)} does not go with --subject: a consumer that sends tokens has no consumer secret.`,
    );
  }
  return { consumerKey: readSubject(subject!), subject: subject! };
}
