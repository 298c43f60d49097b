import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { stringify } from 'yaml';
import { DOCUMENTATION, links, type Page, page } from '../docs/markdown';
import { ROOT } from '../docs/sections';

/** Page that lists the others under headings, which are the site's contents. */
const CONTENTS = 'docs/README.md';
const DECISIONS = 'docs/decisions/README.md';
/** Pages before the first heading. */
const FIRST = ['README.md', CONTENTS, 'docs/tutorial.md', 'docs/for-integrators.md', 'docs/glossary.md'];

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

/** Contents of the site: every page, by its title, under the headings of `CONTENTS`. */
function contents(): readonly object[] {
  const listed = new Set(FIRST);
  const added = (paths: readonly string[]) =>
    paths.filter((path) => !listed.has(path) && listed.add(path)).map((path) => entry(path));
  const headings = page(CONTENTS).split(/^## /m).slice(1);
  return [
    ...FIRST.map((path) => entry(path)),
    ...headings.map((text) => ({ [firstLine(text)]: added(linkedPages({ path: CONTENTS, text })) })),
    { Decisions: added(linkedPages({ path: DECISIONS, text: page(DECISIONS) })) },
    { Project: added(DOCUMENTATION.map(({ path }) => path)) },
  ];
}

/** Pages that a page links to, in its order. */
function linkedPages(of: Page): readonly string[] {
  return [...linked(of)].filter((path) => DOCUMENTATION.some((one) => one.path === path));
}

function entry(path: string): object {
  return { [/^# (.+)$/m.exec(page(path))?.[1] ?? path]: path };
}

function firstLine(text: string): string {
  return text.slice(0, text.indexOf('\n'));
}
