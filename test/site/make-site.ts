import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { stringify } from 'yaml';
import { DOCUMENTATION, links, type Page } from '../docs/markdown';
import { ROOT } from '../docs/sections';

/** Folders of pages, in the order of the contents. */
const SECTIONS = [
  ['How to', 'docs/how-to/'],
  ['Reference', 'docs/reference/'],
  ['Explanation', 'docs/explanation/'],
  ['Decisions', 'docs/decisions/'],
] as const;

/**
 * Makes a site of the documentation, which can be searched, also without a network or a server.
 *
 * @param python interpreter with the packages of requirements.txt
 * @returns the site's first page, a file
 * @throws Error when a link or an anchor leads nowhere
 */
export function makeSite(python: string): string {
  const folder = join(ROOT, 'reports/site');
  rmSync(folder, { recursive: true, force: true });
  const pages = join(folder, 'pages');
  for (const path of published()) {
    mkdirSync(dirname(join(pages, path)), { recursive: true });
    cpSync(join(ROOT, path), join(pages, path), { recursive: true });
  }
  const settings = readFileSync(join(__dirname, 'mkdocs.yml'), 'utf8');
  writeFileSync(join(folder, 'mkdocs.yml'), `${settings}${stringify({ nav: contents() })}`);
  execFileSync(python, ['-m', 'zensical', 'build', '--strict', '--config-file', join(folder, 'mkdocs.yml')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  keepShim(join(folder, 'html'));
  return join(folder, 'html/index.html');
}

/** Puts the script that searches files into the site, instead of a link to a host on the internet. */
function keepShim(site: string): void {
  cpSync(require.resolve('iframe-worker/shim'), join(site, 'assets/iframe-worker.js'));
  const files = readdirSync(site, { recursive: true, encoding: 'utf8' });
  for (const name of files.filter((file) => file.endsWith('.html'))) {
    const path = join(site, name);
    const shim = relative(dirname(path), join(site, 'assets/iframe-worker.js'));
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('https://unpkg.com/iframe-worker/shim', shim));
  }
}

/** Pages, and the files of the project that they link to or show. */
function published(): ReadonlySet<string> {
  return new Set(
    DOCUMENTATION.flatMap((of) => [of.path, ...[...linked(of)].filter((path) => existsSync(join(ROOT, path)))]),
  );
}

function linked(of: Page): ReadonlySet<string> {
  const shown = [...of.text.matchAll(/\b(?:src|srcset)="([^"]+)"/g)].map(([, target = '']) => target);
  const targets = [...links(of).map(({ target }) => target), ...shown].filter((target) => target !== '');
  return new Set(targets.map((target) => normalize(join(dirname(of.path), target))));
}

/** Contents of the site: every page, by its title. */
function contents(): readonly object[] {
  const listed = DOCUMENTATION.filter(({ path }) => SECTIONS.some(([, folder]) => path.startsWith(folder)));
  const first = ['README.md', 'docs/README.md', 'docs/tutorial.md', 'docs/for-integrators.md'];
  const rest = DOCUMENTATION.filter((of) => !listed.includes(of) && !first.includes(of.path));
  return [
    ...first.map((path) => entry(DOCUMENTATION.find((of) => of.path === path)!)),
    ...SECTIONS.map(([title, folder]) => ({
      [title]: listed.filter(({ path }) => path.startsWith(folder)).map(entry),
    })),
    { More: rest.map(entry) },
  ];
}

function entry({ path, text }: Page): object {
  return { [/^# (.+)$/m.exec(text)?.[1] ?? path]: path };
}
