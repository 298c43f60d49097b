import { decodeQuery, encodeQuery } from '../../lib/rest-api/query';

const decoded = (query: string) => Object.fromEntries(decodeQuery(query));

const passed = (query: string) => encodeQuery(decodeQuery(query));

describe('decodeQuery, as API Gateway does for events', () => {
  test('decodes each escape once', () => {
    expect(decoded('q=a%252Bb')).toEqual({ q: ['a%2Bb'] });
  });

  test('takes a literal + for a space', () => {
    expect(decoded('plus=test+alias')).toEqual({ plus: ['test alias'] });
  });

  test('keeps an escaped + as a plus', () => {
    expect(decoded('plus=test%2Balias')).toEqual({ plus: ['test+alias'] });
  });

  test('gives a name without = an empty value', () => {
    expect(decoded('and(eq(a,1),limit(0,10))')).toEqual({ 'and(eq(a,1),limit(0,10))': [''] });
  });

  test('splits at the first = only', () => {
    expect(decoded('c==3')).toEqual({ c: ['=3'] });
  });

  test('keeps the order of the values of one name', () => {
    expect(decoded('x=1&y=9&x=2&x=3')).toMatchObject({ x: ['1', '2', '3'] });
  });

  test('does not keep the order between names', () => {
    expect([...decodeQuery('z=1&a=2&m=3').keys()]).not.toEqual(['z', 'a', 'm']);
  });

  test('splits at a raw ;', () => {
    expect(decoded('a=1;b=2')).toEqual({ a: ['1'], b: ['2'] });
  });

  test('skips empty pairs', () => {
    expect(decoded('&a=1&&')).toEqual({ a: ['1'] });
  });

  test('decodes UTF-8', () => {
    expect(decoded('n=%C3%A9%E2%98%95')).toEqual({ n: ['é☕'] });
  });

  test('has no trouble with a parameter called __proto__', () => {
    expect(decodeQuery('__proto__=x').get('__proto__')).toEqual(['x']);
  });
});

describe('encodeQuery, to the UI node', () => {
  test.each([
    ['parentheses, commas and stars', 'like(name,*x*)'],
    ['colons and slashes', 'implementing(http://a.example/b/1.0)'],
    ['a percent sign that was encoded', 'q=100%25'],
    ['an ampersand that was encoded', 'q=a%26b'],
    ['an equals sign in a name that was encoded', 'a%3Db=c'],
    ['a space', 'q=a%20b'],
    ['a plus that was encoded', 'sort(%2Bname)'],
    ['characters beyond ASCII', 'q=%C3%A9'],
    ['braces that were encoded', 'q=%7B1%7D'],
    ['a semicolon that was encoded', 'q=a%3Bb'],
  ])('lets %s come out as it came in', (_what, query) => {
    expect(passed(query)).toBe(query);
  });

  test('writes a literal + as an escaped space', () => {
    expect(passed('sort(+name)')).toBe('sort(%20name)');
  });

  test('writes parentheses literally that a client had escaped', () => {
    expect(passed('eq%28a%2C1%29')).toBe('eq(a,1)');
  });

  test('writes a parameter without a value as its bare name', () => {
    expect(passed('x=')).toBe('x');
  });

  test('writes every value of a name', () => {
    expect(passed('x=1&x=2')).toBe('x=1&x=2');
  });
});
