/** A member of a consumer that people write as text, on the command line, in CSV and in YAML. */
export interface Field<T = unknown> {
  readonly placeholder: string;
  readonly help: string;
  /**
   * Reads a text that is not empty.
   *
   * @param now an end must be later; absent where it may have passed
   * @throws FieldError
   */
  parse(text: string, now?: Date): T;
  /** Returns the text from which {@link parse} reads this value. */
  format(value: T): string;
}

/** A text that a field does not accept; the message says what it accepts. */
export class FieldError extends Error {
  override readonly name = 'FieldError';
}

/** A field for text without control characters and at most `maximum` characters long. */
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

/** A field for a list, separated by commas; repeated items count once. */
export function listField<T extends string>(
  placeholder: string,
  help: string,
  item: (text: string) => T,
  separator = ',',
): Field<readonly T[]> {
  return {
    placeholder,
    help,
    parse: (text) => [...new Set(text.split(separator).map((part) => item(part.trim())))],
    format: (value) => value.join(separator),
  };
}
