import { crc32 } from 'node:zlib';

/** Type of a header's value in an event: a string with a length of two bytes. */
const STRING = 7;
const CHECKSUM_BYTES = 4;
const PRELUDE_BYTES = 8 + CHECKSUM_BYTES;

/**
 * Encodes one event of an AWS event stream: prelude, headers, payload and two checksums (Smithy specification, "Amazon
 * Event Stream").
 */
export function encodeEvent(headers: Readonly<Record<string, string>>, payload: object): Buffer {
  const encodedHeaders = Buffer.concat(Object.entries(headers).map(([name, value]) => encodeHeader(name, value)));
  const body = Buffer.from(JSON.stringify(payload));
  const length = PRELUDE_BYTES + encodedHeaders.length + body.length + CHECKSUM_BYTES;
  const lengths = Buffer.alloc(8);
  lengths.writeUInt32BE(length, 0);
  lengths.writeUInt32BE(encodedHeaders.length, 4);
  return withChecksum(Buffer.concat([withChecksum(lengths), encodedHeaders, body]));
}

function encodeHeader(name: string, value: string): Buffer {
  const [encodedName, encodedValue] = [Buffer.from(name), Buffer.from(value)];
  const length = Buffer.alloc(2);
  length.writeUInt16BE(encodedValue.length);
  return Buffer.concat([Buffer.from([encodedName.length]), encodedName, Buffer.from([STRING]), length, encodedValue]);
}

function withChecksum(bytes: Buffer): Buffer {
  const checksum = Buffer.alloc(CHECKSUM_BYTES);
  checksum.writeUInt32BE(crc32(bytes));
  return Buffer.concat([bytes, checksum]);
}
