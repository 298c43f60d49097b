import { CASES } from '../../lib/conformance/cases';
import { limited } from '../../lib/verify/limited';

const targetOf = (id: string) => limited(CASES.find((one) => one.id === id)!).target;

test.each([
  ['list', '/aps/2/resources?limit(0,1)'],
  ['head', '/aps/2/resources?limit(0,1)'],
  ['compressed-answer', '/aps/2/resources?limit(0,1)'],
])('the case %s asks for %s', (id, target) => {
  expect(targetOf(id)).toBe(target);
});

test.each(['post-json', 'trailing-slash', 'rql-limit', 'forged-path', 'unknown-method'])(
  'the case %s stays as it is',
  (id) => {
    expect(targetOf(id)).toBe(CASES.find((one) => one.id === id)!.target);
  },
);

test('only the target of a case changes', () => {
  const list = CASES.find(({ id }) => id === 'list')!;

  expect({ ...limited(list), target: list.target }).toEqual(list);
});
