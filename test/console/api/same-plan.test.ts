import { isSamePlan } from '../../../lib/console/api/same-plan';

const step = (detail: string) => [{ action: 'updateCredentials', target: 'crm', detail }];
const SHOWN = step('accept the previous secret until 2026-03-05T10:00:00.000Z');

test.each([
  ['the same time', '2026-03-05T10:00:00.000Z', true],
  ['a time that moved on while the plan was read', '2026-03-05T10:59:59.000Z', true],
  ['a time that is later by more than an hour', '2026-03-05T11:00:01.000Z', false],
  ['an earlier time', '2026-03-05T09:59:59.000Z', false],
])('a plan with %s: %s', (_what, time, same) => {
  expect(isSamePlan(SHOWN, step(`accept the previous secret until ${time}`))).toBe(same);
});

test.each([
  ['another text', step('accept no previous secret until 2026-03-05T10:00:00.000Z')],
  ['a time less', step('accept the previous secret until ')],
  ['a step more', [...SHOWN, ...SHOWN]],
])('a plan with %s is another plan', (_what, now) => {
  expect(isSamePlan(SHOWN, now)).toBe(false);
});
