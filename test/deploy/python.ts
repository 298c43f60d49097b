import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attempt, run } from './command';
import { VENV } from './paths';

const OLDEST = [3, 10] as const;

/** The programs of the virtual environment. */
export const PYTHON = join(VENV, 'bin/python');
export const CFN_LINT = join(VENV, 'bin/cfn-lint');

/** Finds a Python that is new enough, or says why there is none. */
export async function findPython(): Promise<{ readonly program: string } | { readonly lacking: string }> {
  const found: string[] = [];
  for (const program of ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10']) {
    const script = 'import sys, venv, ensurepip; print("%d.%d" % sys.version_info[:2])';
    const { code, stdout } = await attempt(program, ['-c', script]).catch(() => ({ code: undefined, stdout: '' }));
    if (code !== 0) continue;
    const [major = 0, minor = 0] = stdout.trim().split('.').map(Number);
    if (major === OLDEST[0] && minor >= OLDEST[1]) return { program };
    found.push(`${program} is ${stdout.trim()}`);
  }
  const why = found.length > 0 ? found.join(', ') : 'none was found';
  return { lacking: `Python ${OLDEST.join('.')} or newer with venv is needed; ${why}` };
}

/** Installs the pinned packages, unless they are there. */
export async function ensurePackages(python: string): Promise<void> {
  const requirements = join(__dirname, 'requirements.txt');
  const pins = [requirements, join(__dirname, 'constraints.txt')].map((file) => readFileSync(file));
  const wanted = createHash('sha256').update(Buffer.concat(pins)).digest('hex');
  const stamp = join(VENV, 'installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  rmSync(VENV, { recursive: true, force: true });
  mkdirSync(VENV, { recursive: true });
  await run(python, ['-m', 'venv', VENV], { name: 'venv' });
  await run(PYTHON, ['-m', 'pip', 'install', '--disable-pip-version-check', '--requirement', requirements], {
    name: 'pip',
    timeoutSeconds: 300,
  });
  // Last, so that an interrupted installation is repeated.
  writeFileSync(stamp, wanted);
}
