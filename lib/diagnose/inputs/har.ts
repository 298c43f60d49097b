import { isObject } from '../../is-object';
import { readUrl, type CapturedAnswer, type CapturedRequest, UnreadableInputError } from './captured-request';

/** The most entries that a message lists. */
const MAX_LISTED = 20;

/**
 * Reads one request of a HAR file (HTTP Archive 1.2).
 *
 * @param number of the entry, from 1 on; the only one that was answered 401 when absent
 * @throws UnreadableInputError
 */
export function readHar(text: string, number?: number): CapturedRequest {
  const entries = entriesOf(text);
  if (number !== undefined) {
    const entry = entries[number - 1];
    if (entry) return requestOf(entry);
    throw new UnreadableInputError(`it has no entry ${number}; it has ${entries.length}`);
  }
  const refused = entries.flatMap((entry, index) => (statusOf(entry) === 401 ? [index + 1] : []));
  const [only] =
    refused.length === 1 ? refused : entries.map((_, index) => index + 1).slice(0, entries.length === 1 ? 1 : 0);
  const entry = only === undefined ? undefined : entries[only - 1];
  if (entry) return requestOf(entry);
  const found = refused.length === 0 ? `none of its ${entries.length} entries` : `${refused.length} entries`;
  throw new UnreadableInputError(`${found} were answered 401; choose one with --entry:\n${listed(entries, refused)}`);
}

type Entry = Readonly<Record<string, unknown>>;

function entriesOf(text: string): readonly Entry[] {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    // The cause could quote the file.
    throw new UnreadableInputError('it is not valid JSON; expected a HAR file');
  }
  const log = isObject(root) ? root.log : undefined;
  const entries: unknown = isObject(log) ? log.entries : undefined;
  if (Array.isArray(entries)) return entries.filter(isObject);
  // A single entry, copied out of a HAR file.
  if (isObject(root) && isObject(root.request)) return [root];
  throw new UnreadableInputError('it has no log.entries; expected a HAR file, or one entry of it');
}

function requestOf(entry: Entry): CapturedRequest {
  const request = membersOf(entry.request);
  const { method, url } = request;
  if (typeof method !== 'string' || typeof url !== 'string') {
    throw new UnreadableInputError('the entry has no request with method and url');
  }
  const headers = headersOf(request.headers);
  const { text: body } = membersOf(request.postData);
  const at = timeOf(entry);
  const answer = answerOf(entry);
  const signed = headers.some(([name]) => name.toLowerCase() === 'authorization');
  return {
    method,
    url: readUrl(url),
    headers,
    ...(typeof body === 'string' && { body }),
    ...(at && { at }),
    ...(answer && { answer }),
    remarks: signed
      ? []
      : ['Browsers leave the Authorization header out of a HAR file, unless it is saved "with sensitive data".'],
  };
}

function headersOf(value: unknown): CapturedRequest['headers'] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  return list.flatMap((header): CapturedRequest['headers'] => {
    const { name, value: text } = membersOf(header);
    // Names with a colon are HTTP/2's, not headers.
    return typeof name === 'string' && typeof text === 'string' && !name.startsWith(':') ? [[name, text]] : [];
  });
}

/** The gateway's own clock, if the answer has its time, else the client's. */
function timeOf(entry: Entry): Date | undefined {
  const date = headersOf(membersOf(entry.response).headers).find(([name]) => name.toLowerCase() === 'date')?.[1];
  const time = Date.parse(date ?? String(entry.startedDateTime));
  return Number.isNaN(time) ? undefined : new Date(time);
}

function answerOf(entry: Entry): CapturedAnswer | undefined {
  const status = statusOf(entry);
  if (status === undefined) return undefined;
  const { text } = membersOf(membersOf(entry.response).content);
  const { code, message } = bodyOf(text);
  return {
    status,
    ...(typeof code === 'string' && { code }),
    ...(typeof message === 'string' && { message }),
  };
}

function bodyOf(text: unknown): Readonly<Record<string, unknown>> {
  try {
    return membersOf(JSON.parse(String(text)));
  } catch {
    return {};
  }
}

function statusOf(entry: Entry): number | undefined {
  const { status } = membersOf(entry.response);
  return typeof status === 'number' && status > 0 ? status : undefined;
}

/** Names entries by method, path and status; queries and headers are not repeated. */
function listed(entries: readonly Entry[], refused: readonly number[]): string {
  const numbers = refused.length > 0 ? refused : entries.map((_, index) => index + 1);
  const lines = numbers.slice(0, MAX_LISTED).map((number) => {
    const { method, url } = membersOf(entries[number - 1]?.request);
    const path = typeof url === 'string' ? url.replace(/[?#].*$/s, '').replace(/\/\/[^/]*@/, '//') : '';
    return `  ${number}  ${typeof method === 'string' ? method : '?'} ${path}  ${statusOf(entries[number - 1] ?? {}) ?? ''}`;
  });
  return [...lines, ...(numbers.length > MAX_LISTED ? ['  …'] : [])].join('\n');
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return isObject(value) ? value : {};
}
