import { join } from 'node:path';
import { NOTICE_KINDS, type NoticeKind } from '../../notices/templates/kinds';
import { type NoticeTemplate, readTemplate } from '../../notices/templates/template';
import type { NoticeTemplates } from '../../notices/settings';
import { PACKAGE_ROOT } from '../../package-root';
import { type ConfigProblem, fileProblem, folderProblem } from '../problem';
import type { ConfigFiles } from './config-files';

const FILE = /^([a-z-]+)\.([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\.txt$/;

type Found = Partial<Record<NoticeKind, NoticeTemplate>>;

/** Templates that could be read, and the problems of the others. */
export interface ReadTemplates {
  readonly templates: NoticeTemplates;
  readonly problems: readonly ConfigProblem[];
}

/**
 * Reads the templates of notices: those of the package, overridden by those in a folder of the provider. A language needs
 * every notice, except that English ones of the package complete English.
 *
 * @param folder the provider's own; only the package's when absent
 */
export function readTemplates(folder: string | undefined, files: ConfigFiles): ReadTemplates {
  const problems: ConfigProblem[] = [];
  const found = new Map<string, Found>();
  for (const one of [join(PACKAGE_ROOT, 'templates', 'notices'), ...(folder === undefined ? [] : [folder])]) {
    problems.push(...readFolder(one, found, files));
  }
  if (problems.length === 0 && folder !== undefined) problems.push(...checkComplete(files.shown(folder), found));
  // Without problems, every language is complete.
  return { templates: Object.fromEntries(found) as NoticeTemplates, problems };
}

function readFolder(folder: string, found: Map<string, Found>, files: ConfigFiles): readonly ConfigProblem[] {
  const names = files.names(folder);
  if ('problem' in names) return [names.problem];
  return names.found
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) => {
      const file = join(folder, name);
      const [, kind, language = ''] = FILE.exec(name) ?? [];
      if (!isKind(kind)) {
        const allowed = `<notice>.<language>.txt; the notices: ${NOTICE_KINDS.join(', ')}`;
        return [fileProblem(files.shown(file), 'invalid file name', allowed, JSON.stringify(name))];
      }
      const text = files.text(file);
      if ('problem' in text) return [text.problem];
      const template = readTemplate(kind, text.found);
      if (!('subject' in template))
        return template.map((problem) => ({ file: files.shown(file), path: '', ...problem }));
      found.set(language, { ...found.get(language), [kind]: template });
      return [];
    });
}

function checkComplete(folder: string, found: ReadonlyMap<string, Found>): readonly ConfigProblem[] {
  return [...found].flatMap(([language, templates]) => {
    const missing = NOTICE_KINDS.filter((kind) => !templates[kind]);
    if (missing.length === 0) return [];
    const allowed = `also ${missing.map((kind) => `${kind}.${language}.txt`).join(', ')}`;
    return [folderProblem(folder, `templates in ${language} are missing`, allowed)];
  });
}

function isKind(name: string | undefined): name is NoticeKind {
  return (NOTICE_KINDS as readonly (string | undefined)[]).includes(name);
}
