import type { Command } from 'commander';
import type { Check, Verdict } from '../../preflight/check';
import { preflight as checkAccount } from '../../preflight/preflight';
import { requirementsOf } from '../../preflight/requirements';
import type { CommonOptions } from '../context';
import { EXIT_CODES } from '../exit-codes';
import type { Handler } from '../handle';
import { commonOptions, DEFAULT_CONFIG, examples } from '../options/common-options';
import type { Output } from '../output/output';

/** `preflight`. */
export function preflight(parent: Command, handler: Handler): void {
  const command = parent
    .command('preflight')
    .description("check an account before an environment's first deploy; reads only");
  examples(commonOptions(command), 'preflight', 'preflight --environment production --json');
  command.action(
    handler.run(async (context, options: CommonOptions) => {
      const { out, environment, io } = context;
      const { readConfiguration } = await import('../resellers.ts');
      const needs = requirementsOf(readConfiguration(context, options.config ?? DEFAULT_CONFIG));
      // The Region that `cdk deploy` uses.
      const region = options.region ?? needs.region;
      const { awsAccount } = await import('../aws/account.ts');
      const account = await awsAccount({ ...options, ...(region !== undefined && { region }) }, environment, io);
      const checks = await checkAccount(needs, account);
      for (const check of checks) out.line(lineOf(check, out.colors));
      const count = (verdict: Verdict) => checks.filter((check) => check.verdict === verdict).length;
      out.result({ environment, checks }, () => summary(count('missing'), count('unknown')));
      return count('missing') > 0 ? EXIT_CODES.failed : EXIT_CODES.done;
    }),
  );
}

function lineOf({ checked, verdict, found, needed, ask }: Check, colors: Output['colors']): string {
  const color = { fine: colors.green, missing: colors.red, unknown: colors.yellow }[verdict];
  return [
    `${color(verdict.padEnd(7))}  ${colors.bold(checked)}: ${found}`,
    ...(verdict === 'fine' ? [] : [`         needed: ${needed}`]),
    ...(ask === undefined ? [] : [`         do:     ${ask}`]),
  ].join('\n');
}

function summary(missing: number, unknown: number): string {
  const unread = unknown > 0 ? ` ${unknown} could not be checked.` : '';
  return missing === 0 ? `Nothing is missing.${unread}` : `${missing} missing.${unread}`;
}
