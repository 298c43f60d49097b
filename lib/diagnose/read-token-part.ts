import { isObject } from '../is-object';

/** Reads the header or the claims of a token; returns `undefined` if they are not an object. Verifies nothing. */
export function readPart(part: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
