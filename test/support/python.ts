import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const ENVIRONMENTS = join(ROOT, '.venv');

/** Explanation of a missing Python. */
export interface NoPython {
  readonly missing: string;
}

/**
 * Returns a Python interpreter with pinned packages, in a virtual environment that is made once.
 *
 * @param requirements file with the pins
 * @param name of the environment's folder
 * @throws Error when the packages cannot be installed
 */
export function preparePython(requirements: string, name: string): string | NoPython {
  if (spawnSync('python3', ['--version']).status !== 0) return { missing: 'python3 is not installed' };
  const environment = join(ENVIRONMENTS, name);
  const interpreter = join(environment, 'bin/python');
  if (!existsSync(interpreter)) {
    const made = spawnSync('python3', ['-m', 'venv', environment], { encoding: 'utf8' });
    if (made.status !== 0)
      return { missing: `python3 -m venv does not work (on Debian: apt install python3-venv). ${made.stdout}` };
  }
  const wanted = readFileSync(requirements, 'utf8');
  const stamp = join(environment, 'installed-requirements.txt');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--requirement', requirements];
    execFileSync(interpreter, pip, { stdio: 'inherit' });
    writeFileSync(stamp, wanted);
  }
  return interpreter;
}
