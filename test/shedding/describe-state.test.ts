import { describeState, shownState } from '../../lib/shedding/describe-state';

const UNTIL = Date.parse('2026-11-26T04:15:00.900Z');
const LATER = Date.parse('2026-11-26T05:30:00Z');
const JANE = 'arn:aws:sts::123456789012:assumed-role/operators/jane@example.com';

test.each([
  ['nothing', { levels: {} }, ['No load is shed.']],
  [
    'a level by hand',
    { levels: { manual: { from: 7, untilMs: UNTIL } }, manualBy: JANE },
    [
      'By hand, by jane@example.com (role operators): requests of tiers with priority 7 to 9 are refused until 2026-11-26T04:15:00Z.',
    ],
  ],
  [
    'an automatic level',
    { levels: { automatic: { from: 9, untilMs: UNTIL } } },
    [
      'Automatically, by the alarm aps-gateway-unit-platform-ui-nodes-busy: requests of tiers with priority 9 are refused until 2026-11-26T04:15:00Z, or longer while the UI nodes are busy.',
    ],
  ],
  [
    'both, the caller unknown',
    { levels: { manual: { from: 0, untilMs: UNTIL }, automatic: { from: 8, untilMs: LATER } } },
    [
      'By hand: requests of every tier are refused until 2026-11-26T04:15:00Z.',
      'Automatically, by the alarm aps-gateway-unit-platform-ui-nodes-busy: requests of tiers with priority 8 to 9 are refused until 2026-11-26T05:30:00Z, or longer while the UI nodes are busy.',
    ],
  ],
  [
    'a pause',
    { levels: {}, pause: { untilMs: LATER, by: JANE } },
    [
      'No load is shed.',
      'Automatic shedding is paused until 2026-11-26T05:30:00Z, by jane@example.com (role operators).',
    ],
  ],
])('%s in words', (_, state, sentences) => {
  expect(describeState(state, 'unit')).toEqual(sentences);
});

test('JSON has every part, and null for what does not hold or is not known', () => {
  expect(shownState({ levels: {} }, 'unit')).toEqual({ manual: null, automatic: null, automaticPause: null });
  const levels = { manual: { from: 0, untilMs: UNTIL }, automatic: { from: 8, untilMs: LATER } };
  expect(shownState({ levels, pause: { untilMs: LATER } }, 'unit')).toEqual({
    manual: { from: 0, until: '2026-11-26T04:15:00Z', by: null },
    automatic: { from: 8, until: '2026-11-26T05:30:00Z', alarm: 'aps-gateway-unit-platform-ui-nodes-busy' },
    automaticPause: { until: '2026-11-26T05:30:00Z', by: null },
  });
});
