import type { Consumer } from '../../../lib/onboarding/consumer';
import { publicPart } from '../../../lib/onboarding/consumer';
import {
  decodeDescription,
  decodeDocument,
  encodeDescription,
  encodeDocument,
} from '../../../lib/onboarding/documents/record-codec';
import { consumer } from '../support/current-state';

const NAME = 'aps-gateway/lab/alpha/crm';
const FULL = consumer({
  status: 'suspended',
  secrets: [
    { value: 'second', addedAt: '2026-03-01T00:00:00Z', validUntil: '2027-03-01T00:00:00Z' },
    { value: 'first', validUntil: '2026-03-08T00:00:00Z', expires: '2026-12-31T00:00:00Z' },
  ],
  rules: {
    validFrom: '2026-01-02T00:00:00Z',
    validUntil: '2028-01-02T00:00:00Z',
    serviceHours: { days: ['mon', 'fri'], from: '08:00', until: '18:00', timeZone: 'Europe/Berlin' },
    sourceIps: ['192.0.2.0/24'],
    operations: [{ methods: ['GET'], path: '/aps/2/resources/**' }, { path: '/aps/2/orders' }],
    signatureMethods: ['HMAC-SHA256'],
  },
  debugUntil: '2026-03-03T00:00:00Z',
  about: {
    displayName: 'CRM',
    externalReference: 'C-1',
    emails: ['a@b.example'],
    note: 'n',
    remark: 'r',
    onboardedAt: '2026-01-01T00:00:00Z',
    rotatedAt: '2026-03-01T00:00:01Z',
    offboarding: { at: '2026-03-02T00:00:00Z', statusBefore: 'active' },
  },
});

/** The document of {@link FULL} with other members. */
function documentWith(members: object): string {
  return JSON.stringify({ ...FULL, ...members });
}

test.each<[string, Consumer]>([
  ['with all members', FULL],
  ['with the fewest members', consumer()],
  ['that is read-only', consumer({ rules: { operations: 'readOnly' } })],
])('a consumer %s is decoded as it was encoded', (_what, one) => {
  expect(decodeDocument(NAME, encodeDocument(one))).toEqual(one);
  expect(decodeDescription(NAME, 'crm', encodeDescription(one))).toEqual(publicPart(one));
});

const LAST_CHANGE = {
  at: '2026-03-04T00:00:00Z',
  by: 'arn:aws:sts::123456789012:assumed-role/operators/jane@example.com',
};

test('the last change is in the Description, and not in the document that the authorizer reads', () => {
  expect(decodeDescription(NAME, 'crm', encodeDescription(FULL, LAST_CHANGE)).lastChange).toEqual(LAST_CHANGE);
  expect(encodeDocument(FULL)).not.toContain('jane');
});

test('a Description without room for the last change holds the consumer without it', () => {
  const [empty, withChange] = [undefined, LAST_CHANGE].map(
    (change) => encodeDescription(consumer({ about: { note: '' } }), change).length,
  );
  const full = consumer({ about: { note: 'n'.repeat(2048 - withChange! + 1) } });

  expect(decodeDescription(NAME, 'crm', encodeDescription(full, LAST_CHANGE))).toEqual(publicPart(full));
  expect(encodeDescription(consumer({ about: { note: 'n'.repeat(2048 - withChange!) } }), LAST_CHANGE)).toHaveLength(
    2048,
  );
  expect(empty).toBeLessThan(withChange!);
});

test('a document without notes has none', () => {
  expect(decodeDocument(NAME, documentWith({ about: undefined })).about).toEqual({});
});

test('a note that only a newer version knows is kept', () => {
  const newer = decodeDocument(NAME, documentWith({ about: { note: 'n', colour: 'red' } }));

  expect(JSON.parse(encodeDocument(newer))).toMatchObject({ about: { note: 'n', colour: 'red' } });
});

