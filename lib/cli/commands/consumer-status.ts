import type { Command } from 'commander';
import { Consumers } from '../../onboarding/consumers';
import { consumerKeyArgument, resellerArgument } from '../options/arguments';
import { commonOptions, dryRunOption, examples } from '../options/common-options';
import type { Handler } from '../handle';
import { runPlan } from '../run-plan';

const STATUSES = {
  suspend: {
    status: 'suspended',
    description: 'refuse all requests of a consumer, within a minute and without a deployment',
    done: 'is suspended; its gateway applies this within a minute',
  },
  resume: {
    status: 'active',
    description: 'serve a suspended consumer again',
    done: 'is served again; its gateway applies this within a minute',
  },
} as const;

/** `consumer suspend RESELLER K` and `consumer resume RESELLER K`. */
export function consumerStatus(parent: Command, handler: Handler): void {
  for (const [verb, { status, description, done }] of Object.entries(STATUSES)) {
    const command = parent
      .command(verb)
      .description(description)
      .addArgument(resellerArgument())
      .addArgument(consumerKeyArgument());
    examples(commonOptions(dryRunOption(command)), `consumer ${verb} alpha crm-prod`);
    command.action(
      handler.run(async (context, options: { dryRun?: boolean }, reseller: string, consumerKey: string) => {
        const consumers = new Consumers(await context.ports(), context.environment);
        const plan = await consumers.status(reseller, consumerKey, status);
        const text = { command: `consumer ${verb}`, reseller, consumerKey, done: `Consumer ${consumerKey} ${done}.` };
        await runPlan(context, consumers, plan, options, text);
      }),
    );
  }
}
