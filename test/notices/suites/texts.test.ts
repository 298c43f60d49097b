import { configFiles } from '../../../lib/config/files/config-files';
import { readTemplates } from '../../../lib/config/files/read-templates';
import { renderNotice } from '../../../lib/notices/render';
import { NOTICE_KINDS, type NoticeKind, type NoticeValues } from '../../../lib/notices/templates/kinds';
import type { PublicConsumer } from '../../../lib/onboarding/consumer';
import { GATEWAY } from '../../onboarding/support/current-state';

const { templates } = readTemplates(undefined, configFiles({}));
const BRAND = { name: 'Nordlicht Cloud', support: 'https://help.nordlicht.test/', color: '#224466' };
const CONSUMER: PublicConsumer = {
  consumerKey: 'crm-prod',
  reseller: 'alpha',
  tier: 'gold',
  status: 'active',
  secrets: [{}],
  apiKeyId: 'key-1',
  about: { displayName: 'CRM of Alpha' },
};
const VALUES: Readonly<Record<NoticeKind, NoticeValues>> = {
  onboarded: {},
  'secret-expires': { end: '2027-03-17 12:00 UTC', days: '7' },
  'validity-expires': { end: '2027-04-09 12:00 UTC', days: '30' },
  'old-secret-in-use': { end: '2027-03-11 00:00 UTC', lastUsed: '2027-03-10 11:00 UTC' },
  'quota-nearly-used': { percent: '83', limit: '9000', periodEnd: '2027-04-01 00:00 UTC' },
  'quota-used': { limit: '9000', periodEnd: '2027-04-01 00:00 UTC' },
  suspended: {},
  resumed: {},
};

interface Shown {
  readonly kind: NoticeKind;
  readonly language: string;
  readonly consumer?: PublicConsumer;
  readonly whole?: boolean;
}

/** A notice with every value, or with only those that are always there. */
function render({ kind, language, consumer, whole = true }: Shown) {
  const reseller = {
    id: 'alpha',
    displayName: 'Alpha Telecom',
    contacts: [],
    language,
    brand: whole ? BRAND : { name: BRAND.name },
    ...(whole && { kitUrl: 'https://docs.nordlicht.test/{reseller}/{consumerKey}/' }),
  };
  const due = { kind, occasion: '1', reseller: 'alpha', values: VALUES[kind], ...(consumer && { consumer }) };
  return renderNotice(due, ['dev@customer.test'], { templates }, { reseller, gateway: GATEWAY });
}

describe.each(Object.keys(templates))('in the language %s', (language) => {
  test.each(NOTICE_KINDS)('the notice %s reads as before', (kind) => {
    const { subject, text } = render({ kind, language, consumer: CONSUMER });

    expect(`Subject: ${subject}\n\n${text}`).toMatchSnapshot();
  });

  test('the HTML of a notice is as before', () => {
    expect(render({ kind: 'onboarded', language, consumer: CONSUMER }).html).toMatchSnapshot();
  });

  test('a notice about all consumers of a reseller, without support or kit, reads as before', () => {
    const { subject, text } = render({ kind: 'quota-nearly-used', language, whole: false });

    expect(`Subject: ${subject}\n\n${text}`).toMatchSnapshot();
  });

  test.each(NOTICE_KINDS)('no name in braces and no empty value is left in %s', (kind) => {
    const { subject, text, html } = render({ kind, language, whole: false });

    expect(subject + text + html).not.toMatch(/[{}]|undefined|: \n/);
  });
});

test('every language of the package has every notice', () => {
  expect(Object.entries(templates).map(([language, of]) => [language, Object.keys(of).toSorted()])).toEqual([
    ['en', NOTICE_KINDS.toSorted()],
  ]);
});
