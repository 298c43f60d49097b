import { recordChangeText } from '../../../lib/cli/output/last-change';
import { listed } from '../../../lib/onboarding/inventory/list-consumers';
import { encodeDescription } from '../../../lib/onboarding/documents/record-codec';
import { consumer } from '../../onboarding/support/current-state';

/** A consumer whose record was changed at 08:00, in a secret that AWS saw change at this time. */
function entry(lastChangedAt: string, by = 'arn:aws:iam::123456789012:user/jane') {
  const description = encodeDescription(consumer(), { at: '2026-03-01T08:00:00.000Z', by });
  return listed('alpha', 'crm', { name: 'n', description, lastChangedAt: new Date(lastChangedAt) });
}

test('a change that AWS saw some minutes later is the recorded one', () => {
  expect(recordChangeText(entry('2026-03-01T08:14:59.000Z'))).toBe('2026-03-01T08:00:00.000Z by jane (IAM user)');
});

test('a later change of the secret by something else is named', () => {
  expect(recordChangeText(entry('2026-03-01T08:15:01.000Z'))).toContain(
    'at 2026-03-01T08:15:01.000Z something else changed the secret',
  );
});

test('a change without a record has at least its time', () => {
  const description = encodeDescription(consumer());
  const unrecorded = listed('alpha', 'crm', {
    name: 'n',
    description,
    lastChangedAt: new Date('2026-03-01T09:00:00Z'),
  });

  expect(recordChangeText(unrecorded)).toMatch(/^2026-03-01T09:00:00.000Z; the caller is not recorded/);
});
