import type { Command } from 'commander';
import { Consumers } from '../../onboarding/consumers';
import { readSource } from '../../onboarding/fields/source';
import type { Handler } from '../handle';
import { consumerKeyArgument, resellerArgument } from '../options/arguments';
import { commonOptions, dryRunOption, examples } from '../options/common-options';
import { readOption } from '../options/end-option';
import { runPlan } from '../run-plan';

interface UnlockOptions {
  readonly source?: string;
  readonly dryRun?: boolean;
}

/** `consumer unlock RESELLER K`. */
export function consumerUnlock(parent: Command, handler: Handler): void {
  const command = parent
    .command('unlock')
    .description(
      'end the locks of a consumer key, and forget its failed attempts; gateways apply it within ten seconds',
    )
    .addArgument(resellerArgument())
    .addArgument(consumerKeyArgument())
    .option('--source <address>', 'only this address; of an IPv6 address, its /64');
  examples(
    commonOptions(dryRunOption(command)),
    'consumer unlock alpha crm-prod',
    'consumer unlock alpha crm-prod --source 203.0.113.7',
  );
  command.action(
    handler.run(async (context, options: UnlockOptions, reseller: string, consumerKey: string) => {
      const source = options.source === undefined ? undefined : readOption('--source', options.source, readSource);
      const consumers = new Consumers(await context.ports(), context.environment);
      const plan = await consumers.unlock(consumerKey, { reseller, source });
      const done = `Key ${consumerKey} is unlocked${source === undefined ? '' : ` for ${source}`}; the gateway applies this within ten seconds.`;
      const nothing =
        source === undefined
          ? `no failed attempts with key ${consumerKey} count at the gateway of ${plan.gateway.resellerId}, so no source is locked out.`
          : `no failed attempts with key ${consumerKey} from ${source} count, so it is not locked out; without --source, every source is unlocked.`;
      const text = { command: 'consumer unlock', reseller, consumerKey, done, nothing };
      await runPlan(context, consumers, plan, options, text);
    }),
  );
}
