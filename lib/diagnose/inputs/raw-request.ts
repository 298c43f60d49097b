import { headerOf, readUrl, type CapturedRequest, UnreadableInputError } from './captured-request';

const REQUEST_LINE = /^([A-Za-z]+)[ \t]+(\S.*?)(?:[ \t]+HTTP\/\d(?:\.\d)?)?$/;
const HEADER = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*)$/;

/**
 * Reads a request as it went over the wire: request line, headers, an empty line and the body (RFC 9112 §2.1). Also reads
 * what `curl --verbose` prints, in which each line of the request begins with `> `.
 *
 * @throws UnreadableInputError, naming the line
 */
export function readRawRequest(text: string): CapturedRequest {
  const { lines, body } = partsOf(text);
  const [first = '', ...rest] = lines;
  const [, method, target] = REQUEST_LINE.exec(first) ?? [];
  if (method === undefined || target === undefined) {
    throw new UnreadableInputError('line 1: expected a request line, such as GET /aps/2/resources HTTP/1.1');
  }
  const headers = rest.map((line, index): readonly [string, string] => {
    const [, name, value = ''] = HEADER.exec(line) ?? [];
    if (name === undefined) throw new UnreadableInputError(`line ${index + 2}: expected a header, "Name: value"`);
    return [name, value.trimEnd()];
  });
  return {
    method,
    url: urlOf(target, headers),
    headers,
    ...(body !== '' && { body }),
    remarks: [],
  };
}

function partsOf(text: string): { readonly lines: readonly string[]; readonly body: string } {
  const all = text.replaceAll('\r\n', '\n').replace(/^\n+/, '');
  if (/^(?:\*|>|<|\{|\}) /m.test(all) && /^> [A-Za-z]+ /m.test(all)) {
    const sent = all.split('\n').filter((line) => line.startsWith('> '));
    return { lines: sent.map((line) => line.slice(2)).filter((line) => line !== ''), body: '' };
  }
  const end = all.indexOf('\n\n');
  const head = end < 0 ? all.trimEnd() : all.slice(0, end);
  return { lines: head.split('\n'), body: end < 0 ? '' : all.slice(end + 2) };
}

function urlOf(target: string, headers: CapturedRequest['headers']): string {
  if (/^https?:/i.test(target)) return readUrl(target);
  if (!target.startsWith('/'))
    throw new UnreadableInputError('line 1: expected a path that begins with /, or a whole URL');
  const host = headerOf({ headers }, 'host');
  if (host === undefined) {
    throw new UnreadableInputError('it has no Host header; add it, or write the whole URL into the request line');
  }
  return readUrl(`https://${host}${target}`);
}
