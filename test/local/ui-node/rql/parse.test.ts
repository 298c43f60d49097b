import { parseRql, RqlError } from '../../../../lib/local/ui-node/rql/parse';

const condition = (query: string) => parseRql(query).condition;
const compare = (comparison: string, property: string, value: string) => ({
  type: 'compare',
  comparison,
  property,
  value,
});

test('an empty query selects everything', () => {
  expect(parseRql('')).toEqual({ condition: { type: 'and', terms: [] }, sort: [] });
});

test.each([
  ['eq(name,x)', compare('eq', 'name', 'x')],
  ['name=x', compare('eq', 'name', 'x')],
  ['name=like=*x*', compare('like', 'name', '*x*')],
  ['ge(aps.revision,3)', compare('ge', 'aps.revision', '3')],
  ['in(type,(A,B))', { type: 'in', property: 'type', values: ['A', 'B'] }],
  ['type=out=(A)', { type: 'out', property: 'type', values: ['A'] }],
  ['implementing(http://a.example/b/1.0)', { type: 'implementing', apsType: 'http://a.example/b/1.0' }],
  ['composing(http://a.example/b/1.0)', { type: 'composing', apsType: 'http://a.example/b/1.0' }],
  ['not(eq(a,1))', { type: 'not', term: compare('eq', 'a', '1') }],
  ['or(eq(a,1),b=2)', { type: 'or', terms: [compare('eq', 'a', '1'), compare('eq', 'b', '2')] }],
  ['eq(name,a%20b%2Cc)', compare('eq', 'name', 'a b,c')],
])('%s is understood', (query, term) => {
  expect(condition(query)).toEqual({ type: 'and', terms: [term] });
});

test.each(['eq(a,1)&eq(b,2)', 'eq(a,1),eq(b,2)', 'and(eq(a,1),eq(b,2))'])('%s joins its terms', (query) => {
  expect(condition(query)).toEqual({ type: 'and', terms: [compare('eq', 'a', '1'), compare('eq', 'b', '2')] });
});

test('sort, limit and select shape the result, inside of and() too', () => {
  expect(parseRql('and(sort(-name,aps.id),limit(5,10))&select(name,aps.type)')).toMatchObject({
    sort: [
      { property: 'name', direction: 'descending' },
      { property: 'aps.id', direction: 'ascending' },
    ],
    limit: { start: 5, count: 10 },
    select: ['name', 'aps.type'],
  });
});

test('sort(%2Bname) ascends', () => {
  expect(parseRql('sort(%2Bname)').sort).toEqual([{ property: 'name', direction: 'ascending' }]);
});

test('limit has a default count', () => {
  expect(parseRql('limit(3)').limit).toEqual({ start: 3, count: 1000 });
});

test.each([
  ['eq%28name,x%29', 'parentheses must not be encoded'],
  ['sort(%20name)', 'sort() got the property " name"'],
  ['eq(name)', 'needs two arguments, got 1'],
  ['eq(name,x', 'unexpected end'],
  ['eq(name,x))', 'unexpected ")" at 10'],
  ['nothing(x)', 'unknown function nothing()'],
  ['justaword', 'neither a function nor a comparison'],
  ['in(a,b)', 'needs a list'],
  ['and(word)', 'and() takes conditions'],
  ['limit(a,b)', 'whole numbers'],
  ['eq(a,%zz)', 'not valid percent-encoding'],
])('%s is refused: %s', (query, message) => {
  expect(() => parseRql(query)).toThrow(RqlError);
  expect(() => parseRql(query)).toThrow(message);
});
