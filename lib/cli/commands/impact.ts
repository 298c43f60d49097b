import type { Command } from 'commander';
import type { GatewayView } from '../../impact/gateway-view';
import type { ImpactedConsumer } from '../../impact/losses';
import { OnboardingError } from '../../onboarding/errors';
import type { CommonOptions, Context } from '../context';
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
      const { declaredGateways } = await import('../../impact/gateway-view.ts');
      const { impactOf } = await import('../../impact/impact.ts');
      const { tellImpact } = await import('../output/impact-report.ts');
      const { readConfiguration } = await import('../resellers.ts');
      const after = declaredGateways(readConfiguration(context, options.config ?? DEFAULT_CONFIG));
      const before = await viewsBefore(context, options);
      if (reseller !== undefined) requireKnown(reseller, [...before, ...after]);
      const consumers = await consumersOf(context, options, reseller);
      const chosen = consumers.filter((one) => reseller === undefined || one.reseller === reseller);
      const found = impactOf(chosen, scoped(before, reseller), after);
      return tellImpact(context, options.from ?? 'deployed', chosen.length, found);
    }),
  );
}

async function viewsBefore(context: Context, options: ImpactOptions & CommonOptions): Promise<readonly GatewayView[]> {
  const { from, config = DEFAULT_CONFIG } = options;
  if (from !== undefined) {
    const { declaredGateways } = await import('../../impact/gateway-view.ts');
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
