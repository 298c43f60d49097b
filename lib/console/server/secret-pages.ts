import type { ServerResponse } from 'node:http';
import { OnboardingError } from '../../onboarding/errors';
import { kitAnswers, type MakeKit } from './answer-kit';
import type { AnswerPage } from './answer-page';
import { mailAnswer, type MailHtml } from './answer-mail';
import { failureOf, STATUS } from './failure';

/** Documents that a browser opens by itself, as pages or in a frame of the console's page. */
export interface SecretPages {
  /**
   * Part of every address. A browser that opens a document sends the cookie but not the key, so the secret takes the key's
   * place. Only a page that is signed in gets to know it.
   */
  readonly secret: string;
  readonly makeKit: MakeKit;
  /** Present where mails are kept instead of sent. */
  readonly mailHtml?: MailHtml;
}

/** Start of the path of every document; the secret follows. */
export const PAGES_PATH = '/pages/';

/** The address below which the documents are. */
export function pagesAddress({ secret }: Pick<SecretPages, 'secret'>): string {
  return `${PAGES_PATH}${secret}`;
}

/** Makes the function that answers with the document at a path. A failure is answered as text, for the person who reads it. */
export function pageAnswers({ makeKit, mailHtml }: SecretPages) {
  const kinds: Readonly<Record<string, AnswerPage>> = {
    kit: kitAnswers(makeKit),
    ...(mailHtml && { mail: mailAnswer(mailHtml) }),
  };
  return async (path: string, response: ServerResponse): Promise<void> => {
    try {
      const [, , , kind = '', ...rest] = decodedParts(path);
      if (!Object.hasOwn(kinds, kind)) throw notFound(path);
      await kinds[kind]!(rest, response);
    } catch (error) {
      const { code, message } = failureOf(error);
      response.writeHead(STATUS[code], { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${message}\n`);
    }
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
  return new OnboardingError('notFound', `The console has no page ${path.split('/').slice(3).join('/')}.`);
}
