import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A package whose code lies in a bundle. */
export interface ShippedPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX expression. */
  readonly license: string;
  /** Texts of its licence files, or its author if it has none. */
  readonly notices: readonly string[];
}

/**
 * Returns the packages that bundles contain, sorted by name and version.
 *
 * @param inputs files in the bundles, as paths from the root
 * @throws Error for a package that names no licence
 */
export function shippedPackages(root: string, inputs: Iterable<string>): readonly ShippedPackage[] {
  const folders = new Set([...inputs].flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? []));
  const packages = [...folders].map((folder) => readPackage(join(root, folder)));
  const byId = new Map(packages.map((found) => [idOf(found), found]));
  return [...byId.keys()].toSorted().map((id) => byId.get(id)!);
}

/** Name and version, as SBOMs refer to a package. */
export function idOf({ name, version }: Pick<ShippedPackage, 'name' | 'version'>): string {
  return `${name}@${version}`;
}

const NOTICE_FILE = /^(?:licen[sc]e|copying|notice)/i;

function readPackage(folder: string): ShippedPackage {
  const { name, version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly name: string;
    readonly version: string;
    readonly license?: string;
    readonly author?: string | { readonly name: string };
  };
  if (license === undefined) throw new Error(`${name} names no licence: it cannot be part of a bundle.`);
  const files = readdirSync(folder).filter((file) => NOTICE_FILE.test(file));
  const by = typeof author === 'object' ? author.name : author;
  const notices = files
    .toSorted()
    .map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim());
  return {
    name,
    version,
    license,
    notices: notices.length > 0 ? notices : [`Copyright ${by ?? `the authors of ${name}`}`],
  };
}

/** The text that goes with the bundles: each package with its licence, and the text of each licence once. */
export function thirdPartyNotices(packages: readonly ShippedPackage[]): string {
  const owners = new Map<string, string[]>();
  for (const { notices, ...found } of packages) {
    const text = notices.join('\n\n');
    owners.set(text, [...(owners.get(text) ?? []), `${idOf(found)} (${found.license})`]);
  }
  const parts = [...owners].map(([text, names]) => `${names.join('\n')}\n\n${text}`);
  const intro = 'The JavaScript files of this package contain code of these packages, under their licences:';
  return `${[intro, ...parts].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}
