import { readYaml, type YamlFault } from '../../lib/files/yaml-source';

const SECRET = 'Zq9sUperSecretValue77';

function valueOf(source: string, scalars: 'typed' | 'text' = 'text'): unknown {
  const read = readYaml(source, scalars);
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  return read.value;
}

function faultsOf(source: string): readonly YamlFault[] {
  const read = readYaml(source, 'text');
  return 'faults' in read ? read.faults : [];
}

test.each([
  '0012345',
  '12345678901234567890',
  '1e5',
  '0x1F',
  '123_456',
  '1.10',
  '.inf',
  'on',
  'yes',
  'true',
  '2027-01-31',
])('as text, %s stays what is written', (text) => {
  expect(valueOf(`key: ${text}\n`)).toEqual({ key: text });
});

test.each(['0012345', '1e5', '0x1F', 'true'])('as a key, %s stays what is written', (key) => {
  expect(valueOf(`${key}: 1\n`, 'typed')).toEqual({ [key]: 1 });
});

test.each(['', '~', 'null'])('as text, %j is nothing', (text) => {
  expect(valueOf(`key: ${text}\n`)).toEqual({ key: null });
});

test('as text, the name Null is a name', () => {
  expect(valueOf('key: Null\n')).toEqual({ key: 'Null' });
});

test('numbers in JSON stay what is written, too', () => {
  expect(valueOf('{"key": 1e5, "other": 0.10}')).toEqual({ key: '1e5', other: '0.10' });
});

test('lines may end as on old Macs', () => {
  expect(valueOf('a: x\rb: y\r')).toEqual({ a: 'x', b: 'y' });
});

test('a directive does not bring merge keys and other booleans', () => {
  expect(valueOf('%YAML 1.1\n---\na: on\n', 'typed')).toEqual({ a: 'on' });
});

test.each<[string, string, number, string]>([
  ['a text that begins with *', `a: x\nb: *${SECRET}\n`, 2, 'an alias without an anchor'],
  ['a text that begins with !', `a: !${SECRET}\n`, 1, 'unknown tag'],
  ['a text that begins with %', `a: %${SECRET}\n`, 1, 'a text begins with a character that has a meaning in YAML'],
  ['a text with an escape sequence', `a: "\\z${SECRET}"\n`, 1, 'unknown escape sequence in double quotes'],
  ['a text with a colon', `a: ${SECRET}: b\n`, 1, 'a second colon in one line'],
  ['a text without its end', `a: "${SECRET}\n`, 2, 'malformed YAML'],
  ['an alias in what it stands for', `a: &${SECRET} [*${SECRET}]\n`, 1, 'an alias contains itself'],
  ['a key that is a list', `[${SECRET}]: a\n`, 1, 'a key that is not text'],
  ['a key that is nothing', `: ${SECRET}\n`, 1, 'a key that is not text'],
  ['a merge key', `a: &a { b: c }\nd:\n  <<: *a\n`, 3, 'merge keys (<<) are not supported'],
  ['a tab as indentation', `a:\n\tb: ${SECRET}\n`, 2, 'a tab as indentation'],
])('%s is a fault with its line', (_what, source, line, message) => {
  expect(faultsOf(source)[0]).toMatchObject({ line, message });
});

test.each(['1: a\n"1": b\n', '{ "x": a,\n  x: b }', 'a: 1\n"a": 2\n', 'x:\n'.repeat(2)])(
  'the duplicate keys in %j are a fault with both places',
  (source) => {
    expect(faultsOf(source)).toEqual([
      expect.objectContaining({ line: 2, message: 'duplicate key, first in line 1', allowed: 'each key once' }),
    ]);
  },
);

test('aliases that multiply without end are a fault where they exceed the bound', () => {
  const keys = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  const lines = keys.map(
    (key, at) =>
      `${key}: &${key} [${Array(9)
        .fill(at === 0 ? 'x' : `*${keys[at - 1]}`)
        .join(', ')}]`,
  );
  expect(faultsOf(`${lines.join('\n')}\n`)).toEqual([
    { line: 5, message: 'too many aliases', allowed: 'aliases that expand to at most 10000 values' },
  ]);
});

test('a few aliases are read', () => {
  expect(valueOf('a: &office 192.0.2.0/24\nb: *office\n')).toEqual({ a: '192.0.2.0/24', b: '192.0.2.0/24' });
});

test('nesting that is too deep for the parser is a fault', () => {
  expect(faultsOf('['.repeat(20_000))).not.toEqual([]);
});
