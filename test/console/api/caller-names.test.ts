import { namedChange, namedShedding } from '../../../lib/console/api/caller-names';
import type { ConsumerView } from '../../../lib/console/contract';

const KIM = 'arn:aws:iam::111122223333:user/kim';
const SAM = 'arn:aws:sts::111122223333:assumed-role/Operators/sam';
const level = { from: 5, until: '2026-03-05T10:15:00.000Z' };
const NOTHING = { manual: null, automatic: null, automaticPause: null, holds: null, gateways: [] };

test('who set a level and who paused automatic shedding have names', () => {
  const pause = { until: '2026-03-05T11:00:00.000Z', by: SAM };
  const view = namedShedding({ ...NOTHING, manual: { ...level, by: KIM }, automaticPause: pause });

  expect(view.manual).toEqual({ ...level, by: 'kim (IAM user)' });
  expect(view.automaticPause?.by).toBe('sam (role Operators)');
});

test('an unknown caller and no level at all stay as they are', () => {
  expect(namedShedding({ ...NOTHING, manual: { ...level, by: null } }).manual?.by).toBeNull();
  expect(namedShedding(NOTHING)).toEqual(NOTHING);
});

test('who changed a consumer last has a name', () => {
  const consumer = { consumerKey: 'crm', lastChange: { at: '2026-03-05T10:15:00.000Z', by: KIM } } as ConsumerView;

  expect(namedChange(consumer).lastChange?.by).toBe('kim (IAM user)');
});
