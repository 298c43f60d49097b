import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentMembers } from '../../lambda/authorizer/contract';
import { readConsumer } from '../../lambda/authorizer/consumers/consumer';
import { hmacKey } from '../../lambda/authorizer/oauth1/hmac-signature';
import { openTiersOf, tiersOf, unknownMembers } from '../../lib/descriptor';
import type { Consumer } from '../../lib/onboarding/consumer';
import { decodeDocument, encodeDocument } from '../../lib/onboarding/documents/record-codec';
import { NEWER, readDescriptor } from '../../lib/read-descriptor';
import { onlyResource, resellerTemplate, text } from '../gateway/support/synthesis';

const first = (name: string) => readFileSync(join(__dirname, 'first', `${name}.json`), 'utf8');
const DESCRIPTOR = JSON.parse(first('descriptor')) as Record<string, unknown>;
const DOCUMENT = JSON.parse(first('document')) as Record<string, unknown>;

/** Members of a descriptor that the first command needed, and the kind of each. They can never leave. */
const NEEDED = Object.fromEntries(Object.entries(DESCRIPTOR).map(([name, value]) => [name, kindOf(value)]));

function kindOf(value: unknown): string {
  return Array.isArray(value) ? 'array' : typeof value;
}

describe('a new command with an old stack', () => {
  test('reads the first descriptor as it is', () => {
    expect(readDescriptor(first('descriptor'))).toEqual(DESCRIPTOR);
  });

  test('offers every tier of it to every reseller', () => {
    const descriptor = readDescriptor(first('descriptor'));
    if (typeof descriptor === 'string') throw new Error(descriptor);
    expect(tiersOf(descriptor, 'alpha-south')).toEqual(['standard', 'premium']);
    expect(openTiersOf(descriptor, 'alpha')).toEqual(['standard', 'premium']);
  });

  test('writes no rule that the first function does not know', () => {
    const known = ['rules.validFrom', 'rules.serviceHours', 'rules.clientCertificates', 'rules.signatureMethods'];
    expect(unknownMembers({}, known)).toEqual([]);
    const since = documentMembers().filter((member) => unknownMembers({}, [member]).length > 0);
    expect(since).toContain('rules.groups');
  });

  test('reads and writes the first credentials document without loss', () => {
    const consumer = decodeDocument('aps-gateway/lab/alpha/crm-of-alpha', first('document'));
    expect(JSON.parse(encodeDocument(consumer))).toEqual(DOCUMENT);
  });
});

describe('an old command with a new stack', () => {
  test('finds everything that it needs in the descriptor of a gateway without newer features', () => {
    const { Value } = onlyResource(resellerTemplate({}), 'AWS::SSM::Parameter').Properties;
    const descriptor = JSON.parse(text(Value)) as Record<string, unknown>;
    const kinds = Object.fromEntries(Object.keys(NEEDED).map((name) => [name, kindOf(descriptor[name])]));

    expect(kinds).toEqual(NEEDED);
    expect(descriptor['version']).toBe(1);
  });

  test('stops at a descriptor whose format it does not know', () => {
    expect(readDescriptor(JSON.stringify({ ...DESCRIPTOR, version: 3 }))).toBe(NEWER);
  });

  test('passes members that it does not know', () => {
    expect(readDescriptor(JSON.stringify({ ...DESCRIPTOR, ofTheFuture: { any: ['thing'] } }))).toMatchObject(
      DESCRIPTOR,
    );
  });
});

test('a new function accepts the first credentials document', () => {
  const consumer = readConsumer('crm-of-alpha', first('document'));
  expect(consumer).toMatchObject({ reseller: 'alpha', tier: 'standard' });
  expect(consumer.secrets.map(({ key }) => key.equals(hmacKey('current-consumer-secret')))).toEqual([true, false]);
});

test('an old function finds every member that it needs in a document of a consumer without newer rules', () => {
  const consumer: Consumer = {
    version: 1,
    consumerKey: 'shop-of-alpha',
    reseller: 'alpha',
    tier: 'premium',
    status: 'active',
    secrets: [{ value: 'a-secret' }],
    apiKey: { id: 'klmnopqrst', value: 'fedcba9876543210fedcba9876543210fedcba98' },
    about: {},
  };
  const written = JSON.parse(encodeDocument(consumer)) as Record<string, unknown>;
  const { rules: _rules, ...needed } = DOCUMENT;

  expect(Object.keys(written)).toEqual(Object.keys(needed));
  expect(Object.keys(written).map((name) => kindOf(written[name]))).toEqual(Object.values(needed).map(kindOf));
});
