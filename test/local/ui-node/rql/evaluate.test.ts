import { type ApsResource, evaluateRql } from '../../../../lib/local/ui-node/rql/evaluate';
import { parseRql } from '../../../../lib/local/ui-node/rql/parse';
import { implementsType } from '../../../../lib/local/ui-node/sample-resources';

const resource = (id: string, type: string, properties: object): ApsResource => ({ aps: { id, type }, ...properties });
const RESOURCES = [
  resource('1', 'http://a.example/account/1.2', { name: 'Beta', size: 10, nested: { colour: 'red' } }),
  resource('2', 'http://a.example/account/2.0', { name: 'alpha', size: 9 }),
  resource('3', 'http://a.example/user/1.0', { name: 'Gamma (x)', size: 100, nested: { colour: 'blue' } }),
];
const ids = (query: string) =>
  evaluateRql(parseRql(query), RESOURCES, implementsType).map((found) => (found as ApsResource).aps.id);

test.each([
  ['', ['1', '2', '3']],
  ['implementing(http://a.example/account/1.2)', ['1']],
  ['implementing(http://a.example/account)', ['1', '2']],
  ['implementing(http://aps-standard.org/types/core/resource/1.0)', ['1', '2', '3']],
  ['composing(http://a.example/user/1.0)', ['3']],
  ['eq(nested.colour,red)', ['1']],
  ['ne(nested.colour,red)', ['2', '3']],
  ['gt(size,9)', ['1', '3']],
  ['le(size,10)', ['1', '2']],
  ['like(name,*A*)', ['1', '2', '3']],
  ['like(name,?eta)', ['1']],
  ['like(absent,*)', []],
  ['in(name,(Beta,alpha))', ['1', '2']],
  ['out(name,(Beta,alpha))', ['3']],
  ['not(eq(size,9))', ['1', '3']],
  ['or(eq(size,9),eq(size,100))', ['2', '3']],
  ['sort(size)', ['2', '1', '3']],
  ['sort(-size)', ['3', '1', '2']],
  ['sort(name)&limit(1,1)', ['1']],
  ['eq(constructor,x)', []],
])('%s selects %j', (query, expected) => {
  expect(ids(query)).toEqual(expected);
});

test('select keeps the identity and the named properties', () => {
  expect(evaluateRql(parseRql('select(size)&limit(0,1)'), RESOURCES, implementsType)).toEqual([
    { aps: { id: '1', type: 'http://a.example/account/1.2' }, size: 10 },
  ]);
});
