import { join } from 'node:path';
import { attempt, type CommandOptions, type CommandResult, run } from './command';
import type { Emulator } from './emulator';
import { PACKAGE, WORK } from './paths';
import { CONFIG_ROOT, ENVIRONMENT } from './trial-environment';

const CDK = join(PACKAGE, 'node_modules/.bin/cdk');
const APP = ['-c', `config=${CONFIG_ROOT}`, '-c', `environment=${ENVIRONMENT}`, '--output', join(WORK, 'cdk.out')];
const QUIET = ['--no-notices', '--ci'];

/** The real CDK CLI against the emulator. */
export class Cdk {
  constructor(private readonly emulator: Emulator) {}

  /** Deploys stacks, all by default; throws CommandError when that fails. */
  deploy(stacks: readonly string[] = ['--all'], options: CommandOptions = {}): Promise<CommandResult> {
    return run(CDK, deployArguments(stacks), this.options('deploy', options));
  }

  /** Like deploy, but a failure is a result. */
  tryDeploy(stacks: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
    return attempt(CDK, deployArguments(stacks), this.options('deploy', options));
  }

  /** Names of the stacks that a deployment would change. */
  async diff(): Promise<readonly string[]> {
    const { output } = await run(CDK, ['diff', ...APP, ...QUIET], this.options('diff'));
    const changed = output
      .split(/^Stack /m)
      .slice(1)
      .filter((part) => !part.includes('There were no differences'));
    return changed.map((part) => part.split(/\s/, 1)[0] ?? '');
  }

  destroy(stacks: readonly string[]): Promise<CommandResult> {
    return run(CDK, ['destroy', ...stacks, '--force', ...APP, ...QUIET], this.options('destroy'));
  }

  bootstrap(target: string): Promise<CommandResult> {
    return run(CDK, ['bootstrap', target, ...QUIET], this.options('bootstrap'));
  }

  private options(name: string, options: CommandOptions = {}): CommandOptions {
    // aws-cdk-lib's own template check has had its say on the sample environments; it costs seconds each time.
    const env = { ...this.emulator.env, CDK_VALIDATION: 'false', ...options.env };
    return { name: `cdk-${name}`, ...options, env };
  }
}

function deployArguments(stacks: readonly string[]): string[] {
  const files = ['--outputs-file', join(WORK, 'outputs.json'), '--progress', 'events'];
  return ['deploy', ...stacks, '--require-approval', 'never', ...files, ...APP, ...QUIET];
}
