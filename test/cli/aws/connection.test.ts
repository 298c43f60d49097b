import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BuiltCli } from '../support/built-cli';
import { Cli } from '../support/cli';

const cli = new Cli();
const builtCli = new BuiltCli();
let server: Server;
let endpoint: string;
let folder: string;
let seen: string[];

beforeAll(async () => {
  // Refuses everything, so that a command ends with its first call; whose signature names the region.
  server = createServer((request, response) => {
    const [, region = ''] = /Credential=[^/]+\/\d+\/([^/]+)\//.exec(request.headers.authorization ?? '') ?? [];
    seen.push(region);
    request.resume().on('end', () => response.writeHead(400).end('{"__type":"AccessDeniedException"}'));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  seen = [];
  folder = mkdtempSync(join(tmpdir(), 'aps-gateway-region-'));
  mkdirSync(join(folder, 'config', 'berlin'), { recursive: true });
  writeFileSync(join(folder, 'config', 'berlin', 'platform.yaml'), 'displayName: Berlin\nregion: eu-central-1\n');
  writeFileSync(
    join(folder, 'aws-config'),
    '[profile north]\nregion = eu-north-1\naws_access_key_id = id\naws_secret_access_key = key\n',
  );
});
afterEach(() => rmSync(folder, { recursive: true }));
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  cli.remove();
  builtCli.remove();
});

const CREDENTIALS = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'key' };

test.each([
  ['--endpoint-url', ['--endpoint-url', 'nowhere'], ''],
  ['AWS_ENDPOINT_URL', [], 'localhost:10442'],
])('an endpoint in %s that is not a URL is named', async (name, flags, variable) => {
  const { code, stderr } = await cli.run(variable, ['consumer', 'list', ...flags]);

  expect(code).toBe(2);
  expect(stderr).toMatch(
    new RegExp(`^error: ${name}: got "(nowhere|localhost:10442)", expected a URL such as http://`),
  );
});

test('where nothing listens on this machine, the error asks for npm start at once', async () => {
  const startedAt = performance.now();
  const { code, stderr } = await cli.run('http://127.0.0.1:1', ['consumer', 'list']);

  expect(code).toBe(1);
  expect(stderr).toBe('error: AWS_ENDPOINT_URL: nothing listens at 127.0.0.1:1. Is npm start running?\n');
  expect(performance.now() - startedAt).toBeLessThan(3000);
});

test('without a region, the error mentions the endpoint of npm start', async () => {
  const { stderr } = await cli.run('', ['consumer', 'list']);

  expect(stderr).toMatch(
    /region: not set\. Name a region \(AWS_REGION\); for npm start, set AWS_ENDPOINT_URL to the endpoint/,
  );
});

const inBerlin = ['consumer', 'list', 'alpha', '--environment', 'berlin'];

test.each<[string, readonly string[], Readonly<Record<string, string>>, string]>([
  ['platform.yaml where nothing else names one', [], {}, 'eu-central-1'],
  ['--region', ['--region', 'eu-west-3'], { AWS_REGION: 'eu-west-1' }, 'eu-west-3'],
  ['AWS_REGION', [], { AWS_REGION: 'eu-west-1' }, 'eu-west-1'],
  ['AWS_DEFAULT_REGION', [], { AWS_DEFAULT_REGION: 'eu-west-2' }, 'eu-west-2'],
])('the region is that of %s', async (_name, flags, variables, region) => {
  const { code } = await cli.run(endpoint, [...inBerlin, ...flags], {
    workingDirectory: folder,
    environmentVariables: { ...CREDENTIALS, ...variables },
  });

  expect(code).toBe(1);
  expect([...new Set(seen)]).toEqual([region]);
});

test('the region is that of the platform.yaml in the folder of --config', async () => {
  const elsewhere = ['consumer', 'list', 'alpha', '--environment', 'berlin', '--config', join(folder, 'config')];
  await cli.run(endpoint, elsewhere, { environmentVariables: CREDENTIALS });

  expect([...new Set(seen)]).toEqual(['eu-central-1']);
});

test('a mistake elsewhere in platform.yaml does not hide its region', async () => {
  writeFileSync(join(folder, 'config', 'berlin', 'platform.yaml'), 'region: eu-central-1\ntiers: *nowhere\n');
  await cli.run(endpoint, inBerlin, { workingDirectory: folder, environmentVariables: CREDENTIALS });

  expect([...new Set(seen)]).toEqual(['eu-central-1']);
});

// The SDK itself reads a profile's file, where the variables of its process say.
test.each<[string, readonly string[], Readonly<Record<string, string>>]>([
  ['--profile', ['--profile', 'north'], {}],
  ['AWS_PROFILE', [], { AWS_PROFILE: 'north' }],
])('the region is that of the profile in %s', async (_name, flags, variables) => {
  const { code } = await builtCli.run(endpoint, [...inBerlin, ...flags], {
    workingDirectory: folder,
    environmentVariables: { ...CREDENTIALS, AWS_CONFIG_FILE: join(folder, 'aws-config'), ...variables },
  });

  expect(code).toBe(1);
  expect([...new Set(seen)]).toEqual(['eu-north-1']);
});
