import { readSheddingState } from '../../../lib/onboarding/adapters/shedding-state';

const NOW = Date.parse('2026-11-26T04:00:00Z');
const JANE = 'arn:aws:iam::123456789012:user/jane';
const MAX = 'arn:aws:iam::123456789012:user/max';
const at = (seconds: number) => ({ N: String(NOW / 1000 + seconds) });

test('a missing item sheds nothing and pauses nothing', () => {
  expect(readSheddingState(undefined, NOW)).toEqual({ levels: {} });
});

test('the manual level has its author, the pause its own', () => {
  const item = {
    manualFrom: { N: '7' },
    manualUntil: at(60),
    manualBy: { S: JANE },
    automaticPausedUntil: at(90),
    automaticPausedBy: { S: MAX },
  };
  expect(readSheddingState(item, NOW)).toEqual({
    levels: { manual: { from: 7, untilMs: NOW + 60_000 } },
    manualBy: JANE,
    pause: { untilMs: NOW + 90_000, by: MAX },
  });
});

test('a level and a pause that have ended are gone, with their authors', () => {
  const item = {
    manualFrom: { N: '7' },
    manualUntil: at(0),
    manualBy: { S: JANE },
    automaticPausedUntil: at(0),
    automaticPausedBy: { S: MAX },
  };
  expect(readSheddingState(item, NOW)).toEqual({ levels: {} });
});

test('authors that AWS did not report are absent', () => {
  const item = { manualFrom: { N: '7' }, manualUntil: at(60), automaticPausedUntil: at(90) };
  expect(readSheddingState(item, NOW)).toEqual({
    levels: { manual: { from: 7, untilMs: NOW + 60_000 } },
    pause: { untilMs: NOW + 90_000 },
  });
});

test.each([{ automaticPausedUntil: { S: 'soon' } }, { automaticPausedUntil: { N: 'NaN' } }])(
  'a damaged pause does not count: %j',
  (item) => expect(readSheddingState(item, NOW)).toEqual({ levels: {} }),
);
