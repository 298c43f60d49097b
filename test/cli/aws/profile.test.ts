import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { connectionSettings } from '../../../lib/cli/aws/connection';
import { readProfile } from '../../../lib/cli/aws/profile';
import { BuiltCli } from '../support/built-cli';

const builtCli = new BuiltCli();
const home = mkdtempSync(join(tmpdir(), 'aps-gateway-profile-'));
const configFile = join(home, '.aws', 'config');
const START_URL = 'https://company.awsapps.test/start';
let server: Server;
let url: string;
let seen: string[];
/** Codes of the MFA device that came with roles. */
const codes: string[] = [];

beforeAll(async () => {
  // The portal of single sign-on gives credentials; everything else is refused, so that a command ends with its first
  // call, whose signature names the access key and the region.
  server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      if (body.includes('AssumeRole')) {
        codes.push(new URLSearchParams(body).get('TokenCode') ?? '');
        return void response.writeHead(200, { 'content-type': 'text/xml' }).end(ASSUMED);
      }
      if (request.url?.startsWith('/federation/credentials')) {
        const roleCredentials = { accessKeyId: 'KEYOFSSO', secretAccessKey: 'x', sessionToken: 'y', expiration: 4e12 };
        return void response.writeHead(200).end(JSON.stringify({ roleCredentials }));
      }
      const [, key, region] = /Credential=([^/]+)\/\d+\/([^/]+)\//.exec(request.headers.authorization ?? '') ?? [];
      seen.push(`${key} ${region}`);
      response.writeHead(400).end('{"__type":"AccessDeniedException"}');
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  mkdirSync(join(home, '.aws', 'sso', 'cache'), { recursive: true });
  writeFileSync(configFile, CONFIG.replaceAll('URL', url));
  const cache = `${createHash('sha1').update(START_URL).digest('hex')}.json`;
  writeFileSync(
    join(home, '.aws', 'sso', 'cache', cache),
    JSON.stringify({ startUrl: START_URL, accessToken: 'token', expiresAt: '2099-01-01T00:00:00Z' }),
  );
});
beforeEach(() => (seen = []));
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  rmSync(home, { recursive: true });
  builtCli.remove();
});

const ASSUMED = `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>KEYOFROLE</AccessKeyId>
<SecretAccessKey>x</SecretAccessKey><SessionToken>y</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>
</Credentials></AssumeRoleResult></AssumeRoleResponse>`;

const CONFIG = `[profile keys]
region = eu-north-1
aws_access_key_id = KEYOFPROFILE
aws_secret_access_key = x
[profile mfa]
region = eu-central-1
role_arn = arn:aws:iam::111122223333:role/ops
source_profile = keys
mfa_serial = arn:aws:iam::111122223333:mfa/alice
[profile proc]
region = us-east-1
credential_process = /bin/echo '{"Version":1,"AccessKeyId":"KEYOFPROCESS","SecretAccessKey":"x"}'
[profile sso]
region = eu-west-1
sso_start_url = ${START_URL}
sso_region = eu-west-1
sso_account_id = 111122223333
sso_role_name = ops
[profile ep]
region = us-east-2
endpoint_url = URL
aws_access_key_id = KEYOFEP
aws_secret_access_key = x
[profile own]
endpoint_url = https://all.example
services = loc
[profile ignoring]
endpoint_url = https://all.example
ignore_configured_endpoint_urls = true
[profile spaced name]
region = us-east-1
[services loc]
secrets_manager =
  endpoint_url = https://secrets.example
api_gateway =
  endpoint_url = https://apis.example
`;

const list = (endpoint: string, profile: string, variables: Readonly<Record<string, string>> = {}) =>
  builtCli.run(endpoint, ['consumer', 'list', 'alpha', '--profile', profile], {
    environmentVariables: { HOME: home, AWS_EC2_METADATA_DISABLED: 'true', ...variables },
  });

test.each([
  ['its keys', 'keys', 'KEYOFPROFILE eu-north-1'],
  ['a process', 'proc', 'KEYOFPROCESS us-east-1'],
  ['single sign-on', 'sso', 'KEYOFSSO eu-west-1'],
])('the credentials of a profile are those of %s', async (_what, profile, signed) => {
  const { code } = await list(url, profile, { AWS_ENDPOINT_URL_SSO: url });

  expect(code).toBe(1);
  expect([...new Set(seen)]).toEqual([signed]);
});

test('--profile precedes credentials in variables, without a warning', async () => {
  const { stderr } = await list(url, 'keys', { AWS_ACCESS_KEY_ID: 'KEYOFVARIABLES', AWS_SECRET_ACCESS_KEY: 'x' });

  expect([...new Set(seen)]).toEqual(['KEYOFPROFILE eu-north-1']);
  expect(stderr).not.toMatch(/warning/i);
});

test('the endpoint of a profile is used', async () => {
  await list('', 'ep');

  expect([...new Set(seen)]).toEqual(['KEYOFEP us-east-2']);
});

test('a profile with an MFA device asks for its code, for which a terminal is needed', async () => {
  const { code, stderr } = await list(url, 'mfa');

  expect(code).toBe(2);
  expect(stderr).toBe(
    'error: Profile mfa needs the code of arn:aws:iam::111122223333:mfa/alice, and there is no terminal to ask for it. Run the command in a terminal, or give temporary credentials.\n',
  );
  expect(seen).toEqual([]);
});

test('the code of the MFA device is asked for once, and sent with the role', async () => {
  const before = { ...process.env };
  Object.assign(process.env, { AWS_CONFIG_FILE: configFile, AWS_ENDPOINT_URL_STS: url });
  const stdin = Object.assign(new PassThrough(), { isTTY: true as const });
  let asked = '';
  const stderr = new Writable({
    write(chunk, _encoding, done) {
      if (asked === '') setImmediate(() => stdin.write('123456\n'));
      asked += String(chunk);
      done();
    },
  });
  try {
    const { credentials } = await connectionSettings({ environment: 'lab', profile: 'mfa' }, 'lab', {
      stdin,
      stdout: new PassThrough(),
      stderr,
      environmentVariables: { AWS_CONFIG_FILE: configFile },
      workingDirectory: home,
      now: () => new Date(),
      interruption: () => AbortSignal.abort(),
      randomHex: () => '',
    });
    if (typeof credentials !== 'function') throw new Error('the credentials are not looked up');

    expect(await credentials()).toMatchObject({ accessKeyId: 'KEYOFROLE' });
    expect(await credentials()).toMatchObject({ accessKeyId: 'KEYOFROLE' });
    expect(asked).toContain('MFA code for arn:aws:iam::111122223333:mfa/alice');
    expect(codes).toEqual(['123456']);
  } finally {
    process.env = before;
  }
});

test.each(['wrong', 'spaced name'])('the error for the unknown profile %j lists those that exist', async (profile) => {
  const { code, stderr } = await list(url, profile);

  expect(code).toBe(2);
  expect(stderr).toBe(`error: profile: got "${profile}", expected one of: ep, ignoring, keys, mfa, own, proc, sso\n`);
});

test('the endpoints of single services are those of the profile’s services section', async () => {
  expect(await readProfile('own', { AWS_CONFIG_FILE: configFile })).toEqual({
    name: 'own',
    endpointUrl: 'https://all.example',
    serviceEndpoints: { secrets_manager: 'https://secrets.example', api_gateway: 'https://apis.example' },
  });
});

test('a profile may ignore endpoints', async () => {
  expect(await readProfile('ignoring', { AWS_CONFIG_FILE: configFile })).toEqual({
    name: 'ignoring',
    serviceEndpoints: {},
  });
});
