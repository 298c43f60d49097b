import { byNameThenValue } from '../normalized-parameters';
import type { Parameter } from '../parameter';
import { percentEncode } from '../percent-encoding';
import { PROTOCOL_PREFIX } from '../protocol-parameters';
import type { Signing } from '../signing';
import { isRepeated, type TypedParameter, typedPair } from '../typed-parameter';
import type { KnownFault } from './known-fault';
import { EMPTY_VALUES, eachOfQuery } from './query-faults';

/** Faults in encoding, ordering and joining the parameters of the query. */
export const ENCODING_FAULTS: readonly KnownFault[] = [
  {
    id: 'names_escaped_twice',
    clients: ['Insomnia', 'oauth-1.0a'],
    sentence: 'the names escaped twice',
    remedy: 'Turn URL encoding off (Insomnia), or decode names before you encode them for the base string.',
    proves: 'secret',
    readsSpelling: true,
    change: (signing) => [
      ...eachOfQuery(signing, (each) => (each.typedName === each.name ? each : { ...each, name: each.typedName })),
      ...(signing.query.some(({ value, typedValue = '' }) => value !== typedValue)
        ? eachOfQuery(signing, asWritten)
        : []),
    ],
  },
  {
    id: 'names_unescaped',
    clients: ['OAuth.DotNetCore', 'AsyncHttpClient'],
    sentence: 'the names not escaped in the parameter string',
    remedy: 'Percent-encode names like values before you join and sort them.',
    proves: 'secret',
    change: (signing) => [{ ...signing, encode: ({ name, value }) => [name, percentEncode(value)] }],
  },
  {
    id: 'query_unescaped',
    clients: ['AsyncHttpClient'],
    sentence: 'the query as typed, neither decoded nor escaped in the parameter string',
    remedy: 'Decode the query, then percent-encode each name and value.',
    proves: 'secret',
    readsSpelling: true,
    change: (signing) => [
      { ...signing, encode: asTyped((text) => text) },
      ...(signing.query.some((each) => /[*+]/.test(typedPair(each)))
        ? [{ ...signing, encode: asTyped((text) => text.replace(/[*+]/g, percentEncode)) }]
        : []),
    ],
  },
  {
    id: 'names_unescaped_in_base_string',
    clients: ['reqwest-oauth1', 'liboauth', 'Go mrjones', 'twittering-mode'],
    sentence: 'the names not escaped anywhere in the base string',
    remedy: 'Percent-encode names like values before you join them.',
    proves: 'secret',
    change: (signing) => [
      {
        ...signing,
        encode: ({ name, value }) => [name, percentEncode(value)],
        write: (pairs) => pairs.map(([name, value]) => `${name}%3D${percentEncode(value)}`).join('%26'),
      },
    ],
  },
  {
    id: 'valueless_without_equals',
    clients: [],
    sentence: 'the query parameters without = joined without =',
    remedy: `Write = after each name, even if the value is empty. ${EMPTY_VALUES}`,
    proves: 'secret',
    change: (signing) => [{ ...signing, write: (pairs) => percentEncode(pairs.map(joined).join('&')) }],
  },
  {
    id: 'valueless_leave_ampersand',
    clients: ['spring-security-oauth'],
    sentence: 'an empty & in place of each query parameter without =',
    remedy: EMPTY_VALUES,
    proves: 'secret',
    change: (signing) => [
      {
        ...signing,
        write: (pairs) =>
          percentEncode(pairs.map(([name, value]) => (value === '' ? '' : `${name}=${value}`)).join('&')),
      },
    ],
  },
  {
    id: 'latin1',
    clients: ['erlang-oauth'],
    sentence: 'the query in Latin-1',
    remedy: 'Encode text as UTF-8 before you percent-encode it.',
    proves: 'secret',
    change: (signing) =>
      signing.query.some(beyondAscii)
        ? [{ ...signing, encode: ({ name, value }) => [latin1(name), latin1(value)] }]
        : [],
  },
  {
    id: 'utf8_twice',
    clients: [],
    sentence: 'UTF-8 encoded as UTF-8 again',
    remedy: 'Encode text as UTF-8 once: decode the bytes of the URL as UTF-8, not as Latin-1.',
    proves: 'secret',
    change: (signing) =>
      eachOfQuery(signing, (each) =>
        beyondAscii(each) ? { ...each, name: misread(each.name), value: misread(each.value) } : each,
      ),
  },
  {
    id: 'sorted_before_encoding',
    clients: [],
    sentence: 'the parameters sorted before they were encoded',
    remedy: 'Percent-encode names and values first, then sort.',
    proves: 'secret',
    change: (signing) => [
      {
        ...signing,
        arrange: (parameters, encode) =>
          parameters.toSorted((a, b) => byNameThenValue([a.name, a.value], [b.name, b.value])).map(encode),
      },
    ],
  },
  {
    id: 'sorted_by_name_only',
    clients: ['httr', 'twittering-mode'],
    sentence: 'parameters of the same name in the order sent',
    remedy: 'Sort parameters of the same name by their encoded values.',
    proves: 'secret',
    change: (signing) =>
      signing.query.some(isRepeated)
        ? [
            {
              ...signing,
              arrange: (parameters, encode) =>
                parameters.map(encode).toSorted(([a], [b]) => byNameThenValue([a, ''], [b, ''])),
            },
          ]
        : [],
  },
  {
    id: 'unsorted',
    clients: [],
    sentence: 'the parameters not sorted',
    remedy: 'Sort the encoded parameters of query and header together, by name and then by value.',
    proves: 'secret',
    change: (signing) => [
      { ...signing, arrange: (parameters, encode) => parameters.map(encode) },
      {
        ...signing,
        arrange: (parameters, encode) =>
          parameters.toSorted((a, b) => Number(isOfHeader(b)) - Number(isOfHeader(a))).map(encode),
      },
    ],
  },
];

function asTyped(escape: (text: string) => string): Signing['encode'] {
  return ({ name, value, typedName, typedValue }) =>
    isOfHeader({ name }) ? [percentEncode(name), percentEncode(value)] : [escape(typedName), escape(typedValue ?? '')];
}

function asWritten(parameter: TypedParameter): TypedParameter {
  const { name, value, typedName, typedValue = '' } = parameter;
  return name === typedName && value === typedValue ? parameter : { ...parameter, name: typedName, value: typedValue };
}

function beyondAscii({ name, value }: TypedParameter): boolean {
  return /[\u0080-\uffff]/.test(name + value);
}

function joined([name, value]: Parameter): string {
  return value === '' ? name : `${name}=${value}`;
}

/** Tests for a parameter of the header: none of the query has such a name. */
function isOfHeader({ name }: Pick<TypedParameter, 'name'>): boolean {
  return name.startsWith(PROTOCOL_PREFIX);
}

function latin1(text: string): string {
  let encoded = '';
  for (const character of text) {
    const code = character.codePointAt(0)!;
    encoded += code > 0x7f && code < 0x100 ? `%${code.toString(16).toUpperCase()}` : percentEncode(character);
  }
  return encoded;
}

function misread(text: string): string {
  return Buffer.from(text).toString('latin1');
}
