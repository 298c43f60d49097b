import { BoundedMap } from '../../../lambda/authorizer/consumers/bounded-map';

test('evicts the least recently used entry', () => {
  const map = new BoundedMap<string, number>(2);
  map.set('a', 1);
  map.set('b', 2);
  map.get('a');
  map.set('c', 3);
  map.set('c', 4);
  expect([map.get('a'), map.get('b'), map.get('c'), map.size]).toEqual([1, undefined, 4, 2]);
});
