import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BEARER, jwksOf, ProviderKey } from '../authorizer/support/identity-provider';
import { AlphaAccount } from './support/alpha-account';

const alpha = new AlphaAccount();
const KEY = new ProviderKey('k1', 'RS256');
const folder = mkdtempSync(join(tmpdir(), 'aps-gateway-token-'));
const [token, keys, config] = ['token', 'keys.json', 'config'].map((name) => join(folder, name)) as [
  string,
  string,
  string,
];
afterAll(() => rmSync(folder, { recursive: true }));

beforeAll(async () => {
  mkdirSync(join(config, 'lab/resellers'), { recursive: true });
  const { issuer, audience, jwksUri, subjectClaim } = BEARER;
  const oauth = { bearer: { issuer, audience, jwksUri, subjectClaim } };
  const tiers = { standard: { quota: { limit: 7000, period: 'day' }, throttle: { rateLimit: 11, burstLimit: 23 } } };
  const uiNodes = { brandEndpoint: 'https://brand.provider.test' };
  writeFileSync(join(config, 'lab/platform.yaml'), JSON.stringify({ displayName: 'Lab', uiNodes, tiers, oauth }));
  const bearer = { displayName: 'Alpha', oauth: { authentication: ['bearer'] } };
  writeFileSync(join(config, 'lab/resellers/alpha.yaml'), JSON.stringify(bearer));
  writeFileSync(join(config, 'lab/resellers/beta.yaml'), JSON.stringify({ displayName: 'Beta' }));
  writeFileSync(keys, await jwksOf(KEY));
});

const now = Math.floor(Date.now() / 1000);
const fresh = (claims = {}) => KEY.token({ iat: now - 60, exp: now + 600, ...claims });
const diagnose = (words: string, stdin = '') => alpha.run(`diagnose ${words} --config ${config}`, stdin);

test('explains an accepted token with its expiry in words and the key of its consumer', async () => {
  writeFileSync(token, `${await fresh()}\n`);
  const { code, stdout } = await diagnose(`alpha --token-file ${token} --keys ${keys}`);
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^The gateway accepts the header and the claims of the token\.\nIts signature verifies with a key/m,
  );
  expect(stdout).toMatch(/^ {2}exp: \d+ {2}\(20\d\d-.*Z, in (?:9|10) minutes\)$/m);
  expect(stdout).toMatch(/^Consumer key of its subject: crm=7Cacme$/m);
});

test('explains a refused token from standard input, with what to do', async () => {
  const { code, stdout } = await diagnose('alpha --token-file -', await fresh({ exp: now - 7200 }));
  expect(code).toBe(5);
  expect(stdout).toMatch(/^The gateway refuses the token: token_expired\. The token has expired\. It ended at /m);
  expect(stdout).toMatch(/^ {2}What to do: Request a new token/m);
  expect(stdout).toMatch(/^ {2}exp: .*, 2 hours ago\)$/m);
});

test('shows what the gateway expects next to what the token has', async () => {
  const { stdout } = await diagnose('alpha --token-file -', await fresh({ iss: 'https://login.example.com' }));
  expect(stdout).toMatch(/^ {2}iss: "https:\/\/login\.example\.com"$/m);
  expect(stdout).toMatch(/^The gateway expects:\n {2}alg: \["RS256"\]\n {2}iss: "https:\/\/login\.example\.com\/"\n/m);
});

test('never prints the token, in neither form', async () => {
  const text = await fresh();
  for (const more of ['', ' --json', ` --keys ${keys}`]) {
    const { stdout, stderr } = await diagnose(`alpha --token-file -${more}`, text);
    for (const part of text.split('.')) expect(stdout + stderr).not.toContain(part);
  }
  const { code, stdout, stderr } = await diagnose(`alpha --token-file ${text}`);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^error: --token-file takes the name of a file/);
  expect(stderr).not.toContain(text.split('.')[1]);
});

test('prints the report as JSON', async () => {
  const { stdout } = await diagnose('alpha --token-file - --json', await fresh({ aud: 'other' }));
  expect(JSON.parse(stdout)).toMatchObject({
    verdict: 'refused',
    signature: 'unchecked',
    refusal: { code: 'token_audience_refused' },
    consumerKey: 'crm=7Cacme',
  });
});

test.each([
  ['alpha --token-file - --curl request', 2, '--curl does not go with --token-file'],
  ['--token-file -', 2, '--token-file needs the reseller'],
  ['alpha --curl request --keys keys', 2, '--keys needs --token-file'],
  ['alpha --token-file /none', 2, '/none'],
  ['beta --token-file -', 4, 'The gateway of beta does not accept bearer tokens'],
  ['gamma --token-file -', 3, 'Reseller gamma is not declared; declared are: '],
])('%s is refused', async (words, code, message) => {
  const result = await diagnose(words, 'a.b.c');
  expect(result.code).toBe(code);
  expect(result.stderr).toContain(message);
});

test.each([
  ['the answer of an identity provider', '{\n  "access_token": "a.b.c"\n}', 'got JSON, expected only a token, such as'],
  ['two tokens', 'a.b.c\nd.e.f\n', 'got lines or characters that no header can have, expected one token'],
  ['a letter beyond ASCII', 'a.b.ç', 'got lines or characters that no header can have, expected one token'],
])('%s is not a token', async (_title, text, message) => {
  const { code, stderr } = await diagnose('alpha --token-file -', text);
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(`--token-file: ${message}`) as string });
});

test('empty input and keys that are none are refused with what is expected', async () => {
  expect((await diagnose('alpha --token-file -', ' \n')).stderr).toBe(
    'error: --token-file: got no text, expected a token\n',
  );
  writeFileSync(token, await fresh());
  const { code, stderr } = await diagnose(`alpha --token-file ${token} --keys ${token}`);
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: `error: ${token} is not JSON; expected the JSON Web Key Set of the identity provider, as its jwksUri answers\n`,
  });
});

test.each([
  ['without a list', '[]', 'has no list "keys"'],
  ['of 101 keys', JSON.stringify({ keys: Array.from({ length: 101 }, () => ({})) }), 'has too many keys'],
  [
    'of a secret key',
    '{"keys":[{"kty":"oct","k":"AA"}]}',
    'has no public key that can verify a token; RSA keys need 2048 bits',
  ],
])('a set %s is refused in words', async (_, set, problem) => {
  writeFileSync(token, await fresh());
  writeFileSync(keys, set);
  const { code, stderr } = await diagnose(`alpha --token-file ${token} --keys ${keys}`);
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(`${keys} ${problem};`) as string });
});
