import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signRequest } from '../../../lambda/authorizer/oauth1/sign-request';
import type { DiagnosisReport } from '../../../lib/diagnose/report';
import { AlphaAccount } from '../support/alpha-account';

const alpha = new AlphaAccount();
const folder = mkdtempSync(join(tmpdir(), 'aps-gateway-diagnose-'));
const file = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
afterAll(() => rmSync(folder, { recursive: true }));

const SECRET = 'SecretOfcrm';
const URL = 'https://alpha.gateway.example/aps/2/resources?limit(0,10)';
const header = (secret = SECRET, url = URL, timestamp = Math.floor(Date.now() / 1000)) =>
  signRequest({ method: 'GET', url, consumerKey: 'crm', consumerSecret: secret, timestamp, nonce: 'GzSOscru' })
    .authorization;
const curl = (authorization: string) => `curl '${URL}' -H 'Authorization: ${authorization}' -H 'Cookie: sid=hunter22'`;
const diagnose = (words: readonly string[], stdin = '') => alpha.words(['diagnose', ...words], stdin);
const onTyped = (authorization: string) => ['--authorization', authorization, '--url', URL];
const secretFile = file('secret', `${SECRET}\n`);

test('a correct request verifies', async () => {
  const { code, stdout } = await diagnose([...onTyped(header()), '--secret-stdin'], SECRET);

  expect(code).toBe(0);
  expect(stdout).toMatch(/^The signature verifies\. A gateway that refuses it has another reason/m);
});

