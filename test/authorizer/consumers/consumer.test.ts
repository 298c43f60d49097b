import {
  isDebugged,
  type Knowledge,
  readConsumer,
  readKnowledge,
  withRules,
} from '../../../lambda/authorizer/consumers/consumer';
import { MalformedDocumentError } from '../../../lambda/authorizer/consumers/malformed-document';
import { hmacKey } from '../../../lambda/authorizer/oauth1/hmac-signature';
import { credentialsDocument } from '../support/documents';
import { outcome } from '../support/rules';

const read = (changes: object) => readConsumer('crm-of-acme', JSON.stringify({ ...credentialsDocument(), ...changes }));

test("reads the consumer's identity and API key", () => {
  expect(read({})).toMatchObject({
    consumerKey: 'crm-of-acme',
    reseller: 'acme',
    tier: 'gold',
    apiKeyValue: 'internal-api-key-value-0001',
  });
});

test('reads two secrets with their expiry', () => {
  const secrets = [{ value: 'new' }, { value: 'old', validUntil: '2026-11-24T12:00:00Z' }];
  expect(read({ secrets }).secrets.map(({ key, validUntil }) => [key.equals(hmacKey('new')), validUntil])).toEqual([
    [true, undefined],
    [false, Date.parse('2026-11-24T12:00:00Z')],
  ]);
});

test.each([
  [0, false],
  [1, true],
  [24 * 60 * 60 * 1000, true],
  [24 * 60 * 60 * 1000 + 1, false],
])('a consumer whose debugging ends in %i ms is debugged: %s', (ms, expected) => {
  const consumer = read({ debugUntil: '2026-11-24T12:00:00Z' });
  expect(isDebugged(consumer, Date.parse('2026-11-24T12:00:00Z') - ms)).toBe(expected);
});

test('a number is no end of debugging', () => {
  expect(read({ debugUntil: 2027 }).debugUntilMs).toBeNaN();
});

test('ignores unknown members', () => {
  expect(() => read({ label: 'CRM', version: 1 })).not.toThrow();
});

test('has the status rule and one rule per declared rule', () => {
  const rules = { validFrom: '2026-01-01T00:00:00Z', operations: 'readOnly', sourceIps: ['10.0.0.1'] };
  expect(read({ rules }).rules()).toHaveLength(4);
});

test('a changed group holds for a document that is not written again', () => {
  const document = JSON.stringify({ ...credentialsDocument(), rules: { groups: ['orders'], securityLevel: 'B' } });
  const outcomeWith = (path: string) => {
    const groups = { orders: { level: 'B', operations: [{ path }] } } as const;
    const [, rule] = readConsumer('crm-of-acme', document, groups).rules();
    return outcome(rule!, { method: 'POST', path: '/aps/2/orders' });
  };
  expect([outcomeWith('/aps/2/orders'), outcomeWith('/aps/2/bills')]).toEqual(['passes', 'operation_refused']);
});

test('a security level without groups restricts nothing', () => {
  const rules = read({ rules: { securityLevel: 'C' } }).rules();
  expect(rules.map((rule) => outcome(rule, { method: 'POST', path: '/aps/2/orders' }))).toEqual(['passes', 'passes']);
});

test('an invalid security level makes a document malformed, also without groups', () => {
  expect(() => read({ rules: { securityLevel: 'D' } }).rules()).toThrow('rules.securityLevel should be one of A, B, C');
});

test('its rules are read once', () => {
  const { rules } = read({ rules: { operations: 'readOnly' } });
  expect(rules()).toBe(rules());
});

