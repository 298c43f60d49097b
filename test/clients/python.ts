import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const VENV = join(ROOT, '.venv');
const REQUIREMENTS = join(__dirname, 'requirements.txt');

/** Why there is no Python to run a client with. */
export interface NoPython {
  readonly missing: string;
}

/**
 * A Python interpreter with the pinned packages, in a virtual environment that is made once. Throws when the packages
 * cannot be installed.
 */
export function preparePython(): string | NoPython {
  if (spawnSync('python3', ['--version']).status !== 0) return { missing: 'python3 is not installed' };
  const interpreter = join(VENV, 'bin/python');
  if (!existsSync(interpreter)) {
    const made = spawnSync('python3', ['-m', 'venv', VENV], { encoding: 'utf8' });
    if (made.status !== 0)
      return { missing: `python3 -m venv does not work (on Debian: apt install python3-venv). ${made.stdout}` };
  }
  install(interpreter);
  return interpreter;
}

function install(interpreter: string): void {
  const wanted = readFileSync(REQUIREMENTS, 'utf8');
  const stamp = join(VENV, 'installed-requirements.txt');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--requirement', REQUIREMENTS];
  execFileSync(interpreter, pip, { stdio: 'inherit' });
  writeFileSync(stamp, wanted);
}
