import { spawnSync } from 'node:child_process';
import type { Command } from 'commander';
import { OnboardingError } from '../../onboarding/errors';
import type { Context } from '../context';
import type { Handler } from '../handle';
import { dryRunOption, examples } from '../options/common-options';

interface InitOptions {
  readonly dryRun?: boolean;
  readonly install: boolean;
}

/** `init NAME`. */
export function init(parent: Command, handler: Handler): void {
  const command = parent
    .command('init')
    .description('write a new app into this folder: cdk.json, config/, a README and a workflow')
    .argument('<name>', "the platform's name, for people")
    .option('--no-install', 'only name the CDK command in package.json, do not install it')
    .option('--json', 'print the result as JSON');
  examples(dryRunOption(command), 'init my-platform', 'init my-platform --dry-run');
  command.action(
    handler.run(async (context, { dryRun = false, install }: InitOptions, name: string) => {
      const { newApp, writeApp } = await import('../files/new-app.ts');
      const app = newApp(context.io.workingDirectory, name);
      if (!dryRun) writeApp(context.io.workingDirectory, app);
      const installs = app.manifest !== undefined && install;
      if (installs && !dryRun) installPackages(context);
      context.out.result({ files: app.files.map(({ file }) => file), dryRun, installs }, () =>
        [
          ...app.files.map(({ file }) => `${dryRun ? 'would write' : 'wrote'} ${file}`),
          ...(app.manifest === undefined ? [] : [`${dryRun ? 'would add' : 'added'} aws-cdk to package.json`]),
          '',
          'Next:',
          ...(app.manifest !== undefined && !install ? ['  npm install'] : []),
          '  npx aps-gateway start      serves the gateways on localhost',
          '  npx cdk synth              makes the templates',
        ].join('\n'),
      );
    }),
  );
}

/** Runs `npm install`, whose output is not the result. */
function installPackages({ io, out }: Context): void {
  const { status, stderr, error } = spawnSync('npm', ['install', '--no-fund', '--no-audit'], {
    cwd: io.workingDirectory,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status === 0) return;
  out.notice((error?.message ?? stderr).trim());
  throw new OnboardingError('failed', 'The files are written, but npm install failed. Run it again: npm install');
}
