import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EnvironmentConfig } from '../../../lib/config/environment';
import { loadEnvironment } from '../../../lib/config/load-environment';
import { ConfigError, type ConfigProblem } from '../../../lib/config/problem';

/** The least that platform.yaml has. */
export const PLATFORM = `displayName: Testing
uiNodes: { brandEndpoint: https://brand.provider.test }
tiers:
  standard: { quota: { limit: 7000, period: day }, throttle: { rateLimit: 11, burstLimit: 23 } }
`;

/** YAML of reseller files by id; `platform` is text that is added to the least that platform.yaml needs. */
export type Files = Readonly<Record<string, string>> & { readonly platform?: string };

/** Loads an environment from files that exist only meanwhile. */
export function load({ platform = '', ...resellers }: Files): EnvironmentConfig {
  const root = mkdtempSync(join(tmpdir(), 'config-'));
  const folder = join(root, 'config/unit');
  mkdirSync(join(folder, 'resellers'), { recursive: true });
  // A key of `platform` takes the place of the same key of the least.
  const keys = new Set([...platform.matchAll(/^\w+/gm)].map(([key]) => key));
  const least = PLATFORM.split(/^(?=\w)/m).filter((part) => !keys.has(/^\w+/.exec(part)?.[0] ?? ''));
  writeFileSync(join(folder, 'platform.yaml'), `${platform}\n${least.join('')}`);
  for (const [key, yaml] of Object.entries(resellers)) {
    // `reseller:platform` is the way to a reseller of that name.
    const id = key.replace('reseller:', '');
    writeFileSync(
      join(folder, 'resellers', `${id}.yaml`),
      yaml.includes('displayName') ? yaml : `${yaml}\ndisplayName: ${id}\n`,
    );
  }
  try {
    return loadEnvironment(join(root, 'config'), 'unit', { workingDirectory: root });
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** Problems of an environment; fails when there are none. */
export function problemsOf(files: Files): readonly ConfigProblem[] {
  return problemsWhen(() => load(files));
}

/** Problems that loading throws; fails when it throws none. */
export function problemsWhen(loading: () => EnvironmentConfig): readonly ConfigProblem[] {
  try {
    loading();
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  throw new Error('The configuration has no problem');
}

/** `file:line path` of each problem, without folders. */
export const places = (problems: readonly ConfigProblem[]) =>
  problems.map(({ file, line, path }) => `${file.replace(/^.*\//, '')}:${line} ${path}`);
