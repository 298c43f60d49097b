import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { dependencies, peerDependencies } from '../../package.json';
import { succeed } from './steps';

/** A file of a tarball. */
interface PackedFile {
  readonly path: string;
  readonly size: number;
}

/** A tarball of this package. */
export interface Packed {
  readonly file: string;
  readonly files: readonly PackedFile[];
  readonly size: number;
}

/** Everything that may be published. */
const PUBLISHED = [
  /^(?:LICENSE|(?:README|CHANGELOG|CONTRIBUTING|SECURITY)\.md|package\.json|cdk\.json)$/,
  /^docs\/[\w/-]+\.(?:md|png|svg)$|^config\/README\.md$/,
  /^config\/(?:deploy-policy|schema\/(?:platform|reseller)\.schema)\.json$/,
  /^templates\/(?:app|notices|pipelines)\/[^.][\w./-]*$|^templates\/app\/\.github\/workflows\/[\w-]+\.yml$/,
  /^dist\/(?:bin|lib|lambda)\/[\w./-]+(?:\.js|\.d\.ts)$/,
  /^dist\/functions\/[a-z-]+\/index\.js$/,
  /^dist\/(?:console|kit|page)\/[\w./-]+$/,
  /^dist\/vendor\/[@\w-]+\.js$/,
  /^dist\/[a-z-]+-sdk\.js$/,
  /^dist\/(?:aps-gateway\.js|serve-on-terminal\.js|worker\.cjs|THIRD-PARTY-NOTICES\.txt|sbom\.cdx\.json)$/,
];

/** Largest tarball, in bytes. It had 3.2 MB when this was written, 0.3 of them documentation. */
const MOST_BYTES = 3_500_000;

/** Packs this package as `npm publish` would, into a folder. */
export function pack(root: string, folder: string): Packed {
  const [packed] = JSON.parse(succeed(root, 'npm', 'pack', '--json', '--silent', '--pack-destination', folder)) as [
    { readonly filename: string; readonly files: readonly PackedFile[]; readonly size: number },
  ];
  return { file: join(folder, packed.filename), files: packed.files, size: packed.size };
}

/** The tarball has what is published and nothing else, and is not larger than it needs to be. */
export function checkContents({ files, size }: Packed): void {
  const stray = files.filter(({ path }) => !PUBLISHED.some((allowed) => allowed.test(path)));
  assert.deepEqual(stray, [], 'files that are not to be published');
  assert.deepEqual(
    PUBLISHED.filter((allowed) => !files.some(({ path }) => allowed.test(path))),
    [],
    'nothing is published of',
  );
  assert.ok(size < MOST_BYTES, `the tarball has ${size} bytes, at most ${MOST_BYTES} were expected`);
}

const IMPORTED = /\b(?:require|import)\(\s*"([^"./][^"]*)"\s*\)/g;
/** Optional packages of bundled libraries, which work without them; and esbuild, with which only a clone makes bundles. */
const OPTIONAL = ['@aws-sdk/signature-v4-crt', 'kerberos', 'esbuild'];
const INSTALLED = [...Object.keys(dependencies), ...Object.keys(peerDependencies)];

/** Programs and modules import only files, modules of Node.js, and packages that are installed with this one. */
export function checkImports(root: string, { files }: Packed): void {
  const scripts = files.map(({ path }) => path).filter((path) => /^dist\/(?!console\/).*\.c?js$/.test(path));
  const strange = scripts.flatMap((path) =>
    [...readFileSync(join(root, path), 'utf8').matchAll(IMPORTED)]
      .map(([, name = '']) => name)
      .filter((name) => !isKnown(name))
      .map((name) => `${path} imports ${name}`),
  );
  assert.deepEqual(strange, []);
}

function isKnown(name: string): boolean {
  if (name.startsWith('node:') || builtinModules.includes(name) || OPTIONAL.includes(name)) return true;
  return INSTALLED.some((installed) => name === installed || name.startsWith(`${installed}/`));
}

/** Every bundled package is in the notices with its licence, and in the bill of materials; so is each that is installed. */
export function checkLicences(root: string): void {
  const notices = readFileSync(join(root, 'dist/THIRD-PARTY-NOTICES.txt'), 'utf8');
  const sbom = JSON.parse(readFileSync(join(root, 'dist/sbom.cdx.json'), 'utf8')) as {
    readonly bomFormat: string;
    readonly components: readonly { readonly 'bom-ref': string }[];
  };
  const named = [...notices.matchAll(/^(@?[a-z0-9][^\s@]*@\d[^\s]*) \(.+\)$/gm)].map(([, id = '']) => id);
  const installed = Object.entries(dependencies).map(([name, version]) => `${name}@${version}`);

  assert.equal(sbom.bomFormat, 'CycloneDX');
  assert.ok(
    named.some((id) => id.startsWith('dynalite@')) && named.some((id) => id.startsWith('@smithy/signature-v4@')),
  );
  assert.deepEqual(sbom.components.map((one) => one['bom-ref']).toSorted(), [...named, ...installed].toSorted());
}
