import { assert, constantFrom, property, record } from 'fast-check';
import { readConsumer } from '../../../lambda/authorizer/consumers/consumer';
import { readDuration } from '../../../lib/onboarding/fields/duration';
import { FIELDS, type FieldName } from '../../../lib/onboarding/fields/fields';
import { readFields, withoutRemovals } from '../../../lib/onboarding/fields/read-fields';
import { encodeDocument } from '../../../lib/onboarding/documents/record-codec';
import { consumer } from '../support/current-state';

const NOW = new Date('2026-03-04T05:06:07Z');
const read = (field: FieldName, text: string) => FIELDS[field].parse(text, NOW);

test.each<[FieldName, string, unknown]>([
  ['validFrom', '2026-05-06', '2026-05-06T00:00:00Z'],
  ['validFrom', '2026-05-06T07:08+02:00', '2026-05-06T05:08:00Z'],
  ['validUntil', '2026-05-06', '2026-05-07T00:00:00Z'],
  ['validUntil', '2026-12-31T23:30:15Z', '2026-12-31T23:30:15Z'],
  ['serviceHours', '08:00-24:00 UTC', { from: '08:00', until: '24:00', timeZone: 'UTC' }],
  [
    'serviceHours',
    'sat-mon,wed 22:00-06:00 Asia/Tokyo',
    { days: ['mon', 'wed', 'sat', 'sun'], from: '22:00', until: '06:00', timeZone: 'Asia/Tokyo' },
  ],
  ['sourceIps', '192.0.2.0/24, 2001:db8::1', ['192.0.2.0/24', '2001:db8::1']],
  ['sourceIps', '192.0.2.1,192.0.2.1', ['192.0.2.1']],
  ['sourceVpcEndpoints', 'vpce-0123456789abcdef0, vpce-89abcdef', ['vpce-0123456789abcdef0', 'vpce-89abcdef']],
  ['clientCertificates', 'CN=crm,O=Acme; CN=crm,O=Acme;CN=b', ['CN=crm,O=Acme', 'CN=b']],
  ['operations', 'readOnly', 'readOnly'],
  [
    'operations',
    'GET,PUT /aps/2/a/**; /aps/2/b*',
    [{ methods: ['GET', 'PUT'], path: '/aps/2/a/**' }, { path: '/aps/2/b*' }],
  ],
  ['operations', 'HEAD /aps/2/c', [{ methods: ['HEAD'], path: '/aps/2/c' }]],
  ['signatureMethods', 'HMAC-SHA256,HMAC-SHA1', ['HMAC-SHA256', 'HMAC-SHA1']],
  ['groups', 'orders, reports,orders', ['orders', 'reports']],
  ['securityLevel', 'B', 'B'],
  ['emails', 'a@b.example, c@d.example', ['a@b.example', 'c@d.example']],
])('%s reads "%s"', (field, text, value) => {
  expect(read(field, text)).toEqual(value);
});

test.each<[FieldName, string]>([
  ['validFrom', '2026-13-01'],
  ['validFrom', '2026-02-29T10:00Z'],
  ['validFrom', '2026-05-06T07:08'],
  ['validUntil', '2026-03-03'],
  ['validUntil', '2026-03-04T05:06:07Z'],
  ['serviceHours', '25:00-26:00 UTC'],
  ['serviceHours', 'someday 08:00-09:00 UTC'],
  ['serviceHours', '08:00-09:00 +02:00'],
  ['sourceIps', '192.0.2.256'],
  ['sourceIps', '192.0.2.0/33'],
  ['sourceIps', '192.0.2.1,'],
  ['sourceVpcEndpoints', 'vpc-0123456789abcdef0'],
  ['sourceVpcEndpoints', 'vpce-0123456789ABCDEF0'],
  ['sourceVpcEndpoints', 'vpce-0123456789abcdef'],
  ['sourceVpcEndpoints', 'vpce-0123456789abcdef0;vpce-89abcdef'],
  ['clientCertificates', 'crm.example'],
  ['clientCertificates', '7D:06:74'],
  ['clientCertificates', 'CN=crm;'],
  ['operations', 'PATCH /aps/2/x'],
  ['operations', 'GET /aps/1/x'],
  ['operations', 'GET POST /aps/2/x'],
  ['operations', 'GET /aps/2/**/x'],
  ['operations', '/aps/2/a**'],
  ['signatureMethods', 'hmac-sha1'],
  ['groups', 'orders,'],
  ['groups', 'Orders/1'],
  ['securityLevel', 'D'],
  ['securityLevel', 'a'],
  ['note', 'two\nlines'],
])('%s refuses "%s"', (field, text) => {
  expect(() => read(field, text)).toThrow(expect.objectContaining({ name: 'FieldError' }));
});

