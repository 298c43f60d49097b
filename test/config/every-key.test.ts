import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parse, stringify } from 'yaml';

import { loadEnvironment } from '../../lib/config/load-environment';
import type { EnvironmentConfig } from '../../lib/config/environment';
import { ConfigError } from '../../lib/config/problem';
import { NOTICE_KINDS } from '../../lib/notices/templates/kinds';
import { reference } from '../../lib/config/shapes/reference';
import { type Further, PRODUCTION, PUBLIC_NODES, SEPARATE_ZONES, SHARED_ALARMS } from './support/further-keys';

const CONFIG = join(__dirname, '../../config');

/** A place in a YAML file, and the row of the reference that it stands for. */
interface Place {
  readonly path: readonly (string | number)[];
  readonly key: string;
}

/** Only checks read them: nothing is made of them. */
const ONLY_CHECKED = ['capacity', 'uiNodes.private.acknowledgedRegion', 'uiNodes.acknowledgedTimeoutQuotaSeconds'];

const root = mkdtempSync(join(tmpdir(), 'aps-gateway-every-key-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
mkdirSync(join(root, 'templates'));
for (const language of ['de', 'fr']) {
  for (const kind of NOTICE_KINDS) {
    writeFileSync(join(root, 'templates', `${kind}.${language}.txt`), `Subject: ${language}\n\n{consumer}\n`);
  }
}
const environments = [
  environment('everything', 'production', PRODUCTION),
  environment('separatezones', 'production', SEPARATE_ZONES),
  environment('publicnodes', 'lab', PUBLIC_NODES),
  environment('sharedalarms', 'lab', SHARED_ALARMS),
];

/** Copies an environment under a new name, with further keys. */
function environment(name: string, from: string, further: Further): string {
  cpSync(join(CONFIG, from), join(root, name), { recursive: true });
  for (const [file, keys] of Object.entries(further)) {
    const path = join(root, name, file);
    writeFileSync(path, stringify(merged(parse(readFileSync(path, 'utf8')), keys)));
  }
  return name;
}

function merged(below: unknown, above: unknown): unknown {
  if (!isMap(below) || !isMap(above)) return above;
  return Object.keys({ ...below, ...above }).reduce<Record<string, unknown>>(
    (made, key) => ({ ...made, [key]: key in above ? merged(below[key], above[key]) : below[key] }),
    {},
  );
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Adds the keys of a kind of file whose absence changes the environment, or is a problem. */
function addEffective(effective: Set<string>, name: string, kind: 'platform' | 'reseller'): void {
  const rows = new Set(reference(kind).map(({ key }) => key));
  const files =
    kind === 'platform'
      ? ['platform.yaml']
      : readdirSync(join(root, name, 'resellers')).map((file) => join('resellers', file));
  const declared = loadEnvironment(root, name);
  for (const file of files.map((path) => join(root, name, path))) {
    for (const { path, key } of placesOf(parse(readFileSync(file, 'utf8')), rows)) {
      if (!effective.has(key) && !isDeepStrictEqual(loadedWithout(name, file, path), declared)) effective.add(key);
    }
  }
}

function placesOf(value: unknown, rows: ReadonlySet<string>, path: Place['path'] = [], prefix = ''): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const joined = prefix === '' ? name : `${prefix}.${name}`;
    const key = Array.isArray(value) ? `${prefix}[]` : rows.has(joined) ? joined : `${prefix}.*`;
    const at = [...path, Array.isArray(value) ? Number(name) : name];
    return [...(rows.has(key) ? [{ path: at, key }] : []), ...placesOf(member, rows, at, key)];
  });
}

/** The environment as it is without one place of a file; `undefined` when that is a problem. */
function loadedWithout(name: string, file: string, path: Place['path']): EnvironmentConfig | undefined {
  const text = readFileSync(file, 'utf8');
  const document: unknown = parse(text);
  const parent = path.slice(0, -1).reduce<unknown>((value, member) => Reflect.get(Object(value), member), document);
  Reflect.deleteProperty(Object(parent), path.at(-1)!);
  writeFileSync(file, stringify(document));
  try {
    return loadEnvironment(root, name);
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  } finally {
    writeFileSync(file, text);
  }
}

test.each(['platform', 'reseller'] as const)('every key of a %s file changes the environment', (kind) => {
  const effective = new Set<string>();
  for (const name of environments) addEffective(effective, name, kind);
  const without = reference(kind).filter(({ key }) => !effective.has(key) && !ONLY_CHECKED.includes(key));

  expect(without.map(({ key }) => key)).toEqual([]);
});
