import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createSecureServer, type Server as SecureServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureCertificates } from '../../lib/local/certificates/certificate-authority';
import { BuiltCli } from './support/built-cli';

const builtCli = new BuiltCli();
const certificates = mkdtempSync(join(tmpdir(), 'aps-gateway-proxy-'));
let caFile: string;
let gateway: SecureServer;
let proxy: Server;
let tunnels: string[];
const sockets = new Set<Socket>();

const portOf = (server: Server | SecureServer) => (server.address() as AddressInfo).port;

beforeAll(async () => {
  const issued = await ensureCertificates({ directory: certificates, hosts: ['gateway.example'], now: new Date() });
  caFile = issued.caFile;
  gateway = createSecureServer(issued.server, (_request, response) => response.end('from the gateway'));
  await new Promise<void>((listening) => gateway.listen(0, '127.0.0.1', listening));
  // Every host is the gateway, except for those of AWS.
  proxy = createServer().on('connect', ({ url = '' }, socket: Socket) => {
    tunnels.push(url);
    sockets.add(socket.on('error', () => {}));
    if (url.includes('amazonaws')) return void socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    const onward = connect(portOf(gateway), '127.0.0.1').on('error', () => {});
    onward.pipe(socket).pipe(onward);
  });
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
});
beforeEach(() => (tunnels = []));
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  gateway.closeAllConnections();
  proxy.closeAllConnections();
  await Promise.all([new Promise((closed) => gateway.close(closed)), new Promise((closed) => proxy.close(closed))]);
  rmSync(certificates, { recursive: true });
  builtCli.remove();
});

const call = (url: string, variables: Readonly<Record<string, string>> = {}) =>
  builtCli.run('', ['call', '--consumer-key', 'crm', '--cacert', caFile, '--timeout', '10', url], {
    environmentVariables: {
      APS_GATEWAY_CONSUMER_SECRET: 'CallersSecret',
      HTTPS_PROXY: `http://127.0.0.1:${portOf(proxy)}`,
      ...variables,
    },
  });

test('a call goes through the proxy in HTTPS_PROXY, and verifies the certificate of the gateway', async () => {
  expect(await call('https://gateway.example/aps/2/resources')).toEqual({
    code: 0,
    stdout: 'from the gateway',
    stderr: 'HTTP 200 OK\n',
  });
  expect(tunnels).toEqual(['gateway.example:443']);
});

test('a call to a host in NO_PROXY goes directly', async () => {
  const { code, stderr } = await call('https://gateway.invalid/aps/2/resources', { NO_PROXY: '.invalid' });

  expect(code).toBe(1);
  expect(stderr).toMatch(/gateway\.invalid/);
  expect(tunnels).toEqual([]);
});

test('a call to this machine goes directly', async () => {
  const { stderr } = await call(`https://127.0.0.1:${portOf(gateway)}/aps/2/resources`);

  expect(stderr).toMatch(/certificate/);
  expect(tunnels).toEqual([]);
});

test('where no proxy listens, the variables are named, without the password in them', async () => {
  const password = 'Hunter22';
  const { code, stderr } = await call('https://gateway.example/x', {
    HTTPS_PROXY: `http://me:${password}@127.0.0.1:9`,
  });

  expect(code).toBe(1);
  expect(stderr).toBe(
    'error: No connection to gateway.example:443 (ECONNREFUSED). Variables name a proxy: check HTTPS_PROXY and NO_PROXY.\n',
  );
});

test.each(['HTTPS_PROXY', 'https_proxy'])('calls to AWS go through the proxy in %s', async (name) => {
  const { code } = await builtCli.run('', ['consumer', 'list', 'alpha', '--region', 'eu-central-1'], {
    environmentVariables: {
      AWS_ACCESS_KEY_ID: 'id',
      AWS_SECRET_ACCESS_KEY: 'key',
      [name]: `http://127.0.0.1:${portOf(proxy)}`,
    },
  });

  expect(code).toBe(1);
  expect([...new Set(tunnels)]).toEqual(['ssm.eu-central-1.amazonaws.com:443']);
});
