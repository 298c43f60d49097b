import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createServer as createRawServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DENY_REFUSALS } from '../../../lambda/authorizer/contract';
import { Cli } from '../support/cli';

const cli = new Cli();
let server: Server;
let base: string;
interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
  readonly bytes: Buffer;
}
let seen: Seen[];
let reply: { status: number; headers: Record<string, string>; body: string };

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const bytes = Buffer.concat(chunks);
      seen.push({ method: request.method, url: request.url, headers: request.headers, body: String(bytes), bytes });
      response.writeHead(reply.status, reply.headers).end(reply.body);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  seen = [];
  reply = { status: 200, headers: { 'content-type': 'application/json' }, body: '[{"aps":{}}]' };
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  cli.remove();
});

const SECRET = 'CallersSecret';
const call = (...commandLine: string[]) =>
  cli.run('', ['call', ...commandLine, '--consumer-key', 'crm'], {
    environmentVariables: { APS_GATEWAY_CONSUMER_SECRET: SECRET },
  });

/** RFC 5849 §3.4 for the one request below, written out by hand. */
function expectedSignature(authorization: string, normalizedQuery: readonly string[]): string {
  const oauth = [...authorization.matchAll(/(oauth_\w+)="([^"]*)"/g)]
    .filter(([, name]) => name !== 'oauth_signature')
    .map(([, name, value]) => `${name}=${value}`);
  const parameters = [...oauth, ...normalizedQuery].toSorted((a, b) => (a < b ? -1 : 1)).join('&');
  const text = `GET&${encodeURIComponent(`${base}/aps/2/resources`)}&${encodeURIComponent(parameters)}`;
  return createHmac('sha1', `${SECRET}&`).update(text).digest('base64');
}

test('the answer and its status are printed', async () => {
  expect(await call(`${base}/aps/2/resources`)).toEqual({ code: 0, stdout: '[{"aps":{}}]', stderr: 'HTTP 200 OK\n' });
});

test('RQL goes out as it is typed, signed over the same characters', async () => {
  await call(`${base}/aps/2/resources?implementing(http://a/b),like(name,*x*),limit(0,10)`);

  expect(seen[0]?.url).toBe('/aps/2/resources?implementing(http://a/b),like(name,*x*),limit(0,10)');
  const authorization = String(seen[0]?.headers.authorization);
  const [, signature = ''] = /oauth_signature="([^"]*)"/.exec(authorization) ?? [];
  const name = 'implementing%28http%3A%2F%2Fa%2Fb%29%2Clike%28name%2C%2Ax%2A%29%2Climit%280%2C10%29=';
  // encodeURIComponent leaves the few characters alone that occur in none of these texts unescaped.
  expect(decodeURIComponent(signature)).toBe(expectedSignature(authorization, [name]));
});

describe('with a token', () => {
  const folder = mkdtempSync(join(tmpdir(), 'call-token-'));
  const file = join(folder, 'token');
  writeFileSync(file, 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl\n');
  afterAll(() => rmSync(folder, { recursive: true }));
  const withToken = (...commandLine: string[]) => cli.run('', ['call', `${base}/aps/2/resources`, ...commandLine]);

  test('the token is sent, and nothing is signed', async () => {
    expect(await withToken('--token-file', file)).toMatchObject({ code: 0, stderr: 'HTTP 200 OK\n' });
    expect(seen.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl',
    ]);
  });

  test.each([
    [['--consumer-key', 'crm'], '--consumer-key does not go with --token-file'],
    [['--show-base-string'], '--show-base-string does not go with --token-file'],
    [['--secret-stdin'], '--secret-stdin does not go with --token-file'],
    [['--insecure'], '--insecure does not go with --token-file: a server that intercepts'],
  ])('%j is refused', async (options, message) => {
    const { code, stderr } = await withToken('--token-file', file, ...options);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
    expect(seen).toEqual([]);
  });

  test('body and token cannot both come from standard input', async () => {
    const { code, stderr } = await withToken('--token-file', '-', '--data', '-');
    expect([code, stderr]).toEqual([2, expect.stringContaining('both the body and the token')]);
  });

  test('a token on the command line is refused, and not repeated', async () => {
    const { code, stderr } = await withToken('--token-file', 'eyJhbGciOiJFUzI1NiJ9.e30.c2ln');
    expect([code, stderr]).toEqual([2, expect.not.stringContaining('e30.c2ln')]);
  });
});

test('a body makes it a POST of JSON', async () => {
  await call('--data', '{"a":1}', `${base}/aps/2/x`);

  expect(seen[0]).toMatchObject({ method: 'POST', body: '{"a":1}', headers: { 'content-type': 'application/json' } });
});

test('the bytes of a file are sent as they are, whatever they are', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'aps-gateway-body-'));
  const bytes = Buffer.from([0xff, 0xfe, 0x42, 0xfc, 0x00, 0xef, 0xbb, 0xbf]);
  writeFileSync(join(folder, 'body.bin'), bytes);
  await cli.run('', ['call', '--data', '@body.bin', '--consumer-key', 'crm', `${base}/aps/2/x`], {
    environmentVariables: { APS_GATEWAY_CONSUMER_SECRET: SECRET },
    workingDirectory: folder,
  });
  rmSync(folder, { recursive: true });

  expect(seen[0]?.bytes).toEqual(bytes);
});

test('a method and further headers are sent', async () => {
  await call('PUT', `${base}/aps/2/x`, '--data', '<a/>', '-H', 'Content-Type: text/xml', '-H', 'X-Trace: 7');

  expect(seen[0]).toMatchObject({ method: 'PUT', headers: { 'content-type': 'text/xml', 'x-trace': '7' } });
});

