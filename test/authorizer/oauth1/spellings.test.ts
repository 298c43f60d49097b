import { spellingsOf } from '../../../lambda/authorizer/oauth1/spellings';
import { typedPair } from '../../../lambda/authorizer/oauth1/typed-parameter';

const spelled = (name: string, value = '') =>
  spellingsOf([
    [name, value],
    ['b', '1'],
  ]).map((query) => query.map(typedPair).join('&'));

test('RQL may be typed plain, with a plus for a space, or with more or less of it escaped', () => {
  expect(spelled('like(name,*a b*)')).toEqual([
    'like(name,*a%20b*)&b=1',
    'like(name,*a+b*)&b=1',
    'like(name%2C*a%20b*)&b=1',
    'like%28name%2C%2Aa%20b%2A%29&b=1',
  ]);
});

test('equal spellings are given once', () => {
  expect([spelled('limit'), spelled('(a)')]).toEqual([['limit&b=1'], ['(a)&b=1', '%28a%29&b=1']]);
});

test('characters that mean something else in a query are always escaped, and = in a value is not', () => {
  expect(spelled('a=b&c#d+e', 'f=g')[0]).toBe('a%3Db%26c%23d%2Be=f=g&b=1');
});

test('no query has one spelling', () => {
  expect(spellingsOf([])).toEqual([[]]);
});
