/** A date and time as the CLI writes it. Nothing else may reach a log line: a document may hold any text there. */
const ADDED_AT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

/**
 * Names one of a consumer's secrets without revealing anything of it: by the time it was added, otherwise by its
 * position in the document, counted from 1.
 *
 * @param addedAt member of the secret in the credentials document
 */
export function secretId(addedAt: unknown, index: number): string {
  return typeof addedAt === 'string' && ADDED_AT.test(addedAt) ? addedAt : String(index + 1);
}
