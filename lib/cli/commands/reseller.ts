import { type Command, Option } from 'commander';
import { resellerArgument } from '../options/arguments';
import { commonOptions, DEFAULT_CONFIG, dryRunOption, examples, localOptions } from '../options/common-options';
import { type DeclaredThrottle, readThrottle } from '../options/throttle-option';
import type { Handler } from '../handle';
import { table } from '../output/output';
import { OnboardingError } from '../../onboarding/errors';
import { deployCommand } from '../output/deploy-command';

interface AddOptions {
  readonly displayName: string;
  readonly parent?: string;
  readonly gateway?: 'own' | 'inherited';
  readonly tiers?: readonly string[];
  readonly throttle?: DeclaredThrottle;
  readonly externalReference?: string;
  readonly dryRun?: boolean;
}

/** `reseller list`, `reseller show ID`, `reseller add ID`. */
export function reseller(parent: Command, handler: Handler): void {
  const group = parent.command('reseller').description('compare deployed resellers with declared ones, or add one');
  examples(group, 'reseller list', "reseller add gamma --display-name 'Gamma Cloud'");

  const list = group.command('list').alias('ls').description('list every reseller, declared or deployed');
  examples(commonOptions(list), 'reseller list');
  list.action(
    handler.run(async (context, { config = DEFAULT_CONFIG }: { readonly config?: string }) => {
      const { compareResellers, tierList, tierWarnings } = await import('../resellers.ts');
      const found = await compareResellers(context, config);
      const rows = found.map((one) => [one.resellerId, one.state, one.gateway, one.url ?? '', tierList(one)]);
      const text = await table(['RESELLER', 'STATE', 'GATEWAY', 'URL', 'TIERS'], rows, context.out.colors);
      context.out.result({ resellers: found }, () => (rows.length === 0 ? 'No resellers.' : text));
      for (const warning of tierWarnings(found)) context.out.notice(warning);
    }),
  );

  const show = group
    .command('show')
    .description(
      'show one reseller: its gateway, its place in the hierarchy, the value for the platform, and DNS records to make',
    )
    .addArgument(resellerArgument());
  examples(commonOptions(show), 'reseller show alpha');
  show.action(
    handler.run(async (context, { config = DEFAULT_CONFIG }: { readonly config?: string }, id: string) => {
      const { compareResellers, tierWarnings } = await import('../resellers.ts');
      const { describeReseller } = await import('../output/reseller-text.ts');
      const all = await compareResellers(context, config);
      const found = all.find(({ resellerId }) => resellerId === id);
      if (!found) {
        const known = all.map(({ resellerId }) => resellerId).join(', ') || 'none';
        throw new OnboardingError('notFound', `Reseller ${id} is neither declared nor deployed; there are: ${known}.`);
      }
      context.out.result({ reseller: found }, () => describeReseller(found));
      for (const warning of tierWarnings([found])) context.out.notice(warning);
    }),
  );

  const add = group
    .command('add')
    .description('write a commented file for a new reseller; cdk deploy creates its gateway')
    .addArgument(resellerArgument())
    .requiredOption('--display-name <text>', 'human-readable name')
    .option('--parent <reseller>', 'the reseller above it')
    .addOption(new Option('--gateway <kind>', 'its own, or inherited from the parent').choices(['own', 'inherited']))
    .option(
      '--tiers <tiers>',
      "tiers for its consumers, separated by commas; all of the parent's or the platform's when left out",
      (text: string) => text.split(','),
    )
    .option(
      '--throttle <rate>',
      'requests per second of its own gateway, as RATE or RATE/BURST; its share of those of a parent',
      readThrottle,
    )
    .option('--external-reference <text>', "the reseller's number in your own systems");
  dryRunOption(add);
  examples(
    localOptions(add),
    "reseller add gamma --display-name 'Gamma Cloud' --tiers standard",
    "reseller add gamma-east --display-name 'Gamma East' --parent gamma --throttle 20",
  );
  add.action(
    handler.run(async (context, options: AddOptions & { readonly config?: string }, id: string) => {
      const { config = DEFAULT_CONFIG } = options;
      const { addReseller } = await import('../files/add-reseller.ts');
      const dryRun = options.dryRun === true;
      const { file, text } = await addReseller(context, config, id, options);
      const deploy = deployCommand(context.environment, id, config);
      context.out.result({ reseller: id, file, text, dryRun, deploy }, () =>
        dryRun ? text : `${file} is written. Look it over, then run:\n${deploy}`,
      );
      if (dryRun) context.out.notice(`Nothing was written (--dry-run); the file would be ${file}.`);
    }),
  );
}
