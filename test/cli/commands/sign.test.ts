import { execFileSync } from 'node:child_process';
import { parseAuthorizationHeader } from '../../../lambda/authorizer/oauth1/authorization-header';
import { signRequest } from '../../../lambda/authorizer/oauth1/sign-request';
import { Cli } from '../support/cli';

const cli = new Cli();
afterAll(() => cli.remove());

const SECRET = 'Integrators$ecret';
const URL = "https://Gateway.example/aps/2/resources?like(name,*O'Neil*),limit(0,10)&sort(-name)";
const FIXED = ['--consumer-key', 'crm', '--timestamp', '1795633149', '--nonce', 'GzSOscru'];
const sign = (...commandLine: string[]) =>
  cli.run('', ['sign', ...commandLine], { environmentVariables: { APS_GATEWAY_CONSUMER_SECRET: SECRET } });
const expected = (method: string, url = URL) =>
  signRequest({ method, url, consumerKey: 'crm', consumerSecret: SECRET, timestamp: 1_795_633_149, nonce: 'GzSOscru' });

test('the header is printed, and nothing else', async () => {
  expect(await sign(...FIXED, URL)).toEqual({
    code: 0,
    stdout: `Authorization: ${expected('GET').authorization}\n`,
    stderr: '',
  });
});

test('the method is signed', async () => {
  expect((await sign('delete', ...FIXED, URL)).stdout).toBe(`Authorization: ${expected('DELETE').authorization}\n`);
});

test('timestamp and nonce are new each time', async () => {
  const [one, two] = [await sign('--consumer-key', 'crm', URL), await sign('--consumer-key', 'crm', URL)];
  const valuesOf = (text: string) =>
    new Map(parseAuthorizationHeader(text.replace('Authorization: ', '').trim()) as []);

  expect(valuesOf(one.stdout).get('oauth_nonce')).not.toBe(valuesOf(two.stdout).get('oauth_nonce'));
  expect(Math.abs(Number(valuesOf(one.stdout).get('oauth_timestamp')) - Date.now() / 1000)).toBeLessThan(60);
  expect(one.stderr).toMatch(/^notice: a gateway accepts it once, and for 5 minutes/);
});

test('the curl command hands method, header and URL to curl unchanged', async () => {
  const { stdout } = await sign('PUT', '--curl', ...FIXED, `${URL}&a[1]`);
  const printed = execFileSync('sh', ['-c', stdout.replace(/^curl /, String.raw`printf '%s\n' `)], {
    encoding: 'utf8',
  });

  expect(printed.split('\n')).toEqual([
    '--globoff',
    '--request',
    'PUT',
    '--header',
    `Authorization: ${expected('PUT', `${URL}&a[1]`).authorization}`,
    `${URL}&a[1]`,
    '',
  ]);
});

test('the base string is explained on standard error, part by part', async () => {
  const { stdout, stderr } = await sign('--show-base-string', ...FIXED, URL);

  expect(stdout).toBe(`Authorization: ${expected('GET').authorization}\n`);
  expect(stderr).toContain('1. The method in upper case: GET\n');
  expect(stderr).toContain('no default port: https://gateway.example/aps/2/resources\n');
  expect(stderr).toMatch(/^ +sort%28-name%29= +sort\(-name\)$/m);
  expect(stderr).toContain(`\n${expected('GET').baseString}\n`);
  expect(stderr).not.toContain(SECRET);
});

test('as JSON, header, curl command and base string are members', async () => {
  const printed = JSON.parse((await sign('--json', ...FIXED, 'https://h.example/aps/2/x?b=2&a')).stdout) as object;

  expect(printed).toMatchObject({
    method: 'GET',
    authorization: expected('GET', 'https://h.example/aps/2/x?b=2&a').authorization,
    baseString: {
      uri: 'https://h.example/aps/2/x',
      parameters: expect.arrayContaining([
        { encoded: 'a=', name: 'a', value: '' },
        { encoded: 'b=2', name: 'b', value: '2' },
      ]) as unknown,
    },
  });
});

test('a URL that API Gateway changes on the way gets a warning', async () => {
  expect((await sign(...FIXED, 'https://h.example/aps/2/x?sort(+name)')).stderr).toContain('write %2B for a plus');
});

test.each([
  [['https://h.example/aps/2/x', '--timestamp', '1795633149000'], /--timestamp: got "1795633149000", expected whole/],
  [['https://h.example/aps/2/x', '--nonce', ''], /--nonce: got "", expected 1 to 256 characters/],
  [['FETCH', 'https://h.example/aps/2/x'], /method: got "FETCH", expected one of/],
  [[], /url: got "", expected an absolute URL/],
  [['https://h.example/aps/2/x', '--secret', 'x'], /does not belong on the command line/],
])('%j is refused', async (commandLine, message) => {
  const { code, stdout, stderr } = await sign('--consumer-key', 'crm', ...commandLine);

  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(message);
});

test('a missing consumer key is asked for before the secret', async () => {
  const { code, stderr } = await cli.run('', ['sign', 'https://h.example/aps/2/x']);

  expect([code, stderr]).toEqual([2, 'error: Give --consumer-key, or set APS_GATEWAY_CONSUMER_KEY.\n']);
});
