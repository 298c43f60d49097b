import { rename, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { isReady } from '../../cutover/check';
import { type PlanFacts, planCutover, planUndo } from '../../cutover/plan';
import { type CutoverReport, markdownOf } from '../../cutover/report-markdown';
import { OnboardingError } from '../../onboarding/errors';
import { readConsumerKey } from '../../onboarding/fields/identity';
import type { Context } from '../context';
import { EXIT_CODES } from '../exit-codes';
import { readFileText, readStandardInputText } from '../files/read-input';
import { readUserKeys } from '../files/user-keys';
import type { Handler } from '../handle';
import { resellerArgument } from '../options/arguments';
import { commonOptions, DEFAULT_CONFIG, examples } from '../options/common-options';
import { shellWords } from '../output/shell-words';

interface CutoverOptions {
  readonly undo?: boolean;
  readonly users?: string;
  readonly user?: readonly string[];
  readonly executeApi?: boolean;
  readonly output?: string;
  readonly config?: string;
}

/** `cutover RESELLER`. */
export function cutover(parent: Command, handler: Handler): void {
  const command = parent
    .command('cutover')
    .description("check whether a reseller's requests can move to its gateway, and print the plan; changes nothing")
    .addArgument(resellerArgument())
    .option('--undo', 'print the plan for the way back')
    .option('--users <file>', "consumer keys of the reseller's users on the platform, one a line; - for standard input")
    .option('--user <key>', 'one such consumer key; may be repeated', collectKey)
    .option('--execute-api', "accept API Gateway's own host name as the final one")
    .option('--output <file>', 'write the plan to this file, as JSON if its name ends in .json, else as Markdown');
  command.addHelpText('after', '\nThe text is Markdown. The command ends with 1 if a check does not hold.');
  examples(
    commonOptions(command),
    'cutover alpha --users platform-users.txt',
    'cutover alpha --users platform-users.txt --output cutover-alpha.md',
    'cutover alpha --undo',
  );
  command.action(
    handler.run(async (context, options: CutoverOptions, reseller: string) => {
      const { report, facts } = await makeReport(context, options, reseller);
      return tell(context, options, report, facts);
    }),
  );
}

function collectKey(key: string, before: readonly string[] = []): readonly string[] {
  return [...before, readConsumerKey(key)];
}

async function makeReport(
  context: Context,
  options: CutoverOptions,
  reseller: string,
): Promise<{ readonly report: CutoverReport; readonly facts: PlanFacts }> {
  const { environment } = context;
  const userKeys = await readUsers(context, options);
  const [{ readConfiguration }, { readCutoverFacts }] = await Promise.all([
    import('../resellers.ts'),
    import('../../cutover/read-facts.ts'),
  ]);
  const config = readConfiguration(context, options.config ?? DEFAULT_CONFIG);
  const ports = await context.ports();
  const read = await readCutoverFacts(ports, config, reseller);
  const facts = { ...read, plan: { ...read.plan, ...otherConfig(context, options) } };
  if (options.undo) {
    const report = { reseller, environment, ready: true, checks: [], plan: planUndo(facts.plan) };
    return { report, facts: facts.plan };
  }
  const [{ checkCutover }, { readNames }] = await Promise.all([
    import('../../cutover/check-cutover.ts'),
    import('../../cutover/read-names.ts'),
  ]);
  const answers = { userKeys, acceptExecuteApi: options.executeApi === true };
  const checks = await checkCutover(ports, facts, answers, readNames);
  const report = { reseller, environment, ready: isReady(checks), checks, plan: planCutover(facts.plan) };
  return { report, facts: facts.plan };
}

/** The folder of --config, for the commands of the plan. */
function otherConfig({ io }: Context, { config = DEFAULT_CONFIG }: CutoverOptions): Pick<PlanFacts, 'config'> {
  const [chosen, usual] = [config, DEFAULT_CONFIG].map((folder) => resolve(io.workingDirectory, folder));
  return chosen === usual ? {} : { config: shellWords([config]) };
}

/** Consumer keys of --users and --user; `undefined` without either. */
async function readUsers({ io }: Context, { users, user }: CutoverOptions): Promise<readonly string[] | undefined> {
  if (users === undefined) return user;
  const text = users === '-' ? await readStandardInputText(io) : await readFileText(io, users);
  return [...readUserKeys(text), ...(user ?? [])];
}

async function tell(
  { io, out }: Context,
  { output }: CutoverOptions,
  report: CutoverReport,
  facts: PlanFacts,
): Promise<number> {
  const markdown = markdownOf(report, facts);
  if (output !== undefined) {
    const text = output.endsWith('.json') ? JSON.stringify(report, null, 2) : markdown;
    await write(resolve(io.workingDirectory, output), output, `${text}\n`);
    out.notice(`The plan is in ${output}.`);
  }
  out.result(report, () => markdown);
  return report.ready ? EXIT_CODES.done : EXIT_CODES.failed;
}

/** Writes a file, whole or not at all. */
async function write(path: string, name: string, text: string): Promise<void> {
  try {
    await writeFile(`${path}.new`, text);
    await rename(`${path}.new`, path);
  } catch (error) {
    const problem = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new OnboardingError('usage', `--output: cannot write ${name}: ${problem}`, { cause: error });
  }
}
