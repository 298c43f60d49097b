import * as fc from 'fast-check';
import { SIGNATURE_METHODS } from '../../lambda/authorizer/contract';
import { formatAuthorizationHeader } from '../../lambda/authorizer/oauth1/authorization-header';
import { KNOWN_FAULTS } from '../../lambda/authorizer/oauth1/known-faults/known-faults';
import type { Parameter } from '../../lambda/authorizer/oauth1/parameter';
import { percentEncode } from '../../lambda/authorizer/oauth1/percent-encoding';
import { parseTypedQuery } from '../../lambda/authorizer/oauth1/query-parameters';
import { correctSigning, type Signing, signatureOf } from '../../lambda/authorizer/oauth1/signing';
import { diagnose, type DiagnoseOptions } from '../../lib/diagnose/diagnose';
import type { CandidateSecret } from '../../lib/diagnose/explain-signature';
import type { CapturedRequest } from '../../lib/diagnose/inputs/captured-request';
import { recordedFaults } from '../authorizer/support/recorded-faults';
import { captured, NOW, SECRET, signed, withHeader } from './support/captured';

const GIVEN: CandidateSecret = { value: SECRET, role: 'given' };
const run = (request: CapturedRequest, options: Partial<DiagnoseOptions> = {}) =>
  diagnose(request, { secrets: [GIVEN], hosts: [], signatureMethods: SIGNATURE_METHODS, nowMs: NOW, ...options });
const faultsOf = (request: CapturedRequest, options: Partial<DiagnoseOptions> = {}) => {
  const { verdict } = run(request, options);
  return 'faults' in verdict ? verdict.faults.map(({ id }) => id) : verdict.kind;
};

/** Made with another secret or host than the recording has. */
const UNEXPLAINED = /host of the platform|secret of the other reseller/;

test.each(recordedFaults().map((recorded) => [recorded.client, recorded.transformation, recorded] as const))(
  'a recorded request of %s is explained: %s',
  (_client, transformation, { method, url, authorization, contentType, consumerSecret, timestamp, body }) => {
    const headers = [
      ['Authorization', authorization],
      ...(contentType ? [['Content-Type', contentType]] : []),
    ] as const;
    const request = { method, url, headers, at: new Date(timestamp * 1000), remarks: [], ...(body && { body }) };
    const { verdict } = run(request as CapturedRequest, { secrets: [{ value: consumerSecret, role: 'given' }] });

    expect(verdict.kind !== 'unexplained').toBe(!UNEXPLAINED.test(transformation));
  },
);

test('a correct request verifies, and nothing is suspected', () => {
  expect(run(signed())).toMatchObject({ verdict: { kind: 'verifies', secret: { role: 'given' } }, hints: [] });
});

test('a signature of another secret is not explained', () => {
  expect(faultsOf(signed({}, { consumerSecret: 'another' }))).toBe('unexplained');
});

const text = fc.string({ unit: fc.constantFrom(...Array.from('ab(),*=.~ ÄÖ+%&')), maxLength: 6 });
const queries = fc
  .array(fc.tuple(text, fc.option(text)), { maxLength: 3 })
  .map((pairs) =>
    pairs
      .map(([name, value]) => encodeURIComponent(name) + (value === null ? '' : `=${encodeURIComponent(value)}`))
      .join('&'),
  );

test('the base string of the gateway is the one that a correct client signs', () => {
  fc.assert(
    fc.property(queries, (query) => {
      const request = signed({ url: `https://gateway.example:8443/aps/2/x?${query}` });
      const { verdict, baseString } = run(request);

      expect(verdict).toMatchObject({ kind: 'verifies', baseString });
    }),
    { numRuns: 100 },
  );
});

test('a random signature is never explained', () => {
  fc.assert(
    fc.property(queries, fc.uint8Array({ minLength: 20, maxLength: 20 }), (query, bytes) => {
      const signature = percentEncode(Buffer.from(bytes).toString('base64'));
      const request = withHeader(signed({ url: `https://gateway.example/aps/2/x?${query}` }), (header) =>
        header.replace(/oauth_signature="[^"]*"/, `oauth_signature="${signature}"`),
      );
      expect(faultsOf(request)).toBe('unexplained');
    }),
    { numRuns: 5 },
  );
});

const PROTOCOL: readonly Parameter[] = [
  ['oauth_consumer_key', 'crm-of-acme'],
  ['oauth_signature_method', 'HMAC-SHA1'],
  ['oauth_timestamp', String(NOW / 1000)],
  ['oauth_nonce', 'GzSOscru'],
];
const FAULTY_QUERY = 'limit(0,10)&a.b=1=2&a.b=3%20%C3%A4&sort(+name)&%2A=';

