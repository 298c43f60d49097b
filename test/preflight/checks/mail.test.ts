import type { MailIdentity, MailSending } from '../../../lib/preflight/account-reader';
import type { Reading } from '../../../lib/preflight/check';
import { preflight } from '../../../lib/preflight/preflight';
import { check, fakeAccount, known, lab } from '../fake-account';

const NEEDS = { ...lab, noticesFrom: 'gateway@provider.test' };
const FREE: MailSending = {
  productionAccess: true,
  enabled: true,
  enforcement: 'HEALTHY',
  perDay: 5000,
  perSecond: 14,
  sentLastDay: 30,
};

/** SES with these identities; `undefined` where it has none, and forbidden where a name is left out. */
const identities = (named: Readonly<Record<string, boolean | undefined>>) => ({
  mailIdentity: (name: string): Promise<Reading<MailIdentity | undefined>> => {
    if (!Object.hasOwn(named, name)) return fakeAccount({}).mailIdentity(name);
    const verified = named[name];
    return known(verified === undefined ? undefined : { name, verified });
  },
});
const sending = (more: Partial<MailSending>) => ({ mailSending: () => known({ ...FREE, ...more }) });

test('without notices by mail, SES is not read', async () => {
  const ids = (await preflight(lab, fakeAccount({}))).map(({ id }) => id);

  expect(ids.filter((id) => id.startsWith('mail'))).toEqual([]);
});

test.each([
  ['the domain', { 'provider.test': true, 'gateway@provider.test': undefined }, 'provider.test is verified'],
  ['the address', { 'provider.test': undefined, 'gateway@provider.test': true }, 'gateway@provider.test is verified'],
  [
    'the address, though the domain waits',
    { 'provider.test': false, 'gateway@provider.test': true },
    'gateway@provider.test is verified',
  ],
  ['the domain, though the address cannot be read', { 'provider.test': true }, 'provider.test is verified'],
])('%s is enough of an identity', async (_, named, found) => {
  expect(await check('mail-identity', NEEDS, identities(named))).toMatchObject({ verdict: 'fine', found });
});

test('a sender that SES does not know is missing, with the command that creates it', async () => {
  const none = { 'provider.test': undefined, 'gateway@provider.test': undefined };

  expect(await check('mail-identity', NEEDS, identities(none))).toMatchObject({
    verdict: 'missing',
    found: 'SES has neither',
    needed: 'provider.test or gateway@provider.test, verified in eu-west-1',
    ask: expect.stringContaining('--email-identity provider.test --region eu-west-1') as string,
  });
});

test('a sender that waits for its DNS records is missing', async () => {
  expect(
    await check('mail-identity', NEEDS, identities({ 'provider.test': false, 'gateway@provider.test': undefined })),
  ).toMatchObject({ verdict: 'missing', found: 'provider.test, not verified yet' });
});

test.each([[{}], [{ 'provider.test': undefined }], [{ 'provider.test': false }]])(
  'a sender is unknown as long as one of its identities cannot be read: %j',
  async (named) => {
    expect(await check('mail-identity', NEEDS, identities(named))).toMatchObject({
      verdict: 'unknown',
      ask: expect.stringContaining('ses:GetEmailIdentity') as string,
    });
  },
);

test.each<[string, Partial<MailSending>, object]>([
  [
    'an account in production',
    {},
    { verdict: 'fine', found: 'production access, 30 of 5000 mails in 24 hours, 14 a second' },
  ],
  [
    'an account without a limit',
    { perDay: undefined },
    { verdict: 'fine', found: 'production access, without a limit, 14 a second' },
  ],
  [
    'the sandbox',
    { productionAccess: false, perDay: 200 },
    {
      verdict: 'missing',
      found: 'in the sandbox, 30 of 200 mails in 24 hours, 14 a second',
      ask: expect.stringContaining('Request production access'),
    },
  ],
  ['a full quota', { sentLastDay: 4000 }, { verdict: 'missing', ask: expect.stringContaining('Sending quota') }],
  ['a quota with room', { sentLastDay: 3999 }, { verdict: 'fine' }],
  ['paused sending', { enabled: false }, { verdict: 'missing', ask: expect.stringContaining('Sending is paused') }],
  ['a shutdown', { enforcement: 'SHUTDOWN' }, { verdict: 'missing' }],
])('%s: %j', async (_, account, expected) => {
  expect(await check('mail-sending', NEEDS, sending(account))).toMatchObject(expected);
});