test.each([
  ['version', { version: 2 }, 'version should be 1'],
  ['consumer key', { consumerKey: 'other' }, "consumerKey should be the last part of the secret's name"],
  ['reseller', { reseller: '' }, 'reseller should be a non-empty text'],
  ['tier', { tier: 7 }, 'tier should be a non-empty text'],
  ['API key', { apiKey: 'x' }, 'apiKey should be an object'],
  ['API key value', { apiKey: { id: 'x' } }, 'apiKey.value should be a non-empty text'],
  ['secrets', { secrets: [] }, 'secrets should be one or two consumer secrets'],
  ['third secret', { secrets: [1, 2, 3] }, 'secrets should be one or two consumer secrets'],
  ['secrets that are not a list', { secrets: { 0: 'x', length: 1 } }, 'secrets should be one or two consumer secrets'],
  ['secret', { secrets: ['text'] }, 'secrets[0] should be an object'],
  ['secret that is a list', { secrets: [[]] }, 'secrets[0] should be an object'],
  ['secret that is null', { secrets: [null] }, 'secrets[0] should be an object'],
  ['empty secret', { secrets: [{ value: 'a' }, { value: '' }] }, 'secrets[1].value should be a non-empty text'],
  ['secret with a lone surrogate', { secrets: [{ value: '\ud800' }] }, 'secrets[0].value should be a non-empty text'],
  ['end of a secret', { secrets: [{ value: 'a', validUntil: 'soon' }] }, 'secrets[0].validUntil should be an ISO 8601'],
  ['status', { status: 'gone' }, 'status should be active or suspended'],
  ['rules', { rules: [] }, 'rules should be an object'],
  [
    'unknown rule',
    { rules: { maxBody: 1 } },
    'rules.maxBody should be left out, or one of validFrom, validUntil, signatureMethods, sourceIps',
  ],
  ['rule named like an object property', { rules: { constructor: 1 } }, 'rules.constructor should be left out'],
  ['rule', { rules: { validUntil: null } }, 'rules.validUntil should be an ISO 8601'],
])('rejects a document with a malformed %s', (_, changes, message) => {
  expect(() => read(changes).rules()).toThrow(MalformedDocumentError);
  expect(() => read(changes).rules()).toThrow(message);
});

test.each(['', '{', '[]', 'null', '"text"'])('%p is not a document', (document) => {
  expect(() => readConsumer('crm-of-acme', document)).toThrow('SecretString should be a JSON object');
});

test('the error never contains a value of the document', () => {
  expect(() => read({ secrets: [{ value: 'top-secret', validUntil: 'top-secret' }] })).toThrow(/^((?!top-secret).)*$/);
});

describe('the knowledge of a consumer', () => {
  const know = (document: object) => readKnowledge('crm-of-acme', JSON.stringify(document));

  test('is the consumer if its document is valid', () => {
    expect(know(credentialsDocument())).toMatchObject({ kind: 'known', consumer: { consumerKey: 'crm-of-acme' } });
  });

  test('is the problem and the readable secrets if its document is malformed', () => {
    const known = know({ ...credentialsDocument(), tier: 7, secrets: [{ value: 'readable' }] });
    expect(known).toMatchObject({ kind: 'malformed', problem: { name: 'MalformedDocumentError', member: 'tier' } });
    const [secret] = (known as Extract<Knowledge, { kind: 'malformed' }>).secrets!;
    expect(secret!.key.equals(hmacKey('readable'))).toBe(true);
  });

  test('is only the problem if no secret is readable', () => {
    expect(know({ ...credentialsDocument(), secrets: 'none' })).toMatchObject({
      kind: 'malformed',
      problem: { member: 'secrets' },
      secrets: undefined,
    });
  });

  test('reads no rules before the signature is proved, and is the problem with them then', () => {
    const known = know({ ...credentialsDocument(), rules: { sourceIps: ['198.51.100.0/99'] } });
    expect(known).toMatchObject({ kind: 'known' });
    expect(withRules(known)).toMatchObject({ kind: 'malformed', problem: { member: 'rules.sourceIps[0]' } });
    expect(withRules(known)).toMatchObject({ secrets: [{ validUntil: undefined }] });
  });

  test('stays the same if its rules are valid, or there is no consumer', () => {
    const known = know(credentialsDocument());
    const malformed = know({ ...credentialsDocument(), tier: 7 });
    for (const knowledge of [known, malformed, { kind: 'unknown' } as const]) {
      expect(withRules(knowledge)).toBe(knowledge);
    }
  });

  test.each([
    ['no secret', []],
    ['a secret', [{ value: 'kd94hf93k423kf44' }]],
    ['secrets of another type', 'kd94hf93k423kf44'],
  ])('has no secret that verifies if its document has a subject and %s', (_, secrets) => {
    const document = { ...credentialsDocument(), tier: 7, subject: 'crm-of-acme', secrets };
    expect(know(document)).toMatchObject({ kind: 'malformed', secrets: [] });
  });

  test('does not hide other errors as a malformed document', () => {
    const parse = jest.spyOn(JSON, 'parse').mockReturnValueOnce({
      get version() {
        throw new TypeError('not of the document');
      },
    });
    expect(() => readKnowledge('crm-of-acme', '{}')).toThrow(TypeError);
    parse.mockRestore();
  });
});
