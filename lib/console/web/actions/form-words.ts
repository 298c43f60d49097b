import type { Field } from './action';

/** A quoted text or a command line, which stay as they are; or an option, with its placeholder and quotes. */
const OPTION = /"[^"]*"|aps-gateway [^"`']*|'?(?<![\w-])--([a-z][a-z-]*[a-z])(?: <[^>]*>)?'?/g;

/** A message of a command in the words of a form: options have the labels of its fields. */
export function formWords(message: string, fields: readonly Pick<Field, 'option' | 'label'>[]): string {
  return message.replaceAll(OPTION, (whole: string, option: string | undefined) => {
    const field = fields.find(
      (one) => option !== undefined && one.option === option.replace(/^secret-(?:stdin|file)$/, 'secret'),
    );
    return field ? `“${field.label}”` : whole;
  });
}
