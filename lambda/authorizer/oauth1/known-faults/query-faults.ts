import { parseTypedQuery } from '../query-parameters';
import { percentDecode } from '../percent-encoding';
import type { Signing } from '../signing';
import { isRepeated, NO_PARAMETERS, type TypedParameter, typedPair } from '../typed-parameter';
import type { KnownFault } from './known-fault';

/** Advice for RQL, which consists of names without `=`. */
export const EMPTY_VALUES =
  'Give each RQL term to the library as a parameter with an empty value, or end each term in the URL with =, as in limit(0,10)=.';

/** Faults in what is signed of the query. */
export const QUERY_FAULTS: readonly KnownFault[] = [
  {
    id: 'query_unsigned',
    clients: ['scalaj-http', 'RestSharp with the query in the resource', 'Net::OAuth', 'simple_oauth'],
    sentence: 'the query left out',
    remedy: `Sign the parameters of the query. ${EMPTY_VALUES}`,
    proves: 'secret',
    change: (signing) => withQuery(signing, NO_PARAMETERS),
  },
  {
    id: 'valueless_unsigned',
    clients: ['signpost', 'okhttp-signpost', 'WWW::OAuth', 'LWP::Authen::OAuth', 'most libraries of Java and PHP'],
    sentence: 'the query parameters without = left out',
    remedy: EMPTY_VALUES,
    proves: 'secret',
    change: (signing) =>
      withQuery(signing, signing.query.some(hasValue) ? signing.query.filter(hasValue) : NO_PARAMETERS),
  },
  {
    id: 'value_cut',
    clients: ['oauth-1.0a', 'ScribeJava', 'twitter-api-v2', 'GData'],
    sentence: 'each value cut at its second =',
    remedy: 'Percent-encode = inside a value as %3D.',
    proves: 'secret',
    change: (signing) => eachOfQuery(signing, (each) => (each.value.includes('=') ? cut(each) : each)),
  },
  {
    id: 'dots_underscored',
    clients: ['league/oauth1-client', 'parse_str of PHP'],
    sentence: 'dots and spaces in names as _',
    remedy: 'Do not parse the query with parse_str, which changes names; percent-encode it yourself.',
    proves: 'secret',
    change: (signing) =>
      eachOfQuery(signing, (each) => (/[. ]/.test(each.name) ? renamed(each, each.name.replace(/[. ]/g, '_')) : each)),
  },
  {
    id: 'repeated_collapsed',
    clients: ['PHP', 'Net::OAuth', 'signet', 'Qt', 'GData', 'signpost'],
    sentence: 'only one of several parameters of the same name',
    remedy: 'Send each name once, or use a library that signs repeated names.',
    proves: 'secret',
    change: (signing) => {
      const { query } = signing;
      if (!query.some(isRepeated)) return [];
      const keep = (kept: (each: TypedParameter) => TypedParameter | undefined) =>
        withQuery(
          signing,
          query.filter((each) => kept(each) === each),
        );
      return [
        ...keep((each) => query.findLast(({ name }) => name === each.name)),
        ...keep((each) => query.find(({ name }) => name === each.name)),
        ...keep((each) => query.find(({ name, value }) => name === each.name && value === each.value)),
      ];
    },
  },
  {
    id: 'repeated_numbered',
    clients: ['node-oauth'],
    sentence: 'parameters of the same name numbered, as in a[0] and a[1]',
    remedy: 'Send each name once, or use a library that signs repeated names.',
    proves: 'secret',
    change: (signing) => (signing.query.some(isRepeated) ? withQuery(signing, signing.query.map(numbered)) : []),
  },
  {
    id: 'empty_pair',
    clients: ['oauth-1.0a', 'twitter-api-v2', 'Haskell', 'httr', 'Perl', 'Qt'],
    sentence: 'an empty parameter, as between && or after a & at the end',
    remedy: 'Remove the & that no parameter follows.',
    proves: 'secret',
    change: (signing) =>
      signing.query.length === 0 ? [] : withQuery(signing, [...signing.query, ...parseTypedQuery('=')]),
  },
  {
    id: 'semicolon_separates',
    clients: ['Ruby', 'Perl', 'Haskell'],
    sentence: 'each ; taken for a separator of parameters',
    remedy: 'Leave ; out of the query: this client splits at it even as %3B, and API Gateway splits at a raw one.',
    proves: 'secret',
    readsSpelling: true,
    change: (signing) =>
      withQuery(
        signing,
        signing.query.flatMap((each) => {
          const pair = typedPair(each);
          return pair.includes(';') ? parseTypedQuery(pair.replaceAll(';', '&')) : [each];
        }),
      ),
  },
  {
    id: 'plus_literal',
    clients: ['oauth-1.0a', 'Insomnia without URL encoding', 'twitter-api-v2', 'httr', 'signet'],
    sentence: 'each + in the query taken for a plus',
    remedy: 'A + in a query means a space: send %20 for a space and %2B for a plus, and sort(name) for sort(+name).',
    proves: 'secret',
    readsSpelling: true,
    change: (signing) => eachOfQuery(signing, (each) => (typedPair(each).includes('+') ? withPlus(each) : each)),
  },
];

/** Signs another query; none if it is the same. */
function withQuery(signing: Signing, query: readonly TypedParameter[]): readonly Signing[] {
  const same = query.length === signing.query.length && query.every((each, index) => each === signing.query[index]);
  return same ? [] : [{ ...signing, query }];
}

/** Signs a changed parameter for each of the query; none if `change` returns each as it is. */
export function eachOfQuery(
  signing: Signing,
  change: (parameter: TypedParameter) => TypedParameter,
): readonly Signing[] {
  return withQuery(signing, signing.query.map(change));
}

function cut(parameter: TypedParameter): TypedParameter {
  const { value, typedValue = '' } = parameter;
  return { ...parameter, value: before(value, '='), typedValue: before(typedValue, '=') };
}

function withPlus(parameter: TypedParameter): TypedParameter {
  const { name, value, typedName, typedValue = '' } = parameter;
  return { ...parameter, name: percentDecode(typedName) ?? name, value: percentDecode(typedValue) ?? value };
}

function renamed(parameter: TypedParameter, name: string): TypedParameter {
  return { ...parameter, name, typedName: name };
}

function numbered(parameter: TypedParameter, _index: number, query: readonly TypedParameter[]): TypedParameter {
  const same = query.filter(({ name }) => name === parameter.name);
  return same.length < 2 ? parameter : renamed(parameter, `${parameter.name}[${same.indexOf(parameter)}]`);
}

function hasValue({ typedValue }: TypedParameter): boolean {
  return typedValue !== undefined;
}

function before(text: string, separator: string): string {
  const [first = ''] = text.split(separator, 1);
  return first;
}
