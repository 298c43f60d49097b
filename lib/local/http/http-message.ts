import type { Readable } from 'node:stream';

/** Header names and values in the order and the spelling of the wire. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

/** An incoming request with its complete body. */
export interface IncomingRequest {
  readonly method: string;
  /** The request line's target, raw. */
  readonly target: string;
  readonly headers: HeaderList;
  readonly body: Buffer;
  readonly sourceIp: string;
  /** VPC endpoint through which it came; absent on the internet. */
  readonly vpcEndpoint?: string;
  /** Port that the local gateway listens on. */
  readonly port: number;
  /** Such as `HTTP/1.1`. */
  readonly protocol: string;
}

/** A response. A stream is passed on as it arrives. */
export interface OutgoingResponse {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Buffer | Readable;
}

/** All values of a header; the case of its name does not matter (RFC 9110 §5.1). */
export function headerValues(headers: HeaderList, name: string): readonly string[] {
  const wanted = name.toLowerCase();
  return headers.filter(([candidate]) => candidate.toLowerCase() === wanted).map(([, value]) => value);
}

/** Last value of a header; `undefined` if it is absent. */
export function headerValue(headers: HeaderList, name: string): string | undefined {
  return headerValues(headers, name).at(-1);
}

/** Converts Node.js's flat `rawHeaders` into pairs. */
export function headerList(rawHeaders: readonly string[]): HeaderList {
  const headers: [string, string][] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) headers.push([rawHeaders[i] ?? '', rawHeaders[i + 1] ?? '']);
  return headers;
}