test('a known fault is named with what to do and which clients have it; both base strings are shown', async () => {
  const unsigned = header(SECRET, URL.replace(/\?.*/, ''));
  const { code, stdout } = await diagnose(['--curl', file('curl', curl(unsigned)), '--secret-file', secretFile]);

  expect(code).toBe(5);
  expect(stdout).toMatch(
    /^The client makes a known fault: the signature verifies with the query left out\. The consumer key and/m,
  );
  expect(stdout).toMatch(/^ {2}What to do: Sign the parameters of the query\./m);
  expect(stdout).toMatch(/^ {2}Known from: .*scalaj-http/m);
  expect(stdout).toMatch(/^ {2}Or: with the query parameters without = left out \(.*signpost/m);
  expect(stdout).toMatch(/^They differ from character \d+ on:$/m);
  expect(stdout).toMatch(/^ {2}- limit%280%2C10%29= +limit\(0,10\)$/m);
  expect(stdout).not.toContain('hunter22');
});

test('the mark stands below the first character that differs', async () => {
  const unsigned = header(SECRET, URL.replace(/\?.*/, ''));
  const { stdout } = await diagnose([...onTyped(unsigned), '--secret-stdin'], SECRET);
  const [, gateway = '', client = '', mark = ''] = /^( {2}gateway .*)\n( {2}client .*)\n( *\^)$/m.exec(stdout) ?? [];
  const at = mark.length - 1;

  expect(gateway.slice(11, at)).toBe(client.slice(11, at));
  expect(gateway[at]).not.toBe(client[at]);
});

test('a fault of the whole chain is found: the request is signed in one way and sent in another', async () => {
  const text = `GET /aps/2/resources?limit(0,10) HTTP/1.1\r\nHost: alpha.gateway.example\r\nAuthorization: ${header(SECRET, URL.replace('https', 'http'))}\r\n\r\n`;
  const { stdout } = await diagnose(['--request', file('request', text), '--secret-file', secretFile]);

  expect(stdout).toContain('the signature verifies with the scheme http.');
});

test('two faults together are named with what to do about each', async () => {
  const { code, stdout } = await diagnose(
    [...onTyped(header(`${SECRET}\n`, URL.replace('https', 'http'))), '--secret-stdin'],
    SECRET,
  );

  expect(code).toBe(5);
  expect(stdout).toMatch(
    /^The client makes two known faults: the signature verifies with .*, and with the scheme http\./m,
  );
  expect(stdout.match(/^ {2}What to do: /gm)).toHaveLength(2);
});

test('a consumer key in place of the secret does not say that the secret is right', async () => {
  const { stdout } = await diagnose(onTyped(header('crm')));

  expect(stdout).toMatch(/verifies with the consumer key in place of the consumer secret\.$/m);
});

test('without a secret, hints and the base string of the gateway are shown', async () => {
  const { code, stdout } = await diagnose(['--curl', '-'], curl(header()));

  expect(code).toBe(5);
  expect(stdout).toMatch(/^The signature was not checked, because no secret was given/m);
  expect(stdout).toMatch(/^- A parameter in the query has no =/m);
  expect(stdout).toContain('GET&https%3A%2F%2Falpha.gateway.example%2Faps%2F2%2Fresources&limit');
});

test('a request that is refused before is told why', async () => {
  const { code, stdout } = await diagnose(onTyped('Bearer hunter22'));

  expect(code).toBe(5);
  expect(stdout).toMatch(/^Why:\n- authorization_scheme_unsupported: /m);
  expect(stdout).not.toContain('hunter22');
});

test('what nothing explains is a failure', async () => {
  const { code, stdout } = await diagnose([...onTyped(header('another')), '--secret-stdin'], SECRET);

  expect(code).toBe(1);
  expect(stdout).toMatch(/^The signature does not verify, and neither one known fault of clients nor two together/m);
});

test('a host that was signed instead is found when it is named', async () => {
  const other = header(SECRET, URL.replace('alpha.gateway', 'cp.provider'));
  const { stdout } = await diagnose(
    [...onTyped(other), '--signed-host', 'cp.provider.example', '--secret-stdin'],
    SECRET,
  );

  expect(stdout).toContain('the signature verifies with the host cp.provider.example.');
});

test('as JSON, the report is the result', async () => {
  const { stdout } = await diagnose([...onTyped(header()), '--secret-stdin', '--json'], SECRET);

  expect(JSON.parse(stdout)).toMatchObject({ verdict: 'verifies', request: { consumerKey: 'crm' }, faults: [] });
});

describe('with a consumer in Secrets Manager', () => {
  const report = async (authorization: string, ...more: readonly string[]) => {
    const { stdout } = await diagnose(['alpha', ...onTyped(authorization), '--json', ...more]);
    return JSON.parse(stdout) as DiagnosisReport;
  };
  beforeEach(async () => {
    await alpha.onboard('crm', 'standard');
  });

  test('its secret is read, and the key comes from the request', async () => {
    expect(await report(header())).toMatchObject({ verdict: 'verifies', secret: { role: 'current' } });
  });

  test('during an overlap, the secret that fits is named', async () => {
    await alpha.run('consumer rotate alpha crm --secret-stdin', 'NextSecretOfcrm');

    expect((await report(header())).secret).toMatchObject({
      role: 'previous',
      validUntil: expect.any(String) as string,
    });
    expect((await report(header('NextSecretOfcrm'))).secret).toEqual({ role: 'current' });
  });

  test('a secret that has ended is named as such, and is a finding', async () => {
    await alpha.run('consumer rotate alpha crm --secret-stdin', 'NextSecretOfcrm');
    const later = new Date(Date.now() + 30 * 86_400_000);
    const { code, stdout } = await alpha.cli.run(
      alpha.world.url,
      ['diagnose', 'alpha', ...onTyped(header(SECRET, URL, later.getTime() / 1000))],
      { now: () => later },
    );

    expect(code).toBe(5);
    expect(stdout).toMatch(/^The signature verifies, but by a secret that ended on .*: sign with the current one\.$/m);
  });

  test('the host of the gateway is tried in place of the one that was called', async () => {
    const words = [
      'alpha',
      '--authorization',
      header(),
      '--url',
      URL.replace('alpha.gateway', 'edge.example'),
      '--json',
    ];

    expect(JSON.parse((await diagnose(words)).stdout)).toMatchObject({ faults: [{ id: 'host_other' }] });
  });

  test('no secret is read for a request whose signature cannot be checked', async () => {
    const before = alpha.world.aws.calls.length;
    const { code, stdout } = await diagnose(['alpha', ...onTyped('OAuth oauth_nonce="n"')]);

    expect(code).toBe(5);
    expect(stdout).toMatch(/^- parameter_missing: /m);
    expect(alpha.world.aws.calls.slice(before)).toEqual([]);
  });

  test('no secret of it is printed', async () => {
    const { stdout, stderr } = await diagnose(['alpha', ...onTyped(header('another')), '--consumer-key', 'crm']);

    expect(stdout + stderr).not.toContain(SECRET);
  });

  test.each([
    [['alpha', ...onTyped(header()), '--consumer-key', 'erp'], 3, /Reseller alpha has no consumer erp/],
    [['alpha', ...onTyped(header().replace('"crm"', '"c r m"'))], 2, /consumer key/],
    [['alpha', ...onTyped(header()), '--secret-file', 'x'], 2, /either the reseller or a secret/],
  ])('%j is refused', async (words, expected, message) => {
    const { code, stderr } = await diagnose(words);

    expect(code).toBe(expected);
    expect(stderr).toMatch(message);
  });
});

test.each([
  [[], /Give one of --curl, --har, --request, and --authorization with --url/],
  [['--curl', 'a', '--har', 'b'], /Give one of/],
  [['--curl', '-', '--secret-stdin'], /Standard input cannot hold both/],
  [['--authorization', 'OAuth a="b"'], /--url: the URL is not absolute/],
  [['--curl', 'a', '--entry', '1'], /--entry needs --har/],
  [['--har', '-', '--entry', '0'], /--entry: got "0", expected a number from 1 on/],
  [['--curl', '-', '--consumer-key', 'crm'], /--consumer-key needs the reseller/],
  [['--curl', '-'], /standard input: it does not begin with curl/],
  [['--curl', '/nowhere/file'], /cannot read the file \/nowhere\/file: there is no such file/],
  [['--curl', '-', '--secret', 'x'], /does not belong on the command line/],
])('%j is wrong usage', async (words, message) => {
  const { code, stdout, stderr } = await diagnose(words);

  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(message);
});
