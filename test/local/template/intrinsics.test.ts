import { Stack } from '../../../lib/local/template/stack';
import { type Template, TemplateError, type TemplateResource } from '../../../lib/local/template/template';

const PLACE = { accountId: '111122223333', region: 'eu-central-1' };
const TABLE: TemplateResource = { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'nonces' } };

/** Resolves a property's value in a stack that also holds a table, a condition, a map and parameters. */
function resolved(value: unknown, template: Partial<Template> = {}): unknown {
  const stack = new Stack(
    'my-stack',
    {
      Parameters: {
        Plain: { Type: 'String', Default: 'plain value' },
        Published: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/platform/shared' },
        Unset: { Type: 'String' },
      },
      Mappings: { Zones: { 'eu-central-1': { name: 'Frankfurt' } } },
      Conditions: {
        Yes: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-central-1'] },
        No: { 'Fn::Not': [{ Condition: 'Yes' }] },
        Both: { 'Fn::And': [{ Condition: 'Yes' }, { Condition: 'No' }] },
        Either: { 'Fn::Or': [{ Condition: 'Yes' }, { Condition: 'No' }] },
      },
      Resources: { Table: TABLE, Subject: { Type: 'Test::Subject', Properties: { value } } },
      ...template,
    },
    { place: PLACE, parameterValue: (name) => (name === '/platform/shared' ? 'shared value' : undefined) },
  );
  return stack.resourcesOfType('Test::Subject')[0]?.properties['value'];
}

test.each([
  ['Ref of a resource', { Ref: 'Table' }, 'nonces'],
  ['Ref of a parameter', { Ref: 'Plain' }, 'plain value'],
  ['Ref of a parameter that SSM holds', { Ref: 'Published' }, 'shared value'],
  ['Ref of a pseudo parameter', { Ref: 'AWS::AccountId' }, '111122223333'],
  ['Fn::GetAtt', { 'Fn::GetAtt': ['Table', 'Arn'] }, 'arn:aws:dynamodb:eu-central-1:111122223333:table/nonces'],
  ['Fn::GetAtt with a dot', { 'Fn::GetAtt': 'Table.Arn' }, 'arn:aws:dynamodb:eu-central-1:111122223333:table/nonces'],
  ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'Table' }, 'c']] }, 'a-nonces-c'],
  ['Fn::Sub', { 'Fn::Sub': '${Table} in ${AWS::Region} ${!Literal}' }, 'nonces in eu-central-1 ${Literal}'],
  [
    'Fn::Sub with variables',
    { 'Fn::Sub': ['${x}/${Table.Arn}', { x: { Ref: 'Plain' } }] },
    'plain value/arn:aws:dynamodb:eu-central-1:111122223333:table/nonces',
  ],
  ['Fn::Select of Fn::Split', { 'Fn::Select': ['1', { 'Fn::Split': ['/', 'a/b/c'] }] }, 'b'],
  ['Fn::If that holds', { 'Fn::If': ['Yes', 'then', 'else'] }, 'then'],
  ['Fn::If that does not', { 'Fn::If': ['No', 'then', { Ref: 'Table' }] }, 'nonces'],
  ['Fn::And', { 'Fn::If': ['Both', 1, 2] }, 2],
  ['Fn::Or', { 'Fn::If': ['Either', 1, 2] }, 1],
  ['Fn::FindInMap', { 'Fn::FindInMap': ['Zones', { Ref: 'AWS::Region' }, 'name'] }, 'Frankfurt'],
  ['Fn::Base64', { 'Fn::Base64': 'x' }, 'eA=='],
  ['a dynamic reference', 'a {{resolve:ssm:/platform/shared}} b', 'a shared value b'],
  ['a list without AWS::NoValue', [1, { Ref: 'AWS::NoValue' }, 3], [1, 3]],
  ['a map without AWS::NoValue', { a: 1, b: { Ref: 'AWS::NoValue' } }, { a: 1 }],
  [
    'a statement with a condition of its own',
    { Condition: { Bool: { x: true } } },
    { Condition: { Bool: { x: true } } },
  ],
])('%s is resolved', (_what, value, expected) => {
  expect(resolved(value)).toEqual(expected);
});

test.each([
  ['a function that is not known', { 'Fn::Transform': {} }, 'Fn::Transform'],
  ['a reference to nothing', { Ref: 'Nothing' }, 'the template has no resource Nothing'],
  ['a parameter without a value', { Ref: 'Unset' }, 'Unset has no default'],
  ['a parameter that no stack publishes', '{{resolve:ssm:/absent}}', '/absent'],
  ['a secret', '{{resolve:secretsmanager:x}}', 'cannot be resolved offline'],
])('%s is an error that names it', (_what, value, message) => {
  expect(() => resolved(value)).toThrow(TemplateError);
  expect(() => resolved(value)).toThrow(message);
});

test('a resource without a name gets one that stays and that no other has', () => {
  const unnamed: TemplateResource = { Type: 'AWS::DynamoDB::Table' };
  const Resources = {
    A: unnamed,
    B: unnamed,
    Subject: { Type: 'Test::Subject', Properties: { value: [{ Ref: 'A' }, { Ref: 'B' }] } },
  };
  const [a, b] = resolved(undefined, { Resources }) as string[];
  expect([resolved(undefined, { Resources }), a === b]).toEqual([[a, b], false]);
});

test('a REST API gets an id of ten letters and digits', () => {
  const Resources = {
    Api: { Type: 'AWS::ApiGateway::RestApi' },
    Subject: { Type: 'Test::Subject', Properties: { value: { Ref: 'Api' } } },
  };
  expect(resolved(undefined, { Resources })).toMatch(/^[a-z0-9]{10}$/);
});

test('a resource whose condition does not hold does not exist', () => {
  const Resources = { Subject: { Type: 'Test::Subject', Condition: 'No', Properties: { value: 1 } } };
  expect(resolved(undefined, { Resources })).toBeUndefined();
});
