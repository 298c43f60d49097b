import type { ServerResponse } from 'node:http';
import { extname } from 'node:path';
import { kitArchive } from '../../kit/archive';
import type { KitFiles } from '../../kit/kit-files';
import { OnboardingError } from '../../onboarding/errors';
import type { AnswerPage } from './answer-page';
import { KIT_POLICY } from './security-headers';

/** A reseller, or one of its consumers. */
export interface KitTarget {
  readonly reseller: string;
  readonly consumerKey?: string;
}

/**
 * Makes the files of a welcome kit.
 *
 * @throws OnboardingError
 */
export type MakeKit = (target: KitTarget) => Promise<KitFiles>;

const PAGE = 'index.html';
const ARCHIVE = 'kit.zip';
/** Kits whose files are kept; the oldest one goes first. */
const MOST_KEPT = 8;

/**
 * Makes the function that answers with files of kits. Each request for the page or the archive makes the kit again; other
 * files belong to the last page.
 */
export function kitAnswers(make: MakeKit): AnswerPage {
  const kept = new Map<string, Promise<KitFiles>>();
  const filesFor = (target: KitTarget, file: string): Promise<KitFiles> => {
    const id = JSON.stringify(target);
    const found = file === PAGE || file === ARCHIVE ? undefined : kept.get(id);
    if (found) return found;
    const made = make(target);
    kept.delete(id);
    kept.set(id, made);
    made.catch(() => kept.get(id) === made && kept.delete(id));
    for (const oldest of [...kept.keys()].slice(0, -MOST_KEPT)) kept.delete(oldest);
    return made;
  };
  return async (rest, response) => {
    response.setHeader('Content-Security-Policy', KIT_POLICY);
    const { target, file } = requireAsked(rest);
    const files = await filesFor(target, file);
    if (file === ARCHIVE) return sendArchive(response, target, files);
    const content = files.get(file);
    if (content === undefined) throw notFound(rest);
    response.setHeader('Content-Type', TYPES[extname(file)] ?? 'text/plain; charset=utf-8');
    response.end(content);
  };
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** Reads `resellers/RESELLER/FILE` or `consumers/RESELLER/KEY/FILE`; without a file, the page. */
function requireAsked(parts: readonly string[]): { readonly target: KitTarget; readonly file: string } {
  const [kind, reseller = '', ...rest] = parts;
  const consumerKey = kind === 'consumers' ? rest.shift() : undefined;
  const known = kind === 'resellers' || (kind === 'consumers' && consumerKey !== undefined);
  if (!known || reseller === '' || rest.length === 0) throw notFound(parts);
  return {
    target: { reseller, ...(consumerKey !== undefined && { consumerKey }) },
    file: rest.join('/') || PAGE,
  };
}

function notFound(parts: readonly string[]): OnboardingError {
  return new OnboardingError('notFound', `The console has no file ${parts.join('/')} of a welcome kit.`);
}

function sendArchive(response: ServerResponse, { reseller, consumerKey }: KitTarget, files: KitFiles): void {
  const name = ['kit', reseller, ...(consumerKey === undefined ? [] : [consumerKey])]
    .join('-')
    .replaceAll(/[^\w.-]/g, '-');
  response.setHeader('Content-Type', 'application/zip');
  response.setHeader('Content-Disposition', `attachment; filename="${name}.zip"`);
  response.end(kitArchive(name, files));
}