test('status and headers are printed with -i', async () => {
  const { stdout } = await call('-i', `${base}/aps/2/x`);

  expect(stdout).toMatch(/^HTTP 200 OK\ncontent-type: application\/json\n[\s\S]*\n\n\[\{"aps":\{\}\}\]$/);
});

test('a refusal is explained in one line', async () => {
  reply = { status: 401, headers: { 'www-authenticate': 'OAuth realm="x", oauth_problem="nonce_used"' }, body: '{}' };
  const { code, stderr } = await call(`${base}/aps/2/x`);

  expect(code).toBe(1);
  const { message, remedy } = DENY_REFUSALS.nonce_used;
  expect(stderr).toBe(`HTTP 401 Unauthorized\nrefused: nonce_used: ${message} ${remedy}\n`);
});

test('the code in the body is more exact than the oauth_problem', async () => {
  const challenge = { 'www-authenticate': 'OAuth realm="x", oauth_problem="consumer_key_refused"' };
  reply = { status: 401, headers: challenge, body: '{"code":"consumer_suspended"}' };

  expect((await call(`${base}/aps/2/x`)).stderr).toContain('refused: consumer_suspended: The consumer is suspended.');
});

test('the body of a refusal ends its line before the explanation', async () => {
  reply = { status: 401, headers: {}, body: '{"code":"consumer_suspended"}' };

  expect((await call(`${base}/aps/2/x`)).stdout).toBe('{"code":"consumer_suspended"}\n');
});

test('the usage line is that of the arguments', async () => {
  const { stdout } = await cli.run('', ['call', '--help']);

  expect(stdout).toContain('Usage: aps-gateway call [options] [method] <url>');
  expect(stdout).toMatch(/^ {2}method +default: GET/m);
  expect(stdout).toMatch(/^ {2}url +absolute URL/m);
});

test('a server that never answers is given up on', async () => {
  const sockets: Socket[] = [];
  const silent = createRawServer((socket) => sockets.push(socket));
  await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening));
  const { port } = silent.address() as AddressInfo;
  const { code, stderr } = await call('--timeout', '0.3', `http://127.0.0.1:${port}/aps/2/x`);
  for (const socket of sockets) socket.destroy();
  silent.close();

  expect(code).toBe(1);
  expect(stderr).toContain('within 0.3 seconds');
});

test.each([
  ['breaks off', (socket: Socket) => void socket.end(), 'broke off before its end'],
  ['stops', () => undefined, 'did not end within 0.3 seconds'],
])('an answer that %s in its body is reported with its status', async (_, afterHalf, how) => {
  const half = createRawServer((socket) => {
    socket.once('data', () => {
      socket.write('HTTP/1.1 207 Multi-Status\r\nContent-Length: 9\r\n\r\nhalf', () => afterHalf(socket));
    });
  });
  await new Promise<void>((listening) => half.listen(0, '127.0.0.1', listening));
  const { port } = half.address() as AddressInfo;
  const { code, stdout, stderr } = await call('--timeout', '0.3', `http://127.0.0.1:${port}/aps/2/x`);
  half.close();

  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain(`The answer of 127.0.0.1:${port}, HTTP 207, ${how}.`);
});

test.each([
  [['ftp://host/x'], /expected an absolute URL/],
  [['http://gateway.example/aps/2/x'], /expected https/],
  [['https://host/aps/2/a b'], /percent-encode spaces/],
  [['https://host/aps/2/x?like(name,%zz)'], /url: got "%zz", expected two hexadecimal digits after %/],
  [['https://host/aps/2/100%'], /url: got "%", expected two hexadecimal digits after %/],
  [['FETCH', 'nowhere'], /method: got "FETCH", expected one of: GET, HEAD, POST/],
  [['https://host/x', '--cacert', __filename], /--cacert: .*call.test.ts contains no certificate; expected PEM/],
  [['GET', 'https://host/x', 'more'], /too many arguments/],
  [['https://host/x', '-H', 'Authorization: x'], /written by this command/],
  [['https://host/x', '-H', 'broken'], /expected "Name: value"/],
  [['https://host/x', '--timeout', 'soon'], /--timeout: got "soon"/],
  [[], /url: got "", expected an absolute URL/],
  [['https://crm:Hunter22@host/x'], /url: got "https:\/\/…@host\/x"/],
  [['https://host/x', '--signature-method', 'PLAINTEXT'], /--signature-method: got "PLAINTEXT"/],
  [['https://host/x', '--data', '@/'], /cannot read the file \/: it is a folder/],
  [['https://host/x', '--data', '@/nowhere/file'], /cannot read the file \/nowhere\/file: there is no such file/],
])('%j is wrong usage', async (commandLine, message) => {
  const { code, stderr } = await call(...commandLine);

  expect(code).toBe(2);
  expect(stderr).toMatch(message);
});

test.each([
  ['/aps/2/resources?eq(name,a;b)', 'API Gateway splits a query at ";": write %3B'],
  [
    '/aps/2/resources?sort(+name)',
    'API Gateway reads "+" in a query as a space: write %2B for a plus, %20 for a space, and sort(name) to sort',
  ],
  [
    '/aps/2/resources/',
    'API Gateway drops a slash at the end of the path, unless the gateway forwards by lambda: leave it out',
  ],
])('%s is sent with a warning', async (target, warning) => {
  expect((await call(`${base}${target}`)).stderr).toBe(`warning: ${warning}\nHTTP 200 OK\n`);
  expect(seen[0]?.url).toBe(target);
});

test.each(['/', '/aps/2/a;b+c?eq(name,a%3Bb%2Bc)', '/aps/2/resources?like(name,*/*)/'])(
  '%s is sent without a warning',
  async (target) => {
    expect((await call(`${base}${target}`)).stderr).toBe('HTTP 200 OK\n');
  },
);
