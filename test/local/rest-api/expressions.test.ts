import { evaluateMapping, substitute } from '../../../lib/local/rest-api/expressions';

const values: Record<string, string> = {
  'context.domainName': 'gateway.example',
  'context.authorizer.reason': 'nonce_used',
  'stageVariables.colour': 'blue',
  'method.request.header.X-Own': 'own',
};
const lookup = (name: string) => values[name];

test.each([
  ["'static'", 'static'],
  ["''", ''],
  ["'it''s'", "it''s"],
  ['context.domainName', 'gateway.example'],
  ['stageVariables.colour', 'blue'],
  ['context.absent', undefined],
])('the mapping %s has the value %s', (expression, value) => {
  expect(evaluateMapping(expression, lookup)).toBe(value);
});

test.each([
  ['"$context.authorizer.reason"', '"nonce_used"'],
  ['${context.domainName}x', 'gateway.examplex'],
  ['$context.domainName.', 'gateway.example.'],
  ['$stageVariables.colour', 'blue'],
  ['$method.request.header.X-Own', 'own'],
  ['$context.absent', '?'],
  ['$5 and $contextual', '$5 and $contextual'],
])('the template %s becomes %s', (template, text) => {
  expect(substitute(template, lookup, '?')).toBe(text);
});

test('what a value holds is not substituted again', () => {
  expect(substitute('$context.a', (name) => (name === 'context.a' ? '$context.b $& $1' : 'never'), '')).toBe(
    '$context.b $& $1',
  );
});
