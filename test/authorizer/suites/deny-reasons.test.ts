import { authorize } from '../../../lambda/authorizer/authorize';
import type { CredentialsDocument } from '../../../lambda/authorizer/contract';
import { Denied } from '../../../lambda/authorizer/decision';
import { lockoutStages } from '../../../lambda/authorizer/lockout/lockout-stages';
import { authorizerResult } from '../../../lambda/authorizer/policy';
import type { LockoutStages } from '../../../lambda/authorizer/ports';
import { COMMON_REFUSALS, type CommonReason } from '../../../lambda/authorizer/refusals';
import { portsOf, unshed } from '../support/decide';
import { credentialsDocument } from '../support/documents';
import { authorizerEvent, signedEvent, type AuthorizerEvent, type SentRequest } from '../support/events';

const SECRET = 'kd94hf93k423kf44';
const NOON = Date.parse('2026-11-24T12:00:00Z');

interface Provocation {
  readonly event: () => AuthorizerEvent;
  readonly document?: Partial<CredentialsDocument>;
  readonly settings?: Readonly<Record<string, string>>;
  readonly times?: number;
  readonly lockedUntil?: string;
  /** The sentence that the denial adds to its reason's texts. */
  readonly sentence?: string;
  readonly challenge?: string;
}

const signed = (request: SentRequest = {}, signing = {}): AuthorizerEvent =>
  signedEvent(request, { consumerKey: 'crm-of-acme', consumerSecret: SECRET, timestamp: NOON / 1000, ...signing });
const withHeader = (change: (header: string) => string): AuthorizerEvent => {
  const event = signed();
  event.multiValueHeaders.Authorization = [change(event.headers.Authorization as string)];
  event.headers.Authorization = event.multiValueHeaders.Authorization[0];
  return event;
};