const examples: Record<FieldName, readonly string[]> = {
  displayName: ['A name', 'Ä'],
  externalReference: ['C-1'],
  emails: ['a@b.example', 'a@b.example,c@d.example'],
  note: ['n'],
  remark: ['r'],
  validFrom: ['2026-01-01', '2026-01-01T01:00+01:00'],
  validUntil: ['2027-01-01', '2027-06-01T00:00Z'],
  serviceHours: ['08:00-18:00 Europe/Berlin', 'fri-mon 22:00-06:00 UTC', '00:00-24:00 America/St_Johns'],
  sourceIps: ['192.0.2.1', '2001:db8::/32,198.51.100.0/25', '::ffff:0:0/96'],
  sourceVpcEndpoints: ['vpce-89abcdef', 'vpce-89abcdef,vpce-0123456789abcdef0'],
  clientCertificates: [
    'CN=crm.example',
    `CN=crm.example,O=Example Inc;${'0aB'.repeat(21)}c`,
    Array(32).fill('7F').join(':'),
  ],
  operations: ['readOnly', 'GET /aps/2/resources/**', '/aps/2/*; POST,DELETE /aps/2/a*b/c/**'],
  groups: ['orders', 'orders,reports-2'],
  securityLevel: ['A', 'C'],
  signatureMethods: ['HMAC-SHA1', 'HMAC-SHA256,HMAC-SHA1'],
};
const texts = record(
  Object.fromEntries(Object.entries(examples).map(([name, values]) => [name, constantFrom(...values)])),
  { requiredKeys: [] },
);

test('whatever the fields accept, the authorizer reads', () => {
  assert(
    property(texts, (given) => {
      const { rules, facts } = readFields(given, NOW, String);
      const document = encodeDocument(consumer({ rules: withoutRemovals(rules), about: withoutRemovals(facts) }));
      expect(readConsumer('crm', document).rules()).toHaveLength(1 + Object.keys(rules).length);
    }),
  );
});

test('what a field writes, it reads as the same', () => {
  for (const [name, values] of Object.entries(examples) as [FieldName, string[]][]) {
    for (const text of values) expect(read(name, FIELDS[name].format(read(name, text)))).toEqual(read(name, text));
  }
});

test.each<[FieldName, string, string]>([
  ['validFrom', '2026-05-06', '2026-05-06'],
  ['validFrom', '2026-05-06T07:08+02:00', '2026-05-06T05:08:00Z'],
  ['validUntil', '2026-12-31', '2026-12-31'],
  ['validUntil', '2026-12-31T23:30:15Z', '2026-12-31T23:30:15Z'],
  ['serviceHours', 'mon-fri 08:00-18:00 Asia/Tokyo', 'mon-fri 08:00-18:00 Asia/Tokyo'],
  ['serviceHours', 'sat-mon,wed-fri 22:00-06:00 UTC', 'mon,wed-sun 22:00-06:00 UTC'],
  ['serviceHours', 'sat,sun 09:00-12:00 UTC', 'sat,sun 09:00-12:00 UTC'],
])('%s shows "%s" as "%s"', (field, text, shown) => {
  expect(FIELDS[field].format(read(field, text))).toBe(shown);
});

test.each([
  ['30m', 1_800_000],
  ['12h', 43_200_000],
  ['7d', 604_800_000],
  ['2w', 1_209_600_000],
])('the duration %s is %d milliseconds', (text, milliseconds) => {
  expect(readDuration(text)).toBe(milliseconds);
});
