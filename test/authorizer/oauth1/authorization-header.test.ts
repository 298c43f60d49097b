import {
  formatAuthorizationHeader,
  hasOneReading,
  parseAuthorizationHeader,
} from '../../../lambda/authorizer/oauth1/authorization-header';

const A1 = [['a', '1']];
const A1_B2 = [
  ['a', '1'],
  ['b', '2'],
];

test.each([
  ['scheme in another case', 'oAUTH a="1",b="2"', A1_B2],
  ['tab and spaces after the scheme', 'OAuth\t  a="1",b="2"', A1_B2],
  ['white space around the whole', ' \tOAuth a="1",b="2"\t ', A1_B2],
  ['spaces and tabs around commas', 'OAuth a="1" \t,\t b="2"', A1_B2],
  ['realm first', 'OAuth realm="x",a="1",b="2"', A1_B2],
  ['realm in another case', 'OAuth Realm="a, b",a="1"', A1],
  ['realm in upper case, last', 'OAuth a="1",REALM=""', A1],
  ['realm between', 'OAuth a="1",realm="x",b="2"', A1_B2],
  ['realm last', 'OAuth a="1",b="2",realm="x"', A1_B2],
  ['realm with an escaped quote, a comma and an equals sign', 'OAuth realm="a\\", b=\\"c", a="1"', A1],
  ['realm in UTF-8 and with a tab', 'OAuth realm="é\t", a="1"', A1],
  ['empty value', 'OAuth a=""', [['a', '']]],
  ['escapes in name and value', 'OAuth %61%62="%C3%a9%20"', [['ab', 'é ']]],
  ['plus stays plus', 'OAuth a="1+1%2B1"', [['a', '1+1+1']]],
  ['characters that need no quotes', 'OAuth a="/:=,;()"', [['a', '/:=,;()']]],
  [
    'a name twice',
    'OAuth a="1",a="2"',
    [
      ['a', '1'],
      ['a', '2'],
    ],
  ],
  ['empty list elements', 'OAuth ,a="1",,\t, b="2", ,', A1_B2],
  ['an empty list element before the realm', 'OAuth , realm="x",a="1"', A1],
  ['only empty list elements', 'OAuth , ,', []],
  ['no parameters', 'OAuth', []],
  ['no parameters but a space', 'OAuth ', []],
])('parses %s', (_, header, parameters) => {
  expect(parseAuthorizationHeader(header)).toEqual(parameters);
});

test.each(['Bearer x', 'XOAuth2 a="1"', 'OAuth2 a="1"', 'OAutha="1"', 'Basic OAuth a="1"', '"OAuth" a="1"'])(
  'rejects %s as another scheme',
  (header) => {
    expect(parseAuthorizationHeader(header)).toEqual({ problem: 'scheme_other', at: 0 });
  },
);

test.each(['OAuth, a="1"', ' oauth,a="1"', 'OAuth,'])('rejects %s for the comma after the scheme', (header) => {
  expect(parseAuthorizationHeader(header)).toEqual({ problem: 'comma_after_scheme', at: 0 });
});

test.each([
  ['unquoted value', 'OAuth a=1'],
  ['single quotes', "OAuth a='1'"],
  ['no equals sign', 'OAuth oauth_nonce'],
  ['space before the equals sign', 'OAuth a ="1"'],
  ['space after the equals sign', 'OAuth a= "1"'],
  ['unfinished quote', 'OAuth a="1'],
  ['text after a quote', 'OAuth a="1"b'],
  ['space for a comma', 'OAuth a="1" b="2"'],
  ['semicolon for a comma', 'OAuth a="1";b="2"'],
  ['empty name', 'OAuth ="1"'],
  ['malformed escape in a value', 'OAuth a="%ZZ"'],
  ['cut escape in a value', 'OAuth a="%4"'],
  ['malformed escape in a name', 'OAuth %a="1"'],
  ['escape that is not UTF-8', 'OAuth a="%FF"'],
  ['escape of a surrogate', 'OAuth a="%ED%A0%80"'],
  ['backslash in a value', 'OAuth a="1\\2"'],
  ['control character in a value', 'OAuth a="1\u0001"'],
  ['delete character in a value', 'OAuth a="1\u007f"'],
  ['tab in a value', 'OAuth a="1\t"'],
  ['raw non-ASCII in a value', 'OAuth a="é"'],
  ['lone surrogate in a value', 'OAuth a="\ud800"'],
  ['control character in the realm', 'OAuth realm="\u0000", a="1"'],
  ['line break in the realm', 'OAuth realm="\n", a="1"'],
  ['second realm', 'OAuth realm="x", a="1", realm="y"'],
  ['second realm in another case', 'OAuth realm="x", Realm="y"'],
  ['line break between', 'OAuth a="1",\r\n b="2"'],
  ['two headers joined by a comma', 'OAuth a="1", OAuth b="2"'],
])('rejects %s as malformed', (_, header) => {
  expect(parseAuthorizationHeader(header)).toMatchObject({ problem: 'malformed' });
});

