import { decodeKeyDescription, encodeKeyDescription } from '../../../lib/onboarding/documents/key-description';

const AT = '2026-03-01T08:15:00.000Z';

test.each([{ at: AT, by: 'arn:aws:sts::123456789012:assumed-role/operators/jane@example.com' }, { at: AT }])(
  'the change %j is read as it was written',
  (lastChange) => {
    expect(decodeKeyDescription(encodeKeyDescription(lastChange))).toEqual(lastChange);
  },
);

test.each([
  '',
  'The key of the CRM',
  'Last changed at noon by arn:aws:iam::123456789012:root',
  `Last changed at ${AT} by me`,
])('the description %j holds no change', (text) => {
  expect(decodeKeyDescription(text)).toBeUndefined();
});