function faulty(changes: readonly ((signing: Signing) => readonly Signing[])[]): CapturedRequest | undefined {
  const correct = correctSigning({
    method: 'PUT',
    host: 'gateway.example',
    port: undefined,
    path: '/aps/2/resources',
    query: parseTypedQuery(FAULTY_QUERY),
    protocol: PROTOCOL,
    signatureMethod: 'HMAC-SHA1',
    body: '{"a":1}',
  });
  let signing: Signing | undefined = correct;
  for (const change of changes) signing = signing && change(signing)[0];
  if (!signing) return undefined;
  const signature = signatureOf(signing, percentEncode(SECRET));
  const header = formatAuthorizationHeader([...PROTOCOL, ['oauth_signature', signature]]);
  const url = `https://gateway.example/aps/2/resources?${FAULTY_QUERY}`;
  return captured({ method: 'PUT', url, body: '{"a":1}', headers: [['Authorization', header]] });
}

/** Pairs that are made and found; all of them would take minutes. */
const PAIRS = KNOWN_FAULTS.map(
  (fault, index) => [fault, KNOWN_FAULTS[(index * 7 + 3) % KNOWN_FAULTS.length]!] as const,
);

test.each(PAIRS.map(([one, other]) => [one.id, other.id, one, other] as const))(
  'a request signed with %s and %s is explained by at most two faults',
  (_one, _other, one, other) => {
    const request = faulty([one.change, other.change]);
    if (!request) return;
    const found = faultsOf(request);

    expect(found).not.toBe('unexplained');
    expect(found.length).toBeLessThanOrEqual(2);
  },
);

test('faults that lead to the same signature are named, too', () => {
  const request = faulty([(signing) => [{ ...signing, query: [] }]])!;
  const { verdict } = run({ ...request, url: 'https://gateway.example/aps/2/resources?limit(0,10)' });

  expect(verdict).toMatchObject({ faults: [{ id: 'query_unsigned' }] });
  expect('alternatives' in verdict && verdict.alternatives.map(({ id }) => id)).toContain('valueless_unsigned');
});

test('a host that was signed in place of the gateway is found if it is named', () => {
  const { headers } = signed({ url: 'https://cp.provider.example/aps/2/resources' });
  const request = captured({ url: 'https://gateway.example/aps/2/resources', headers });

  expect(faultsOf(request)).toBe('unexplained');
  expect(faultsOf(request, { hosts: ['CP.provider.example'] })).toEqual(['host_other']);
});

describe('a request to the name of a VPC endpoint', () => {
  const url = 'https://vpce-0a1b.execute-api.eu-central-1.vpce.amazonaws.com/aps/2/resources';
  const host = ['Host', 'api.alpha.example'] as const;

  test('that signs this name, but sends the domain of the gateway in Host, is explained', () => {
    expect(faultsOf(signed({ url, headers: [host] }))).toEqual(['host_other']);
  });

  test('that signs the domain of the gateway and sends it in Host verifies, and nothing is suspected', () => {
    const { headers } = signed({ url: 'https://api.alpha.example/aps/2/resources' });
    expect(run(captured({ url, headers: [host, ...headers] }))).toMatchObject({
      verdict: { kind: 'verifies' },
      hints: [],
    });
  });

  test('without Host verifies, but the platform does not accept it', () => {
    expect(run(signed({ url }))).toMatchObject({
      verdict: { kind: 'verifies' },
      hints: [{ sentence: expect.stringMatching('the platform accepts no signature') as string }],
    });
  });
});

test('Host with the port 443 names the host of the URL', () => {
  const request = signed({ url: 'https://gateway.example/aps/2/x', headers: [['Host', 'Gateway.example:443']] });
  expect(faultsOf(request)).toEqual([]);
});

test('a ; that the client signs as a character is found', () => {
  expect(faultsOf(signed({ url: 'https://gateway.example/aps/2/x?in(id,(1;2))' }))).toEqual(['semicolon_kept']);
});

test('each secret is tried, and the one that fits is named', () => {
  const secrets: readonly CandidateSecret[] = [
    { value: 'new-secret', role: 'current' },
    { value: SECRET, role: 'ended', validUntil: '2026-11-20T00:00:00Z' },
  ];
  expect(run(signed(), { secrets }).verdict).toMatchObject({
    kind: 'verifies',
    secret: { role: 'ended', validUntil: '2026-11-20T00:00:00Z' },
  });
});

test('without a secret, the consumer key in its place is still proved', () => {
  const { verdict } = run(signed({}, { consumerSecret: 'crm-of-acme' }), { secrets: [] });

  expect(verdict).toMatchObject({ kind: 'explained', faults: [{ id: 'consumer_key_as_secret' }] });
  expect(verdict).not.toHaveProperty('secret');
});

test('without a secret, a correct signature is unchecked', () => {
  expect(run(signed(), { secrets: [] }).verdict).toEqual({ kind: 'unchecked' });
});

test('a body that is not a form does not matter', () => {
  const request = signed({ method: 'POST', body: '{"discount":"50%"}' }, { consumerSecret: 'another' });

  expect(faultsOf(request)).toBe('unexplained');
});

test('a request that is refused before has no verdict on its signature', () => {
  expect(run(captured())).toMatchObject({
    verdict: { kind: 'unreadable' },
    view: { refusals: [{ code: 'authorization_missing' }] },
  });
});
