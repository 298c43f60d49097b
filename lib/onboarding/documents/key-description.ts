import type { LastChange } from '../consumer';

const UNKNOWN = 'an unknown caller';
const DESCRIPTION = new RegExp(`^Last changed at (\\S+) by (arn:\\S+|${UNKNOWN})$`);

/** The description of an API key: its last change, readable in the AWS console. */
export function encodeKeyDescription({ at, by = UNKNOWN }: LastChange): string {
  return `Last changed at ${at} by ${by}`;
}

/** Reads the description of an API key; `undefined` for any other text, such as that of an older version. */
export function decodeKeyDescription(text: string): LastChange | undefined {
  const [, at = '', by] = DESCRIPTION.exec(text) ?? [];
  if (Number.isNaN(Date.parse(at))) return undefined;
  return { at, ...(by !== UNKNOWN && by !== undefined && { by }) };
}
