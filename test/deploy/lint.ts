import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { attempt, CommandError, run } from './command';
import { EXPLANATIONS } from './lint-explanations';
import { PACKAGE, WORK } from './paths';
import { CFN_LINT } from './python';

interface Finding {
  readonly Filename: string;
  readonly Level: string;
  readonly Message: string;
  readonly Location: { readonly Path: readonly unknown[] | null };
  readonly Rule: { readonly Id: string };
}

/** Synthesizes the sample environments, as documented; returns the templates' files. */
export async function synthesizeSamples(environments: readonly string[]): Promise<readonly string[]> {
  const assemblies = environments.map((environment) => join(WORK, 'samples', environment));
  for (const [index, assembly] of assemblies.entries()) {
    const environment = environments[index] ?? '';
    await run(
      join(PACKAGE, 'node_modules/.bin/cdk'),
      ['synth', '--quiet', '--no-notices', '-c', `environment=${environment}`, '--output', assembly],
      { name: `cdk-synth-${environment}`, env: { CDK_HOME: join(WORK, 'cdk-home') } },
    );
  }
  return assemblies.flatMap(templatesIn);
}

function templatesIn(assembly: string): readonly string[] {
  return readdirSync(assembly)
    .filter((name) => name.endsWith('.template.json'))
    .map((name) => join(assembly, name));
}

/** Runs cfn-lint; throws with every finding that has no explanation, and every explanation without a finding. */
export async function lint(templates: readonly string[]): Promise<{ readonly explained: number }> {
  const { stdout, log } = await attempt(CFN_LINT, ['--format', 'json', '--', ...templates]);
  const findings = parse(stdout, log);
  const open = findings.filter((finding) => !isExplained(finding));
  const idle = Object.keys(EXPLANATIONS).filter((id) => !findings.some((finding) => finding.Rule.Id === id));
  const problems = [...open.map(format), ...idle.map((id) => `the explanation of ${id} matches no finding`)];
  if (problems.length > 0) throw new CommandError(problems.join('\n'), log);
  return { explained: findings.length };
}

function parse(stdout: string, log: string): readonly Finding[] {
  try {
    return JSON.parse(stdout) as readonly Finding[];
  } catch {
    throw new CommandError('cfn-lint did not answer with JSON', log);
  }
}

function isExplained({ Level, Message, Rule }: Finding): boolean {
  return Level !== 'Error' && EXPLANATIONS[Rule.Id]?.message.test(Message) === true;
}

function format({ Filename, Level, Message, Location, Rule }: Finding): string {
  return `${Rule.Id} ${Level} ${relative(WORK, Filename)} ${(Location.Path ?? []).join('/')}: ${Message}`;
}
