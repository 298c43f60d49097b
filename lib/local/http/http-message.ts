import type { Readable } from 'node:stream';

/** Header names and values in the order and the spelling of the wire. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

/** A request as it came in, its body complete. */
export interface IncomingRequest {
  readonly method: string;
  /** The request line's target, raw. */
  readonly target: string;
  readonly headers: HeaderList;
  readonly body: Buffer;
  readonly sourceIp: string;
  /** Port that the local gateway listens on. */
  readonly port: number;
  /** Such as `HTTP/1.1`. */
  readonly protocol: string;
}

/** An answer; a stream is passed on as it comes. */
export interface OutgoingResponse {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Buffer | Readable;
}

/** Every value of a header, its name compared without regard to case (RFC 9110 §5.1). */
export function headerValues(headers: HeaderList, name: string): readonly string[] {
  const wanted = name.toLowerCase();
  return headers.filter(([candidate]) => candidate.toLowerCase() === wanted).map(([, value]) => value);
}

/** The last value of a header, `undefined` when it is absent. */
export function headerValue(headers: HeaderList, name: string): string | undefined {
  return headerValues(headers, name).at(-1);
}

/** Pairs of Node.js's flat `rawHeaders`. */
export function headerList(rawHeaders: readonly string[]): HeaderList {
  const headers: [string, string][] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) headers.push([rawHeaders[i] ?? '', rawHeaders[i + 1] ?? '']);
  return headers;
}
