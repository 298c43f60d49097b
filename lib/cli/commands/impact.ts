import type { Command } from 'commander';
import { declaredGateways, type GatewayView } from '../../impact/gateway-view';
import { type ConsumerImpact, type Impact, impactOf } from '../../impact/impact';
import { describeLoss, type ImpactedConsumer } from '../../impact/losses';
import { OnboardingError } from '../../onboarding/errors';
import type { CommonOptions, Context } from '../context';
import { EXIT_CODES } from '../exit-codes';
import type { Handler } from '../handle';
import { optionalResellerArgument } from '../options/arguments';
import { commonOptions, DEFAULT_CONFIG, examples } from '../options/common-options';

interface ImpactOptions {
  readonly all?: boolean;
  readonly from?: string;
  readonly consumers?: string;
  readonly config?: string;
}

/** `impact RESELLER`. */
export function impact(parent: Command, handler: Handler): void {
  const command = parent
    .command('impact')
    .description('list the consumers that lose something in the next deployment; ends with 5 if any do')
    .addArgument(optionalResellerArgument('left out with --all'))
    .option('--all', 'the consumers of every reseller')
    .option('--from <source>', 'compare with this folder of environments, or git:REVISION, instead of what is deployed')
    .option(
      '--consumers <file>',
      'read the consumers from this file, which "consumer export" wrote, instead of from AWS',
    );
  command.addHelpText(
    'after',
    '\nWith both --from and --consumers, AWS is not called.\nWithout --from, settings that only the files show are not compared: address lists, mutual TLS, further domains, the throttle of a gateway.',
  );
  examples(
    commonOptions(command),
    'impact alpha',
    'impact --all --json',
    'impact --all --from git:origin/main --consumers consumers.yaml',
  );
  command.action(
    handler.run(async (context, options: ImpactOptions & CommonOptions, reseller?: string) => {
      if ((reseller === undefined) !== (options.all === true)) {
        throw new OnboardingError('usage', 'Give either the id of a reseller or --all.');
      }
      const { readConfiguration } = await import('../resellers.ts');
      const after = declaredGateways(readConfiguration(context, options.config ?? DEFAULT_CONFIG));
      const before = await viewsBefore(context, options);
      if (reseller !== undefined) requireKnown(reseller, [...before, ...after]);
      const consumers = await consumersOf(context, options, reseller);
      const chosen = consumers.filter((one) => reseller === undefined || one.reseller === reseller);
      const found = impactOf(chosen, scoped(before, reseller), after);
      return tell(context, options.from ?? 'deployed', chosen.length, found);
    }),
  );
}

async function viewsBefore(context: Context, options: ImpactOptions & CommonOptions): Promise<readonly GatewayView[]> {
  const { from, config = DEFAULT_CONFIG } = options;
  if (from !== undefined) {
    const { configurationAt } = await import('../impact/configuration-at.ts');
    return declaredGateways(await configurationAt(context, from, config));
  }
  const { deployedGroups } = await import('../impact/deployed-groups.ts');
  const { deployedViews } = await import('../impact/deployed-views.ts');
  const { gateways, metering } = await context.ports();
  const deployed = await gateways.list(context.environment);
  return deployedViews(metering, deployed, await deployedGroups(context, options, deployed));
}

async function consumersOf(
  context: Context,
  { consumers: file }: ImpactOptions,
  reseller: string | undefined,
): Promise<readonly ImpactedConsumer[]> {
  const { exportedConsumers, onboardedConsumers } = await import('../impact/impacted-consumers.ts');
  if (file !== undefined) return exportedConsumers(context, file, reseller);
  const { gateways, credentials } = await context.ports();
  const all = await gateways.list(context.environment);
  return onboardedConsumers(
    credentials,
    all.filter(({ serves }) => reseller === undefined || serves.includes(reseller)),
  );
}

/** The gateways to compare for one reseller. */
function scoped(before: readonly GatewayView[], reseller: string | undefined): readonly GatewayView[] {
  return reseller === undefined ? before : before.filter(({ serves }) => serves.includes(reseller));
}

function requireKnown(reseller: string, views: readonly GatewayView[]): void {
  const known = [...new Set(views.flatMap(({ serves }) => serves))].toSorted();
  if (known.includes(reseller)) return;
  throw new OnboardingError(
    'notFound',
    `Reseller ${reseller} is neither declared nor deployed; there are: ${known.join(', ') || 'none'}.`,
  );
}

function tell(
  { out, environment }: Context,
  from: string,
  compared: number,
  { consumers, goneHosts, goneTiers }: Impact,
): number {
  const losing = consumers.filter(({ losses }) => losses.length > 0);
  for (const [owner, hosts] of Object.entries(goneHosts)) {
    out.line(`${out.colors.red('goes')}   ${hosts.join(', ')} of the gateway of ${owner}`);
  }
  for (const [owner, tiers] of Object.entries(goneTiers)) {
    out.line(
      `${out.colors.red('goes')}   tier ${tiers.join(', ')} of the gateway of ${owner}, with the calls counted there: write "usage report" before the deployment`,
    );
  }
  for (const one of consumers) for (const line of linesOf(one)) out.line(line);
  const json = consumers.map(({ losses, ...one }) => ({
    ...one,
    losses: losses.map((loss) => ({ ...loss, message: describeLoss(loss) })),
  }));
  const value = { environment, from, compared, losing: losing.length, consumers: json, goneHosts, goneTiers };
  out.result(value, () =>
    losing.length === 0
      ? `None of ${compared} consumers loses anything.`
      : `${losing.length} of ${compared} consumers lose something.`,
  );
  return losing.length > 0 ? EXIT_CODES.finding : EXIT_CODES.done;
}

function linesOf({ consumerKey, reseller, losses, notes }: ConsumerImpact): readonly string[] {
  return [
    ...losses.map((loss) => `loses  ${consumerKey} of ${reseller}: ${describeLoss(loss)}`),
    ...notes.map((note) => `note   ${consumerKey} of ${reseller}: ${note}`),
  ];
}
