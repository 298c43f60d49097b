import type { Command } from 'commander';
import { commonOptions, examples } from '../common-options';
import type { Handler } from '../handle';
import { table } from '../output';
import { OnboardingError } from '../../onboarding/errors';
import { readResellerId } from '../../onboarding/fields/identity';

interface AddOptions {
  readonly displayName: string;
  readonly parent?: string;
  readonly gateway?: 'own' | 'inherited';
  readonly tiers?: readonly string[];
  readonly externalReference?: string;
}

/** `reseller list`, `reseller show ID`, `reseller add ID`. */
export function reseller(parent: Command, handler: Handler): void {
  const group = parent.command('reseller').description('what is deployed against what is declared');

  const list = group.command('list').alias('ls').description('every reseller, declared or deployed');
  configOption(list);
  examples(commonOptions(list), 'reseller list');
  list.action(
    handler.run(async (context, options: { config: string }) => {
      const { compareResellers } = await import('../resellers.js');
      const found = await compareResellers(context, options.config);
      const rows = found.map((one) => [one.resellerId, one.state, one.gateway, one.url ?? '', one.tiers.join(', ')]);
      const text = await table(['RESELLER', 'STATE', 'GATEWAY', 'URL', 'TIERS'], rows, context.out.colors);
      context.out.result({ resellers: found }, () => (rows.length === 0 ? 'No resellers.' : text));
    }),
  );

  const show = group
    .command('show')
    .description('one reseller: its gateway, its tiers, and the value for the platform')
    .argument('<reseller>', 'id of the reseller');
  configOption(show);
  examples(commonOptions(show), 'reseller show alpha');
  show.action(
    handler.run(async (context, options: { config: string }, id: string) => {
      const { compareResellers, describeReseller } = await import('../resellers.js');
      const found = (await compareResellers(context, options.config)).find(({ resellerId }) => resellerId === id);
      if (!found) throw new OnboardingError('notFound', `Reseller ${id} is neither declared nor deployed.`);
      context.out.result({ reseller: found }, () => describeReseller(found));
    }),
  );

  const add = group
    .command('add')
    .description('write a commented file for a new reseller; cdk deploy makes its gateway')
    .argument('<reseller>', 'id of the reseller')
    .requiredOption('--display-name <text>', 'name for people')
    .option('--parent <reseller>', 'the reseller above it')
    .option('--gateway <kind>', 'own, or inherited from the parent')
    .option(
      '--tiers <tiers>',
      "tiers for its consumers, separated by commas; all of the parent's or the platform's when left out",
      (text: string) => text.split(','),
    )
    .option('--external-reference <text>', "the reseller's number in your own systems")
    .option('--environment <name>', 'folder below config/ (APS_GATEWAY_ENVIRONMENT, else lab)')
    .option('--json', 'print the result as JSON');
  configOption(add);
  examples(add, "reseller add gamma --display-name 'Gamma Cloud' --tiers standard");
  add.action(
    handler.run(async (context, options: AddOptions & { config: string }, id: string) => {
      const { addReseller } = await import('../add-reseller.js');
      const file = await addReseller(context, options.config, readResellerId(id), options);
      context.out.result({ reseller: id, file }, () => `${file} is written. Look it over, then run: npx cdk deploy`);
    }),
  );
}

function configOption(command: Command): void {
  command.option('--config <folder>', 'folder that holds the environments', 'config');
}