const SECRET = 'S3cretOfTheConsumer';
test.each<[string, object]>([
  ['version', { version: 2 }],
  ['consumerKey', { consumerKey: 'erp' }],
  ['reseller', { reseller: '' }],
  ['tier', { tier: ['standard'] }],
  ['status', { status: 'paused' }],
  ['secrets', { secrets: [] }],
  ['secrets', { secrets: { value: SECRET } }],
  ['secrets', { secrets: [{ value: 'a' }, { value: 'b' }, { value: SECRET }] }],
  ['secrets[0]', { secrets: [SECRET] }],
  ['secrets[1].value', { secrets: [{ value: SECRET }, { value: 7 }] }],
  ['secrets[0].validUntil', { secrets: [{ value: SECRET, validUntil: 'soon' }] }],
  ['secrets[0].addedAt', { secrets: [{ value: SECRET, addedAt: 20260101 }] }],
  ['apiKey', { apiKey: SECRET }],
  ['apiKey.id', { apiKey: { value: SECRET } }],
  ['apiKey.value', { apiKey: { id: 'k1' } }],
  ['rules', { rules: [] }],
  ['rules.validUntil', { rules: { validUntil: 7 } }],
  ['rules.serviceHours.until', { rules: { serviceHours: { from: '08:00', timeZone: 'UTC' } } }],
  ['rules.serviceHours.days[0]', { rules: { serviceHours: { ...FULL.rules?.serviceHours, days: ['monday'] } } }],
  ['rules.sourceIps', { rules: { sourceIps: '192.0.2.1' } }],
  ['rules.operations', { rules: { operations: 'readonly' } }],
  ['rules.operations[0].path', { rules: { operations: [{ methods: ['GET'] }] } }],
  ['rules.signatureMethods[0]', { rules: { signatureMethods: ['PLAINTEXT'] } }],
  ['rules.rateLimit', { rules: { rateLimit: 5 } }],
  ['about', { about: 'junk' }],
  ['about.emails', { about: { emails: 'a@b.example' } }],
  ['about.offboarding.statusBefore', { about: { offboarding: { at: '2026-03-02T00:00:00Z' } } }],
])('a document whose %s is wrong is refused by the name of secret and member: %j', (member, members) => {
  const decode = () => decodeDocument(NAME, documentWith({ secrets: [{ value: SECRET }], ...members }));

  expect(decode).toThrow(expect.objectContaining({ code: 'failed' }));
  expect(decode).toThrow(
    `The secret ${NAME} does not hold what this version of aps-gateway writes there: ${member} is`,
  );
  expect(decode).not.toThrow(SECRET);
});

test.each(['', `{"secrets":["${SECRET}"`, `"${SECRET}"`, 'null', `[{"value":"${SECRET}"}]`])(
  'the text %j is refused as a document',
  (text) => {
    const decode = () => decodeDocument(NAME, text);

    expect(decode).toThrow('does not hold what this version of aps-gateway writes there: the document is');
    expect(decode).not.toThrow(SECRET);
  },
);

test.each<[string, object]>([
  ['apiKeyId', { apiKeyId: undefined }],
  ['secrets[0].validUntil', { secrets: [{ validUntil: 7 }] }],
  ['about', { about: 'junk' }],
  ['lastChange.at', { lastChange: { by: 'arn:aws:iam::123456789012:root' } }],
])('a Description whose %s is wrong is refused', (member, members) => {
  const description = JSON.stringify({ ...JSON.parse(encodeDescription(FULL)), ...members });

  expect(() => decodeDescription(NAME, 'crm', description)).toThrow(`${member} is missing or invalid`);
});

describe('a consumer that sends tokens', () => {
  const sends = consumer({ subject: 'crm', secrets: [] });

  test('is read as it was written', () => {
    expect(decodeDocument(NAME, encodeDocument(sends))).toEqual(sends);
    expect(decodeDescription(NAME, 'crm', encodeDescription(sends))).toEqual(publicPart(sends));
  });

  test.each([
    ['neither a secret nor a subject', consumer({ secrets: [] })],
    ['both', consumer({ subject: 'crm' })],
  ])('is not read from a record with %s', (_, record) => {
    expect(() => decodeDocument(NAME, encodeDocument(record))).toThrow('secrets is missing or invalid');
    expect(() => decodeDescription(NAME, 'crm', encodeDescription(record))).toThrow('secrets is missing or invalid');
  });
});
