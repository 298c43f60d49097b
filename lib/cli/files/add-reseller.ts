import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { stringify } from 'yaml';
import type { EnvironmentConfig } from '../../config/environment';
import { loadEnvironment } from '../../config/load-environment';
import { ConfigError } from '../../config/problem';
import { OnboardingError } from '../../onboarding/errors';
import { readResellerId } from '../../onboarding/fields/identity';
import type { Context } from '../context';
import { DEFAULT_CONFIG } from '../options/common-options';
import { readConfiguration } from '../resellers';
import type { DeclaredThrottle } from '../options/throttle-option';
import { requireThrottleShare } from './throttle-share';

/** Contents of a new reseller's file. */
export interface NewReseller {
  readonly displayName: string;
  readonly parent?: string;
  readonly gateway?: string;
  readonly tiers?: readonly string[];
  /** Of its own gateway. */
  readonly throttle?: DeclaredThrottle;
  readonly externalReference?: string;
}

/** Path of a new reseller's file, relative to the working directory, and its text. */
export interface ResellerFile {
  readonly file: string;
  readonly text: string;
}

/**
 * Writes the file of a new reseller, except in a dry run. A file that does not fit the environment is not written.
 *
 * @throws OnboardingError `conflict` when the file exists, `usage` with every problem that the file would cause
 */
export async function addReseller(
  context: Context,
  configRoot: string,
  id: string,
  { dryRun = false, ...reseller }: NewReseller & { readonly dryRun?: boolean },
): Promise<ResellerFile> {
  const { environment, io } = context;
  const root = resolve(io.workingDirectory, configRoot);
  const config = readConfiguration(context, configRoot);
  requireFamily(reseller, config);
  const path = join(root, environment, 'resellers', `${id}.yaml`);
  const file = relative(io.workingDirectory, path);
  const taken = (cause?: unknown) => new OnboardingError('conflict', `${file} exists; it was not changed.`, { cause });
  if (existsSync(path)) throw taken();
  const { parent, gateway, throttle } = reseller;
  if (parent !== undefined && gateway !== 'inherited') {
    requireThrottleShare(config, { id, parent, ...(throttle && { throttle }) }, dirname(file));
  }
  const text = schemaLine(io.workingDirectory, root, path) + resellerFile(reseller);
  await tryOut(root, environment, id, text);
  if (!dryRun) {
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, text, { flag: 'wx' }).catch((error: unknown) => {
      throw error instanceof Error && 'code' in error && error.code === 'EEXIST' ? taken(error) : error;
    });
  }
  return { file, text };
}

/** The line by which editors find the schema; empty if neither the configuration nor the working directory has it. */
function schemaLine(workingDirectory: string, root: string, path: string): string {
  const schema = [root, resolve(workingDirectory, DEFAULT_CONFIG)]
    .map((folder) => join(folder, 'schema', 'reseller.schema.json'))
    .find(existsSync);
  if (schema === undefined) return '';
  return `# yaml-language-server: $schema=${relative(dirname(path), schema).replaceAll('\\', '/')}\n`;
}

function requireFamily({ parent, gateway, throttle }: NewReseller, { resellers }: EnvironmentConfig): void {
  if (throttle && gateway === 'inherited') {
    throw new OnboardingError('usage', '--throttle: expected a gateway of its own, not --gateway inherited');
  }
  if (parent === undefined && gateway === 'inherited') {
    throw new OnboardingError('usage', '--gateway inherited: expected --parent too, whose gateway it is');
  }
  if (parent === undefined || resellers.some(({ id }) => id === readResellerId(parent))) return;
  const declared = resellers.map(({ id }) => id).join(', ') || 'none is declared yet';
  throw new OnboardingError('usage', `--parent: got ${JSON.stringify(parent)}, expected one of: ${declared}`);
}

/** The problem of a platform whose gateways together exceed it. */
const CAPACITY = 'capacity.rateLimit';

/** Loads a copy of the environment that includes the new file; throws the problems that the file causes. */
async function tryOut(root: string, environment: string, id: string, text: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'aps-gateway-'));
  const copy = join(folder, basename(root));
  try {
    await cp(join(root, environment), join(copy, environment), { recursive: true });
    await mkdir(join(copy, environment, 'resellers'), { recursive: true });
    await writeFile(join(copy, environment, 'resellers', `${id}.yaml`), text);
    loadEnvironment(copy, environment);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    // Without file and line, because the file does not exist and will not be written.
    const problems = error.problems.map(({ file, path, message, value, allowed }) => {
      const got = value === undefined ? '' : `, got ${value}`;
      const place = basename(file) === `${id}.yaml` ? `reseller ${id}` : basename(file);
      return `${place}: ${path && `${path}: `}${message}${got}; expected: ${allowed}${path === CAPACITY ? ', or a smaller --throttle' : ''}`;
    });
    throw new OnboardingError('usage', problems.join('\n'), { cause: error });
  } finally {
    await rm(folder, { recursive: true });
  }
}

function key(name: string, value: unknown): string {
  return stringify({ [name]: value }).trimEnd();
}

function given(name: string, value: unknown, otherwise: string): string {
  return value === undefined ? otherwise : key(name, value);
}

/** Keys that only a reseller with its own gateway may declare. */
function ofGateway({ parent, throttle }: NewReseller): readonly string[] {
  return [
    `# All consumers together, requests per second and at once; without it, as the ${parent === undefined ? 'platform' : 'parent'} declares.`,
    throttle
      ? `throttle: { rateLimit: ${throttle.rateLimit}, burstLimit: ${throttle.burstLimit} }`
      : '# throttle: { rateLimit: 20, burstLimit: 40 }',
    ...ROUTES,
  ];
}

const ROUTES = [
  '',
  '# Paths below /aps/2 that reach the UI nodes; without it, as the platform declares.',
  '# routes:',
  '#   - path: /aps/2/resources',
  '',
];

/** Text of the file, YAML with comments. */
export function resellerFile(reseller: NewReseller): string {
  const { displayName, parent, gateway, tiers, externalReference } = reseller;
  const inherited = gateway === 'inherited';
  return [
    '# Human-readable name: alarms and lists show it.',
    key('displayName', displayName),
    '',
    '# The reseller above this one. With gateway: inherited, its gateway serves this one too.',
    given('parent', parent, '# parent: alpha'),
    given('gateway', gateway, '# gateway: own'),
    '',
    inherited
      ? "# Tiers that its consumers may be on: some of the parent's, with their limits."
      : "# Tiers that its consumers may be on: inherit takes the platform's (or the parent's) limits, others narrow them.",
    given(
      'tiers',
      tiers && Object.fromEntries(tiers.map((name) => [name, 'inherit'])),
      '# tiers:\n#   standard: inherit',
    ),
    '',
    ...(inherited ? [] : ofGateway(reseller)),
    "# The reseller's number in your own systems, and whom to write to.",
    given('externalReference', externalReference, '# externalReference: CRM-20417'),
    '# contacts:',
    '#   - integration@example.com',
    '',
  ].join('\n');
}
