import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ROOT } from './imports';

/** One finding of the linter, as `file: rule`. */
export type Finding = `${string}: ${string}`;

interface Report {
  readonly diagnostics: readonly { readonly code?: string; readonly filename: string }[];
}

const OXLINT = join(dirname(createRequire(__filename).resolve('oxlint/package.json')), 'bin', 'oxlint');

/**
 * Runs oxlint in a folder.
 * @param config path of the configuration, from the project's root
 * @returns each finding once, sorted
 * @throws {Error} if oxlint itself fails
 */
export function lint(config: string, paths: readonly string[], folder = ROOT): Finding[] {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [OXLINT, '--config', join(ROOT, config), '--format', 'json', ...paths],
    { cwd: folder, encoding: 'utf8' },
  );
  if (!stdout.startsWith('{')) throw new Error(`oxlint did not report: ${stdout}${stderr}`);
  const { diagnostics } = JSON.parse(stdout) as Report;
  const findings = diagnostics.map(({ code = '', filename }): Finding => `${filename}: ${ruleOf(code)}`);
  return [...new Set(findings)].toSorted();
}

/** `eslint(max-params)` is the rule `max-params`. */
function ruleOf(code: string): string {
  return /\((.+)\)$/.exec(code)?.[1] ?? code;
}
