import * as fc from 'fast-check';
import { SIGNATURE_METHODS } from '../../lambda/authorizer/contract';
import { percentEncode } from '../../lambda/authorizer/oauth1/percent-encoding';
import type { DiagnoseOptions } from '../../lib/diagnose/diagnose';
import { diagnoseReport } from '../../lib/diagnose/diagnose-report';
import type { CapturedRequest } from '../../lib/diagnose/inputs/captured-request';
import { captured, NOW, SECRET, signed, withHeader } from './support/captured';

const OPTIONS: DiagnoseOptions = {
  secrets: [{ value: SECRET, role: 'given' }],
  hosts: [],
  signatureMethods: SIGNATURE_METHODS,
  nowMs: NOW,
};
const report = (request: CapturedRequest) => diagnoseReport(request, OPTIONS);

test('a correct request has the base string of the gateway and no other', () => {
  const made = report(signed());

  expect(made).toMatchObject({ verdict: 'verifies', faults: [], refusals: [], hints: [] });
  expect(made.gateway).toMatchObject({ method: 'GET', uri: 'https://gateway.example/aps/2/resources' });
  expect(made).not.toHaveProperty('client');
});

test('two base strings are compared: first difference, and who signs which parameter', () => {
  const { headers } = signed({ url: 'https://gateway.example/aps/2/resources?b=2' });
  const { comparison, gateway, client } = report(
    captured({ url: 'https://gateway.example/aps/2/resources?b=2&limit(0,10)', headers }),
  );

  expect(comparison?.parameters.filter(({ signedBy }) => signedBy !== 'both')).toEqual([
    { encoded: 'limit%280%2C10%29=', name: 'limit(0,10)', value: '', signedBy: 'gateway' },
  ]);
  const at = comparison!.firstDifference;
  expect(gateway!.text.slice(0, at)).toBe(client!.text.slice(0, at));
  expect(gateway!.text[at]).not.toBe(client!.text[at]);
});

test('equal base strings are not compared: the fault is in the key', () => {
  const made = report(signed({}, { consumerSecret: `${SECRET}\n` }));

  expect(made).toMatchObject({ verdict: 'explained', faults: [{ id: 'secret_line_end' }] });
  expect(made).not.toHaveProperty('comparison');
});

test('neither headers nor the signature are in a report', () => {
  const request = signed({
    headers: [
      ['Cookie', 'sid=hunter22'],
      ['X-Api-Key', 'hunter22'],
    ],
  });
  const [, signature = ''] = /oauth_signature="([^"]*)"/.exec(request.headers.at(-1)![1]) ?? [];
  const made = JSON.stringify(report(request));

  expect(signature).not.toBe('');
  expect(made).not.toContain('hunter22');
  expect(made).not.toContain(signature);
  expect(made).not.toContain(decodeURIComponent(signature));
});

const odd = "p4$$ w%rd/&'s";
const PLACES: Readonly<Record<string, (secret: string) => CapturedRequest>> = {
  'the query': (secret) => signed({ url: `https://gateway.example/aps/2/x?token=${percentEncode(secret)}` }),
  'the path': (secret) => signed({ url: `https://gateway.example/aps/2/x/${percentEncode(secret)}` }),
  'the consumer key': (secret) => signed({}, { consumerKey: secret }),
  'the nonce': (secret) => signed({}, { nonce: secret }),
  'a parameter of the header': (secret) =>
    withHeader(signed(), (header) => `${header}, oauth_consumer_secret="${percentEncode(secret)}"`),
  'a PLAINTEXT signature': (secret) =>
    withHeader(signed(), (header) =>
      header
        .replace('HMAC-SHA1', 'PLAINTEXT')
        .replace(/oauth_signature="[^"]*"/, `oauth_signature="${percentEncode(secret)}%26"`),
    ),
  'the version': (secret) => withHeader(signed(), (header) => header.replace('"1.0"', `"${percentEncode(secret)}"`)),
  'the timestamp': (secret) =>
    withHeader(signed(), (header) => header.replace(/(oauth_timestamp=")\d+/, `$1${percentEncode(secret)}`)),
  'the answer': (secret) => signed({ answer: { status: 401, code: secret, message: `It is ${secret}.` } }),
};

test.each(
  Object.entries(PLACES).flatMap(([place, make]) => [SECRET, odd].map((secret) => [place, secret, make] as const)),
)('a secret in %s is replaced: %s', (_place, secret, make) => {
  const options = { ...OPTIONS, secrets: [{ value: secret, role: 'given' as const }] };
  const made = JSON.stringify(diagnoseReport(make(secret), options));

  for (const spelling of [secret, percentEncode(secret), percentEncode(percentEncode(secret))]) {
    expect(made).not.toContain(JSON.stringify(spelling).slice(1, -1));
  }
});

test('whatever is thrown, no message repeats the secret', () => {
  const thrower = {
    ...captured(),
    get url(): string {
      throw new Error(SECRET);
    },
  };

  expect(() => report(thrower)).toThrow('The request could not be diagnosed (Error). This is a fault of aps-gateway.');
});

test('any text in URL and header gives a report', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 30 }), fc.string({ maxLength: 60 }), (part, header) => {
      const url = `https://gateway.example/aps/2/${part}`;
      const headers = [['Authorization', `OAuth ${header}`]] as const;

      expect(report(captured({ url, headers })).verdict).toBe('unreadable');
    }),
    { numRuns: 200 },
  );
});
