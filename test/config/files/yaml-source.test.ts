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
      allowed: 'an alias that follows its anchor',
    },
  ],
  ['an alias without an anchor', 'displayName: *nowhere\n', { line: 1, message: expect.stringContaining('nowhere') }],
  [
    'aliases that multiply without end',
    `displayName: A\n${bomb.join('\n')}\n`,
    { line: 1, message: 'too many aliases', allowed: 'aliases that expand to at most 100 values' },
  ],
  ['a text that breaks off', 'displayName: A\ntiers: {\n', { line: 3, allowed: 'well-formed YAML' }],
  [
    'a key that stands twice',
    'displayName: A\ndisplayName: B\n',
    { line: 2, message: 'duplicate key displayName', allowed: 'each key once' },
  ],
  [
    'a second document',
    'displayName: A\n---\ndisplayName: B\n',
    { line: 2, message: 'second document in this file', allowed: 'one document, not followed by ---' },
  ],
  [
    'a tag that nobody knows',
    'displayName: A\nnotes: !!js/function "return 1"\n',
    { line: 2, message: 'unknown tag !!js/function', allowed: 'values without tags' },
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

test('a wrong value behind an alias is told as it would be without', () => {
  const [problem] = problemsOf({
    platform: 'routes: [{ path: /aps/2/a, methods: &few [PATCH] }, { path: /aps/2/b, methods: *few }]',
  }).slice(1);
  expect(problem).toMatchObject({ path: 'routes.1.methods.0', value: '"PATCH"', message: 'is not allowed' });
});