test('a formatted header parses to the same parameters', () => {
  const parameters = [
    ['oauth_nonce', 'a "b", c=é+%'],
    ['x y', ''],
  ] as const;
  expect(parseAuthorizationHeader(formatAuthorizationHeader(parameters, 'say "hi" \\'))).toEqual(parameters);
});

test('the realm comes first, with quotes and backslashes escaped', () => {
  expect(formatAuthorizationHeader([['a', '1/2']], 'q"\\')).toBe('OAuth realm="q\\"\\\\", a="1%2F2"');
});

test('without a realm none is formatted', () => {
  expect(
    formatAuthorizationHeader([
      ['a', '1'],
      ['b', '2'],
    ]),
  ).toBe('OAuth a="1", b="2"');
});

test.each(['OAuth realm="a" oauth_nonce="n"', 'OAuth oauth_nonce="n", realm="a" x', 'OAuth realm="a"x="1"'])(
  '%s, without a comma after the realm, is malformed',
  (header) => {
    expect(parseAuthorizationHeader(header)).toMatchObject({ problem: 'malformed' });
  },
);

test.each([
  ['OAuth a=1', 6],
  ['OAuth a="1",,b=2', 13],
  ['OAuth realm="x", a="1" b="2"', 17],
  ['OAuth a="1", realm="x", realm="y"', 24],
])('reports the position at which %s is malformed', (header, at) => {
  expect(parseAuthorizationHeader(header)).toEqual({ problem: 'malformed', at });
});

test.each([
  'OAuth oauth_nonce="a"',
  'oauth  oauth_nonce="a-._~%2B%3d" , oauth_token=""',
  'OAuth realm="http://acme.example/ a-1_x~", oauth_nonce="a"',
  'OAuth oauth_nonce="a",realm=""',
])('%s has one reading', (header) => {
  expect(hasOneReading(header)).toBe(true);
});

test.each([
  ['a quote in the realm', 'OAuth realm="a\\"b", oauth_nonce="a"'],
  ['a comma in the realm', 'OAuth realm="a,b", oauth_nonce="a"'],
  ['an equals sign in the realm', 'OAuth realm="a=b", oauth_nonce="a"'],
  ['an escape in the realm', 'OAuth realm="a%22", oauth_nonce="a"'],
  ['a realm in another case', 'OAuth Realm="a", oauth_nonce="a"'],
  ['an escape in a name', 'OAuth oauth%5Fnonce="a"'],
  ['a capital letter in a name', 'OAuth oauth_Nonce="a"'],
  ['punctuation before a name', 'OAuth !oauth_nonce="a"'],
  ['another parameter', 'OAuth x="a"'],
  ['a plus in a value', 'OAuth oauth_nonce="a+b"'],
  ['a comma in a value', 'OAuth oauth_nonce="a,b"'],
  ['a space in a value', 'OAuth oauth_nonce="a b"'],
  ['a leading comma', 'OAuth ,oauth_nonce="a"'],
  ['a trailing comma', 'OAuth oauth_nonce="a",'],
  ['an empty element', 'OAuth oauth_nonce="a",,oauth_token=""'],
  ['a tab', 'OAuth oauth_nonce="a",\toauth_token=""'],
  ['a line end', 'OAuth oauth_nonce="a"\n'],
])('%s can be read differently', (_, header) => {
  expect(hasOneReading(header)).toBe(false);
});
