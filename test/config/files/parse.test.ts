import { problemsOf } from '../support/files';

const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]', 'b', 'c', 'd', 'e', 'f'].map((key, index, all) => {
  const above = `*${all[index - 1]?.charAt(0)}`;
  return index === 0 ? key : `${key}: &${key} [${Array(9).fill(above).join(', ')}]`;
});

test.each<[string, string, object]>([
  [
    'an alias inside of what it stands for',
    'displayName: A\nnotes: &loop\n  - *loop\n',
    {
      line: 3,
      message: 'the alias *loop contains itself',
      allowed: 'an alias that follows its anchor; a text that begins with * in quotes',
    },
  ],
  ['an alias without an anchor', 'displayName: *nowhere\n', { line: 1, message: expect.stringContaining('nowhere') }],
  [
    'aliases that multiply without end',
    `displayName: A\n${bomb.join('\n')}\n`,
    { line: 6, message: 'too many aliases', allowed: 'aliases that expand to at most 10000 values' },
  ],
  [
    'a text that breaks off',
    'displayName: A\ntiers: {\n',
    { line: 3, message: 'Flow map in block collection must be sufficiently indented and end with a }' },
  ],
  [
    'a key that stands twice',
    'displayName: A\n"displayName": B\n',
    { line: 2, message: 'duplicate key displayName, first in line 1', allowed: 'each key once' },
  ],
  [
    'a merge key',
    'displayName: A\nnotes: &other { a: 1 }\ntags:\n  <<: *other\n',
    { line: 4, message: 'merge keys (<<) are not supported', allowed: 'the keys themselves' },
  ],
  [
    'a second document',
    'displayName: A\n---\ndisplayName: B\n',
    { line: 2, message: 'second document in this file', allowed: 'one document, not followed by ---' },
  ],
  [
    'an unknown tag',
    'displayName: A\nnotes: !!js/function "return 1"\n',
    { line: 2, message: 'unknown tag !!js/function', allowed: expect.stringMatching(/^values without tags;/) },
  ],
  [
    'a file of comments',
    '# displayName to come\n',
    { line: 1, message: 'this file is empty', allowed: expect.stringContaining('displayName') },
  ],
])('%s is a problem', (_what, alpha, problem) => {
  expect(problemsOf({ alpha })[0]).toEqual(
    expect.objectContaining({ file: 'config/unit/resellers/alpha.yaml', path: '', ...problem }),
  );
});

test('a wrong value behind an alias is reported as it would be without the alias', () => {
  const [problem] = problemsOf({
    platform: 'routes: [{ path: /aps/2/a, methods: &few [PATCH] }, { path: /aps/2/b, methods: *few }]',
  }).slice(1);
  expect(problem).toMatchObject({ path: 'routes.1.methods.0', value: '"PATCH"', message: 'is not allowed' });
});

test('a number in the place of text is shown as written, and quotes are requested', () => {
  const [problem] = problemsOf({ alpha: 'displayName: A\nexternalReference: 0042\n' });
  expect(problem).toMatchObject({ line: 2, path: 'externalReference', value: '0042' });
  expect(problem?.allowed).toMatch(/, in quotes$/);
});
