import { shellWords } from '../shell/shell-words';
import { ShellSyntaxError } from '../shell/words';
import { OPTIONS_WITH_VALUE, SHORT_OPTIONS } from './curl-options';
import { readUrl, type CapturedRequest, UnreadableInputError } from './captured-request';

/** One option of a curl command by its long name, in the order of the command line; `value` of switches is empty. */
interface CurlOption {
  readonly name: string;
  readonly value: string;
}

/** Options that make curl send a body, and the Content-Type that each sets by default. */
const BODY_OPTIONS: Readonly<Record<string, string>> = {
  data: 'application/x-www-form-urlencoded',
  'data-ascii': 'application/x-www-form-urlencoded',
  'data-binary': 'application/x-www-form-urlencoded',
  'data-raw': 'application/x-www-form-urlencoded',
  'data-urlencode': 'application/x-www-form-urlencoded',
  json: 'application/json',
  form: 'multipart/form-data',
  'form-string': 'multipart/form-data',
};

/**
 * Reads the request of a curl command, such as a browser's "Copy as cURL".
 *
 * @throws UnreadableInputError
 */
export function readCurlCommand(text: string): CapturedRequest {
  const { words, endedBy } = wordsOf(text);
  const [program = '', ...rest] = words;
  if (!/^(?:.*[/\\])?curl(?:\.exe)?$/i.test(program)) {
    throw new UnreadableInputError(
      'it does not begin with curl; expected a curl command, such as "Copy as cURL" writes',
    );
  }
  const { options, urls } = readOptions(rest);
  const all = (...names: readonly string[]) => options.filter(({ name }) => names.includes(name));
  if (all('config').length > 0) {
    throw new UnreadableInputError('it takes options from a file (--config), which is not read; write them out');
  }
  const target = [...urls, ...all('url').map(({ value }) => value)];
  const url = target.find((word) => /^https?:\/\//i.test(word)) ?? target[0];
  if (url === undefined) throw new UnreadableInputError('it names no URL');

  const bodies = all(...Object.keys(BODY_OPTIONS));
  const inQuery = all('get').length > 0;
  const sent = bodies.length > 0 && !inQuery;
  const body = sent ? bodyOf(bodies) : undefined;
  const query = [...all('url-query').map(({ value }) => urlEncoded(value)), ...(inQuery ? bodies.map(inUrl) : [])];
  return {
    method: all('request').at(-1)?.value ?? defaultMethod(all, sent),
    url: withQuery(readUrl(/^[a-z]+:\/\//i.test(url) ? url : `http://${url}`), query),
    headers: headersOf(options, sent ? bodies : []),
    ...(body !== undefined && { body }),
    remarks: [
      ...(target.length > 1 ? [`The command has ${target.length} URLs; only the first with http is read.`] : []),
      ...(all('next').length > 0 ? ['Options after --next belong to another request and may be wrong here.'] : []),
      ...(endedBy === '&'
        ? ['The command contains & outside quotes: the shell ends it there, and the rest of the URL is never sent.']
        : []),
      ...(/[[\]{}]/.test(url) && all('globoff').length === 0
        ? ['curl expands [ ] { } in a URL: call it with --globoff, or percent-encode them.']
        : []),
    ],
  };
}

function wordsOf(text: string): ReturnType<typeof shellWords> {
  try {
    // Copied lines often begin with the prompt.
    return shellWords(text.replace(/^\s*(?:\$ |PS[^\n>]*> )/, ''));
  } catch (error) {
    if (!(error instanceof ShellSyntaxError)) throw error;
    throw new UnreadableInputError(`the shell would not run it as it stands: ${error.message}`, { cause: error });
  }
}

function readOptions(words: readonly string[]): { readonly options: CurlOption[]; readonly urls: string[] } {
  const options: CurlOption[] = [];
  const urls: string[] = [];
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word.startsWith('--')) {
      const name = word.slice(2);
      options.push({ name, value: OPTIONS_WITH_VALUE.has(name) ? (rest.shift() ?? '') : '' });
    } else if (word.startsWith('-') && word.length > 1) {
      options.push(...readShortOptions(word.slice(1), rest));
    } else {
      urls.push(word);
    }
  }
  return { options, urls };
}

/** Short options may be joined, `-sSX POST`; a value is the rest of the word or the next one. */
function readShortOptions(letters: string, rest: string[]): CurlOption[] {
  const options: CurlOption[] = [];
  for (const [index, letter] of letters.split('').entries()) {
    const name = SHORT_OPTIONS[letter] ?? letter;
    if (OPTIONS_WITH_VALUE.has(name)) {
      const attached = letters.slice(index + 1);
      return [...options, { name, value: attached === '' ? (rest.shift() ?? '') : attached }];
    }
    options.push({ name, value: '' });
  }
  return options;
}

function defaultMethod(all: (...names: readonly string[]) => readonly CurlOption[], sent: boolean): string {
  if (all('head').length > 0) return 'HEAD';
  if (all('upload-file').length > 0) return 'PUT';
  return sent ? 'POST' : 'GET';
}

/** The headers as curl sends them: `Name:` removes one of its own, `Name;` sends an empty one. */
function headersOf(options: readonly CurlOption[], bodies: readonly CurlOption[]): CapturedRequest['headers'] {
  const headers: (readonly [string, string])[] = [];
  const given = new Set<string>();
  for (const { name, value } of options) {
    if (name !== 'header') continue;
    const [, header = '', text] = /^([^:;]+)(?:[:]\s*(.*)|;\s*)$/s.exec(value) ?? [];
    given.add(header.trim().toLowerCase());
    if (header !== '' && text !== '') headers.push([header.trim(), text?.trim() ?? '']);
  }
  const type = bodies.map(({ name }) => BODY_OPTIONS[name]).at(-1);
  if (type !== undefined && !given.has('content-type')) headers.push(['Content-Type', type]);
  if (!given.has('authorization')) headers.push(...otherCredentials(options));
  return headers;
}

/** Only the scheme matters, and the credentials themselves must not be repeated. */
function otherCredentials(options: readonly CurlOption[]): CapturedRequest['headers'] {
  if (options.some(({ name }) => name === 'oauth2-bearer')) return [['Authorization', 'Bearer']];
  return options.some(({ name }) => name === 'user') ? [['Authorization', 'Basic']] : [];
}

/** The text of the body; `undefined` when it comes from a file. */
function bodyOf(bodies: readonly CurlOption[]): string | undefined {
  const parts = bodies.map(({ name, value }) => {
    if (name === 'data-urlencode') return urlEncoded(value);
    return name !== 'data-raw' && value.startsWith('@') ? undefined : value;
  });
  return parts.includes(undefined) || bodies.some(({ name }) => name.startsWith('form'))
    ? undefined
    : parts.join(bodies[0]?.name === 'json' ? '' : '&');
}

function inUrl({ name, value }: CurlOption): string {
  return name === 'data-urlencode' ? urlEncoded(value) : value;
}

/** Encodes as --data-urlencode does: `content`, `=content` or `name=content`; only the content is encoded. */
function urlEncoded(value: string): string {
  const [, name = '', content = ''] = /^([^=]*)=(.*)$/s.exec(value) ?? [undefined, '', value];
  const encoded = encodeURIComponent(content).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return name === '' ? encoded : `${name}=${encoded}`;
}

function withQuery(url: string, added: readonly string[]): string {
  if (added.length === 0) return url;
  return `${url}${url.includes('?') ? '&' : '?'}${added.join('&')}`;
}
