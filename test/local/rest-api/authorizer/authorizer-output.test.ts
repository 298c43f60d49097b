import { readAuthorizerOutput } from '../../../../lib/local/rest-api/authorizer/authorizer-output';
import { allow } from '../../support/rest-api-fixture';

test('reads principal, statements, context and usage identifier', () => {
  expect(readAuthorizerOutput(allow({ context: { n: 1, b: true, s: 'x' }, usageIdentifierKey: 'key-value' }))).toEqual({
    principalId: 'principal-1',
    statements: [{ effect: 'Allow', actions: ['execute-api:Invoke'], resources: ['*'] }],
    context: new Map([
      ['n', '1'],
      ['b', 'true'],
      ['s', 'x'],
    ]),
    usageIdentifierKey: 'key-value',
  });
});

const document = (Statement: unknown) => ({ policyDocument: { Version: '2012-10-17', Statement } });

test.each([
  ['nothing', null],
  ['a text', 'Allow'],
  ['no principal', allow({ principalId: undefined })],
  ['no policy', allow({ policyDocument: undefined })],
  ['no statement', allow(document([]))],
  ['an unknown effect', allow(document([{ Effect: 'Maybe', Action: '*', Resource: '*' }]))],
  ['a resource of 513 characters', allow(document([{ Effect: 'Allow', Action: '*', Resource: 'x'.repeat(513) }]))],
  ['a condition', allow(document([{ Effect: 'Allow', Action: '*', Resource: '*', Condition: {} }]))],
  ['an object in the context', allow({ context: { nested: {} } })],
  ['a list in the context', allow({ context: { list: [1] } })],
  ['a usage identifier that is not text', allow({ usageIdentifierKey: 7 })],
])('names the problem of an output with %s', (_what, output) => {
  expect(typeof readAuthorizerOutput(output)).toBe('string');
});

test('accepts a single statement that is not in a list', () => {
  const output = allow(document({ Effect: 'Deny', Action: ['*'], Resource: ['*'] }));
  expect(readAuthorizerOutput(output)).toMatchObject({ statements: [{ effect: 'Deny' }] });
});
