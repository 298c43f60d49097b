/** A credentials secret does not hold a credentials document. Names the member, never its value. */
export class MalformedDocumentError extends Error {
  override readonly name = 'MalformedDocumentError';
  constructor(
    readonly member: string,
    readonly expected: string,
  ) {
    super(`${member} should be ${expected}`);
  }
}
