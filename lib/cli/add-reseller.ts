import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { stringify } from 'yaml';
import { OnboardingError } from '../onboarding/errors';
import type { Context } from './context';
import { readConfiguration } from './resellers';

/** What a new reseller's file says. */
export interface NewReseller {
  readonly displayName: string;
  readonly parent?: string;
  readonly gateway?: string;
  readonly tiers?: readonly string[];
  readonly externalReference?: string;
}

/**
 * Writes the file of a new reseller. A file that does not fit the environment is taken away again.
 *
 * @returns the file, relative to the working directory
 * @throws OnboardingError `conflict` when there is one already, else with every problem of the configuration
 */
export async function addReseller(context: Context, configRoot: string, id: string, reseller: NewReseller) {
  const { environment, io } = context;
  readConfiguration(context, configRoot);
  const folder = join(resolve(io.workingDirectory, configRoot), environment, 'resellers');
  const file = join(folder, `${id}.yaml`);
  const shown = relative(io.workingDirectory, file);
  await mkdir(folder, { recursive: true });
  await writeFile(file, resellerFile(reseller), { flag: 'wx' }).catch((error: unknown) => {
    const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    if (exists) throw new OnboardingError('conflict', `${shown} exists; it was not changed.`, { cause: error });
    throw error;
  });
  try {
    readConfiguration(context, configRoot);
  } catch (error) {
    await rm(file);
    throw error;
  }
  return shown;
}

function key(name: string, value: unknown): string {
  return stringify({ [name]: value }).trimEnd();
}

function given(name: string, value: unknown, otherwise: string): string {
  return value === undefined ? otherwise : key(name, value);
}

/** A commented YAML file. */
export function resellerFile({ displayName, parent, gateway, tiers, externalReference }: NewReseller): string {
  return [
    '# yaml-language-server: $schema=../../schema/reseller.schema.json',
    '# Name for people: alarms and lists show it.',
    key('displayName', displayName),
    '',
    '# The reseller above this one. With gateway: inherited, its gateway serves this one too.',
    given('parent', parent, '# parent: alpha'),
    given('gateway', gateway, '# gateway: own'),
    '',
    "# Tiers that its consumers may be on: inherit takes the platform's (or the parent's) limits, others narrow them.",
    given(
      'tiers',
      tiers && Object.fromEntries(tiers.map((name) => [name, 'inherit'])),
      '# tiers:\n#   standard: inherit',
    ),
    '',
    '# All consumers together, requests per second and at once; without it, as the platform declares.',
    '# throttle: { rateLimit: 20, burstLimit: 40 }',
    '',
    '# Paths below /aps/2 that reach the UI nodes; without it, as the platform declares.',
    '# routes:',
    '#   - path: /aps/2/resources',
    '',
    "# The reseller's number in your own systems, and whom to write to.",
    given('externalReference', externalReference, '# externalReference: CRM-20417'),
    '# contacts:',
    '#   - integration@example.com',
    '',
  ].join('\n');
}
