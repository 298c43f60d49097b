/** A member of a consumer that people write as text: on the command line, in CSV and in YAML alike. */
export interface Field<T = unknown> {
  readonly placeholder: string;
  readonly help: string;
  /** Reads a text that is not empty; throws a {@link FieldError}. Without `now`, an end may have passed. */
  parse(text: string, now?: Date): T;
  /** Writes the text that reads as this value. */
  format(value: T): string;
}

/** A text that a field does not take; the message says what it takes. */
export class FieldError extends Error {
  override readonly name = 'FieldError';
}

/** A field that is text of at most so many characters, without control characters. */
export function textField(help: string, maximum: number): Field<string> {
  return {
    placeholder: 'text',
    help,
    parse(text) {
      if (text.length > maximum || /\p{Cc}/u.test(text)) {
        throw new FieldError(`text of at most ${maximum} characters, without line breaks`);
      }
      return text;
    },
    format: (value) => value,
  };
}

/** A field that is a list without repetition, separated by commas. */
export function listField<T extends string>(
  placeholder: string,
  help: string,
  item: (text: string) => T,
): Field<readonly T[]> {
  return {
    placeholder,
    help,
    parse: (text) => [...new Set(text.split(',').map((part) => item(part.trim())))],
    format: (value) => value.join(','),
  };
}