/** One way to provoke each deny reason. */
const PROVOCATIONS: Readonly<Record<CommonReason, Provocation>> = {
  request_unreadable: { event: () => ({}) },
  client_certificate_missing: { event: () => signed(), settings: { APS_GATEWAY_CLIENT_CERTIFICATE: 'required' } },
  path_refused: { event: () => signed({ url: 'https://gw1.example.com/aps/2/resources/%2E%2e/applications' }) },
  trailing_slash_refused: { event: () => signed({ url: 'https://gw1.example.com/aps/2/resources/' }) },
  header_refused: { event: () => signed({ headers: [['aPS-tOKEN', 'x']] }), sentence: 'Header: aps-token.' },
  form_body_unsupported: {
    event: () =>
      signed({ method: 'POST', headers: [['content-type', 'application/x-www-form-urlencoded; charset=utf-8']] }),
    sentence: 'The Content-Type is application/x-www-form-urlencoded;%20charset=utf-8.',
  },
  parameter_in_query: {
    event: () => authorizerEvent({ url: 'https://gw1.example.com/aps/2/resources?oauth_nonce=n' }),
    sentence: 'It is oauth_nonce.',
  },
  authorization_missing: { event: () => authorizerEvent({}) },
  authorization_repeated: {
    event: () =>
      authorizerEvent({
        headers: [
          ['Authorization', 'OAuth a="1"'],
          ['authorization', 'OAuth a="1"'],
        ],
      }),
  },
  authorization_too_large: { event: () => withHeader((header) => header.padEnd(8193)) },
  authorization_scheme_unsupported: { event: () => withHeader((header) => header.replace('OAuth', 'XOAuth2')) },
  authorization_malformed: {
    event: () => withHeader((header) => header.replace('OAuth ', 'OAuth a=1, ')),
    sentence: 'It cannot be read from character 7 on.',
  },
  parameter_unexpected: {
    event: () => withHeader((header) => `${header}, eq%28id%2C5%29=""`),
    sentence: 'It is eq%28id%2C5%29.',
    challenge: 'oauth_parameters_rejected="eq%28id%2C5%29"',
  },
  parameter_repeated: {
    event: () => withHeader((header) => `${header}, oauth_nonce="other"`),
    sentence: 'It is oauth_nonce.',
    challenge: 'oauth_parameters_rejected="oauth_nonce"',
  },
  parameter_missing: {
    event: () => withHeader((header) => header.replace(/oauth_(timestamp|nonce)="[^"]*", /g, '')),
    sentence: 'Missing: oauth_timestamp, oauth_nonce.',
    challenge: 'oauth_parameters_absent="oauth_timestamp&oauth_nonce"',
  },
  authorization_ambiguous: {
    event: () => withHeader((header) => `${header},`),
    settings: { APS_GATEWAY_AUTHORIZATION: 'asSent' },
    sentence: 'It ends in a comma.',
  },
  version_unsupported: {
    event: () => withHeader((header) => header.replace('oauth_version="1.0"', 'oauth_version="2.0"')),
    sentence: 'It is 2.0.',
    challenge: 'oauth_acceptable_versions="1.0-1.0"',
  },
  signature_method_unsupported: {
    event: () => signed({}, { signatureMethod: 'HMAC-SHA256' }),
    sentence: 'It is HMAC-SHA256; the gateway accepts HMAC-SHA1.',
  },
  token_unsupported: { event: () => withHeader((header) => `${header}, oauth_token="t"`) },
  nonce_malformed: {
    event: () => signed({}, { nonce: 'n'.repeat(257) }),
    sentence: 'It has 257.',
    challenge: 'oauth_parameters_rejected="oauth_nonce"',
  },
  timestamp_malformed: {
    event: () => withHeader((header) => header.replace(/oauth_timestamp="\d+"/, 'oauth_timestamp="1e9"')),
    sentence: 'It is 1e9.',
    challenge: 'oauth_parameters_rejected="oauth_timestamp"',
  },
  timestamp_refused: {
    event: () => signed({}, { timestamp: NOON / 1000 - 301 }),
    sentence: 'It is 1795521299; the gateway accepts 1795521300 to 1795521900.',
    challenge: 'oauth_acceptable_timestamps="1795521300-1795521900"',
  },
  locked_out: {
    event: () => signed(),
    lockedUntil: '2026-11-24T12:30:00.000Z',
    sentence: 'The lock ends at 2026-11-24T12:30:00.000Z.',
  },
  signature_invalid: {
    event: () => signed({ url: 'https://GW1.example.com:8443/aps/2/resources?a&b=1' }, { consumerSecret: 'another' }),
    sentence:
      "It was checked against GET https://gw1.example.com:8443/aps/2/resources; query parameters: 2: 'a' = '', 'b' = '1'.",
  },
  consumer_secret_expired: {
    event: () => signed(),
    document: { secrets: [{ value: 'newer' }, { value: SECRET, validUntil: '2026-11-24T11:00:00Z' }] },
    sentence: 'It ended at 2026-11-24T11:00:00.000Z.',
  },
  nonce_used: { event: () => signed({}, { nonce: 'replayed' }), times: 2 },
  consumer_suspended: { event: () => signed(), document: { status: 'suspended' } },
  consumer_not_yet_valid: {
    event: () => signed(),
    document: { rules: { validFrom: '2026-11-24T13:00:01+01:00' } },
    sentence: 'It is valid from 2026-11-24T12:00:01.000Z.',
  },
  consumer_expired: {
    event: () => signed(),
    document: { rules: { validUntil: '2026-11-24T12:00:00Z' } },
    sentence: 'It was valid until 2026-11-24T12:00:00.000Z.',
  },
  signature_method_not_permitted: {
    event: () => signed({}, { signatureMethod: 'HMAC-SHA256' }),
    settings: { APS_GATEWAY_SIGNATURE_METHODS: 'HMAC-SHA1,HMAC-SHA256' },
    document: { rules: { signatureMethods: ['HMAC-SHA1'] } },
    sentence: 'It may use HMAC-SHA1.',
  },
  source_ip_refused: {
    event: () => signed({ sourceIp: '198.51.100.8' }),
    document: { rules: { sourceIps: ['198.51.100.7'] } },
    sentence: 'It is 198.51.100.8.',
  },
  source_vpc_endpoint_refused: {
    event: () => signed({ vpceId: 'vpce-0b' }),
    document: { rules: { sourceVpcEndpoints: ['vpce-0a'] } },
    sentence: 'It is vpce-0b.',
  },
  client_certificate_refused: {
    event: () => signed({ clientCert: { clientCertPem: 'unreadable', subjectDN: 'CN=billing.example' } }),
    document: { rules: { clientCertificates: ['CN=crm.example'] } },
    sentence: 'Its subject is CN=billing.example, its SHA-256 fingerprint unreadable.',
  },
  outside_service_hours: {
    event: () => signed(),
    document: {
      rules: { serviceHours: { days: ['wed', 'mon'], from: '08:00', until: '18:00', timeZone: 'Europe/Berlin' } },
    },
    sentence: 'They are 08:00 to 18:00 Europe/Berlin on mon, wed.',
  },
  operation_refused: {
    event: () => signed({ method: 'DELETE' }),
    document: { rules: { operations: 'readOnly' } },
    sentence: 'It may call GET.',
  },
};

function lockedOutUntil(end: string): LockoutStages {
  const current = async () => Date.parse(end) / 1000;
  return lockoutStages({ known: current, current, count: current }, () => NOON);
}

async function provoke({ event, document, settings = {}, times = 1, lockedUntil }: Provocation) {
  const made = event();
  const ports = {
    ...portsOf({ documents: [credentialsDocument(document)], settings, clock: () => NOON }),
    ...(lockedUntil !== undefined && { lockout: lockedOutUntil(lockedUntil) }),
  };
  let decision = await authorize(made, ports);
  for (let sent = 1; sent < times; sent += 1) decision = await authorize(made, ports);
  return decision;
}

describe.each(Object.entries(PROVOCATIONS) as [CommonReason, Provocation][])('%s', (reason, provocation) => {
  const refusal = COMMON_REFUSALS[reason];

  test('denies with this reason', async () => {
    expect(await provoke(provocation)).toMatchObject({ effect: 'deny', reason });
  });

  test('reveals the consumer only once the signature is verified', async () => {
    const { consumer } = await provoke(provocation);
    const identity = { consumerKey: 'crm-of-acme', reseller: 'acme', tier: 'gold' };
    expect(consumer).toEqual(refusal.shownTo === 'authenticated' ? identity : undefined);
  });

  test('states what is wrong and what to do', async () => {
    const { context } = authorizerResult(unshed(await provoke(provocation)), '*', 'acme');
    expect(context.message).toBe([refusal.message, provocation.sentence, refusal.remedy].filter(Boolean).join(' '));
  });

  test('has its oauth_problem in the challenge', async () => {
    const { context } = authorizerResult(unshed(await provoke(provocation)), '*', 'acme');
    const more = provocation.challenge === undefined ? '' : `, ${provocation.challenge}`;
    expect(context.challenge).toBe(`OAuth realm="acme", oauth_problem="${refusal.problem}"${more}`);
  });

  test('has texts that are safe in JSON and in a header', () => {
    expect(refusal.message + refusal.remedy).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
  });
});

test('the reasons are in the order of the stages', () => {
  expect(Object.keys(PROVOCATIONS)).toEqual(Object.keys(COMMON_REFUSALS));
});

test('an authenticated denial names its consumer as the principal', () => {
  const consumer = { consumerKey: 'crm-of-acme', reseller: 'acme', tier: 'gold' };
  expect(authorizerResult(new Denied('nonce_used', {}, consumer), '*', 'acme').principalId).toBe('crm-of-acme');
});
