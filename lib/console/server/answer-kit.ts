import type { ServerResponse } from 'node:http';
import { extname } from 'node:path';
import { kitArchive } from '../../kit/archive';
import type { KitFiles } from '../../kit/kit-files';
import { OnboardingError } from '../../onboarding/errors';
import { failureOf, STATUS } from './failure';
import { KIT_POLICY } from './security-headers';

/** A reseller, or one of its consumers. */
export interface KitTarget {
  readonly reseller: string;
  readonly consumerKey?: string;
}

/** Welcome kits, made when their page is opened. */
export interface ServedKits {
  /** Part of every address of a kit. Only a page that is signed in gets to know it. */
  readonly secret: string;
  /** @throws OnboardingError */
  readonly make: (target: KitTarget) => Promise<KitFiles>;
}

/** Answers with a file of a kit. */
export type AnswerKit = (path: string, response: ServerResponse) => Promise<void>;

/** Start of the path of every file of a kit. */
export const KIT_PATH = '/kit/';
const PAGE = 'index.html';
const ARCHIVE = 'kit.zip';
/** Kits whose files are kept; the oldest one goes first. */
const MOST_KEPT = 8;

/** The address below which the files of all kits are. */
export function kitsAddress({ secret }: Pick<ServedKits, 'secret'>): string {
  return `${KIT_PATH}${secret}`;
}

/** Makes the function that answers with files of kits. The page and the archive are made anew, other files belong to the last page. */
export function kitAnswers({ make }: ServedKits): AnswerKit {
  const kept = new Map<string, Promise<KitFiles>>();
  const filesFor = (target: KitTarget, file: string): Promise<KitFiles> => {
    const id = JSON.stringify(target);
    const found = file === PAGE || file === ARCHIVE ? undefined : kept.get(id);
    if (found) return found;
    const made = make(target);
    kept.delete(id);
    kept.set(id, made);
    made.catch(() => kept.delete(id));
    for (const oldest of [...kept.keys()].slice(0, -MOST_KEPT)) kept.delete(oldest);
    return made;
  };
  return async (path, response) => {
    response.setHeader('Content-Security-Policy', KIT_POLICY);
    try {
      const { target, file } = requireAsked(path);
      const files = await filesFor(target, file);
      if (file === ARCHIVE) return sendArchive(response, target, files);
      const content = files.get(file);
      if (content === undefined) throw notFound(path);
      response.setHeader('Content-Type', TYPES[extname(file)] ?? 'text/plain; charset=utf-8');
      response.end(content);
    } catch (error) {
      const { code, message } = failureOf(error);
      response.writeHead(STATUS[code], { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${message}\n`);
    }
  };
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** Reads `/kit/SECRET/resellers/RESELLER/FILE` or `/kit/SECRET/consumers/RESELLER/KEY/FILE`; without a file, the page. */
function requireAsked(path: string): { readonly target: KitTarget; readonly file: string } {
  const [, , , kind, reseller = '', ...rest] = decodedParts(path);
  const consumerKey = kind === 'consumers' ? rest.shift() : undefined;
  const known = kind === 'resellers' || (kind === 'consumers' && consumerKey !== undefined);
  if (!known || reseller === '' || rest.length === 0) throw notFound(path);
  return {
    target: { reseller, ...(consumerKey !== undefined && { consumerKey }) },
    file: rest.join('/') || PAGE,
  };
}

function decodedParts(path: string): readonly string[] {
  try {
    return path.split('/').map(decodeURIComponent);
  } catch {
    throw notFound(path);
  }
}

function notFound(path: string): OnboardingError {
  const file = path.split('/').slice(3).join('/');
  return new OnboardingError('notFound', `The console has no file ${file} of a welcome kit.`);
}

function sendArchive(response: ServerResponse, { reseller, consumerKey }: KitTarget, files: KitFiles): void {
  const name = ['kit', reseller, ...(consumerKey === undefined ? [] : [consumerKey])]
    .join('-')
    .replaceAll(/[^\w.-]/g, '-');
  response.setHeader('Content-Type', 'application/zip');
  response.setHeader('Content-Disposition', `attachment; filename="${name}.zip"`);
  response.end(kitArchive(name, files));
}
