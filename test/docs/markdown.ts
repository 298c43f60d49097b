import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './sections';

/** A page of the documentation; its path counts from the root. */
export interface Page {
  readonly path: string;
  readonly text: string;
}

/** Every page that a user or a contributor reads. */
export const DOCUMENTATION: readonly Page[] = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'config/README.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
].map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));

/** The page with a path. */
export function page(path: string): string {
  const found = DOCUMENTATION.find((candidate) => candidate.path === path);
  if (found === undefined) throw new Error(`no page ${path}`);
  return found.text;
}

/** Links of a page to files of the project, without those inside code. */
export function links({ text }: Page): readonly { readonly target: string; readonly anchor: string }[] {
  return [...withoutCode(text).matchAll(/\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]*))?\)/g)].map(
    ([, target = '', anchor = '']) => ({ target, anchor }),
  );
}

/** Anchors that GitHub gives to the headings of a page. */
export function anchors(text: string): readonly string[] {
  return [...withoutCode(text).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  );
}

/** Code blocks of a language, in the order of the page. */
export function codeBlocks({ text }: Page, language: string): readonly string[] {
  return [...text.matchAll(new RegExp(`^ *\`\`\`${language}\\n([\\s\\S]*?)^ *\`\`\``, 'gm'))].map(
    ([, block = '']) => block,
  );
}

/** The language of each code block of a page; empty where none is named. */
export function languages({ text }: Page): readonly string[] {
  return [...text.matchAll(/^ *```(.*)\n[\s\S]*?^ *```$/gm)].map(([, language = '']) => language);
}

function withoutCode(text: string): string {
  return text.replaceAll(/^ *```[\s\S]*?^ *```/gm, '').replaceAll(/`[^`\n]*`/g, '');
}
