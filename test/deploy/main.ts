/**
 * `npm run test:deploy [-- --strict] [--skip-lint]`: lints the sample environments' templates, then deploys a trial environment to an
 * AWS emulator and uses it. Exit code 0 also when Python is missing, unless `--strict` says that it has to be there.
 */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { listEnvironments } from '../../lib/config/files/environment-folder';
import { CommandError } from './command';
import { deployTrial } from './deploy-trial';
import { lint, synthesizeSamples } from './lint';
import { PACKAGE, WORK } from './paths';
import { ensurePackages, findPython } from './python';
import { Steps } from './steps';

const LAST_LINES = 60;
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

interface MainOptions {
  readonly strict: boolean;
  readonly lintFirst: boolean;
}

async function main({ strict, lintFirst }: MainOptions): Promise<void> {
  rmSync(WORK, { recursive: true, force: true });
  const python = await findPython();
  if ('lacking' in python) {
    console.log(`skipped: ${python.lacking}`);
    if (strict) process.exitCode = 1;
    return;
  }
  const steps = new Steps();
  try {
    await steps.step('the pinned packages are installed', () => ensurePackages(python.program));
    if (lintFirst) await lintSamples(steps);
    await deployTrial(steps);
    console.log(`\nall held in ${steps.total()}`);
  } catch (error) {
    process.exitCode = 1;
    console.error(error instanceof Error && error.name === 'Error' ? error.stack : String(error));
    const logs = readdirSync(WORK)
      .filter((name) => name.endsWith('.log'))
      .toSorted();
    const emulator = logs.filter((name) => name.endsWith('-emulator.log'));
    const last = error instanceof CommandError ? [error.log] : logs.slice(-1).map((name) => join(WORK, name));
    for (const log of new Set([...emulator.map((name) => join(WORK, name)), ...last])) printEnd(log);
    console.error(`logs: ${WORK}`);
  }
}

async function lintSamples(steps: Steps): Promise<void> {
  await steps.step('cfn-lint finds nothing unexplained in the sample environments', async () => {
    const templates = await synthesizeSamples(listEnvironments(join(PACKAGE, 'config')));
    const { explained } = await lint(templates);
    return `${templates.length} templates, ${explained} explained findings`;
  });
}

function printEnd(log: string): void {
  const lines = readFileSync(log, 'utf8').trimEnd().split('\n');
  console.error(`--- the last lines of ${log}\n${lines.slice(-LAST_LINES).join('\n')}\n---`);
}

const flags = process.argv.slice(2);
void main({ strict: flags.includes('--strict'), lintFirst: !flags.includes('--skip-lint') });
