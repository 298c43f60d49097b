/** A request as its client sent it, as far as an input says. */
export interface CapturedRequest {
  readonly method: string;
  /** Absolute URL exactly as it was sent, without user name, password and fragment. */
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Text of the body; absent if there is none, or if the input does not hold it. */
  readonly body?: string;
  /** Time at which it was sent or answered; absent if the input does not say. */
  readonly at?: Date;
  /** The answer that the client got, if the input holds it. */
  readonly answer?: CapturedAnswer;
  /** Sentences about the input itself, for its reader. */
  readonly remarks: readonly string[];
}

/** The parts of an answer that say who refused a request and why. */
export interface CapturedAnswer {
  readonly status: number;
  readonly code?: string;
  readonly message?: string;
}

/**
 * An input that does not hold a request. Its message repeats nothing of the input: commands and HAR files hold cookies and
 * other credentials.
 */
export class UnreadableInputError extends Error {
  override readonly name = 'UnreadableInputError';
}

const URL_PARTS = /^(https?):\/\/(?:[^/?#]*@)?([^/?#@]+)([^#]*)/i;

/**
 * Takes user name, password and fragment off an absolute URL; all else stays as typed.
 *
 * @throws UnreadableInputError
 */
export function readUrl(text: string): string {
  const [, scheme, authority, rest = ''] = URL_PARTS.exec(text.trim()) ?? [];
  if (scheme === undefined || authority === undefined) {
    throw new UnreadableInputError('the URL is not absolute; expected https://host/aps/2/resources');
  }
  return `${scheme}://${authority}${rest}`;
}

/** The value of the first header with a name, in any case. */
export function headerOf({ headers }: Pick<CapturedRequest, 'headers'>, name: string): string | undefined {
  return headers.find(([given]) => given.toLowerCase() === name.toLowerCase())?.[1];
}
