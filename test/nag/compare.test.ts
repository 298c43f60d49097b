import { compare } from './compare';

const FINDING = { rule: 'Pack-RULE1', at: 'stack/Gateway/Role' };
const KNOWN = { rule: /^Pack-RULE1$/, at: /\/Role$/, reason: 'It is so.' };

test('a finding with an acknowledgement is not open', () => {
  expect(compare([FINDING], [KNOWN])).toEqual({ open: [], unused: [] });
});

test.each([
  ['rule', { ...FINDING, rule: 'Pack-RULE12' }],
  ['place', { ...FINDING, at: 'stack/Gateway/Table' }],
])('a finding with another %s is open', (_what, other) => {
  expect(compare([FINDING, other], [KNOWN])).toEqual({ open: [other], unused: [] });
});

test('an acknowledgement without a finding is unused', () => {
  expect(compare([], [KNOWN])).toEqual({ open: [], unused: [KNOWN] });
});
