/** Text, or the reason why bytes are not UTF-8 text. No message repeats anything of the bytes. */
export type DecodedText = { readonly text: string } | { readonly fault: TextFault };

export interface TextFault {
  /** Line, from 1 on. */
  readonly line: number;
  readonly message: string;
  readonly allowed: string;
}

const ALLOWED = 'text in UTF-8; Excel writes it as "CSV UTF-8"';

/** By the bytes with which a file begins. UTF-32 comes first, because its mark begins with that of UTF-16. */
const OTHER_FORMATS: readonly (readonly [start: readonly number[], name: string])[] = [
  [[0xff, 0xfe, 0, 0], 'UTF-32'],
  [[0, 0, 0xfe, 0xff], 'UTF-32'],
  [[0xff, 0xfe], 'UTF-16'],
  [[0xfe, 0xff], 'UTF-16'],
  [[0x50, 0x4b, 3, 4], 'a ZIP file or a workbook (.xlsx)'],
  [[0x1f, 0x8b], 'a gzip file'],
];

/** Decodes bytes as UTF-8 and removes a byte order mark. Pure; never throws, and never replaces a character. */
export function decodeText(bytes: Uint8Array): DecodedText {
  const [, other] = OTHER_FORMATS.find(([start]) => start.every((byte, index) => bytes[index] === byte)) ?? [];
  if (other !== undefined) return refused(1, `this is ${other}`);
  const zero = bytes.indexOf(0);
  if (zero >= 0) {
    // Every second byte of Latin letters in UTF-16 is zero.
    const utf16 = bytes[zero + 2] === 0 || bytes[zero - 2] === 0;
    return refused(lineOf(bytes, zero), utf16 ? 'this is UTF-16' : 'this is not text: it contains a zero byte');
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const codePage = 'this is not valid UTF-8, but probably Windows-1252 or another code page';
    return refused(lineOf(bytes, firstInvalid(bytes)), codePage);
  }
  const lost = text.indexOf('\uFFFD');
  if (lost < 0) return { text };
  const line = text.slice(0, lost).split('\n').length;
  return refused(line, 'an earlier conversion replaced a character by U+FFFD', 'the original text in UTF-8');
}

function refused(line: number, message: string, allowed = ALLOWED): DecodedText {
  return { fault: { line, message, allowed } };
}

/** Returns the offset of the first byte that is not valid UTF-8. */
function firstInvalid(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for (const [offset, byte] of bytes.entries()) {
    try {
      decoder.decode(Uint8Array.of(byte), { stream: true });
    } catch {
      return offset;
    }
  }
  return bytes.length;
}

function lineOf(bytes: Uint8Array, offset: number): number {
  const before = Buffer.from(bytes.subarray(0, offset)).toString('latin1');
  return before.split(/\r\n|\n|\r/).length;
}
