import { CASES } from '../../lib/conformance/cases';

const repeated = (texts: readonly string[]) => texts.filter((text, index) => texts.indexOf(text) !== index);

test('each case has an id of its own', () => {
  expect(repeated(CASES.map(({ id }) => id))).toEqual([]);
});

test('each case has a title of its own', () => {
  expect(repeated(CASES.map(({ title }) => title))).toEqual([]);
});

test('only cases that ask for it write to the platform', () => {
  const writing = CASES.filter(({ expect: { status } }) => status === 201);

  expect(writing).not.toEqual([]);
  expect(writing.filter(({ needs }) => !needs?.includes('writable'))).toEqual([]);
});

test('no case that the gateway should accept changes or deletes anything', () => {
  const accepted = CASES.filter(({ expect: { status } }) => status === 200);

  expect(accepted.filter(({ method = 'GET' }) => !['GET', 'HEAD'].includes(method))).toEqual([]);
});
