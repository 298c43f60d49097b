import { OnboardingError } from '../../onboarding/errors';
import type { AnswerPage } from './answer-page';
import { MAIL_HEADERS } from './security-headers';

/** Returns the HTML of a mail by its number, counted from 0; `undefined` if there is no such mail or it has no HTML. */
export type MailHtml = (index: number) => string | undefined;

/** Makes the function that answers with the HTML of a mail, for a frame of the console's page. */
export function mailAnswer(mailHtml: MailHtml): AnswerPage {
  return async ([index = '', ...rest], response) => {
    const html = /^\d{1,6}$/.test(index) && rest.length === 0 ? mailHtml(Number(index)) : undefined;
    if (html === undefined) throw new OnboardingError('notFound', `There is no mail ${index} with HTML.`);
    for (const [name, value] of Object.entries(MAIL_HEADERS)) response.setHeader(name, value);
    response.end(html);
  };
}
