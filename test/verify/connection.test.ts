import { checkConnection } from '../../lib/verify/connection';
import { gatewayTarget } from '../../lib/verify/gateway-target';
import type { Line } from '../../lib/verify/line';
import { type ScriptedOptions, type ScriptedServer, startScripted } from './support/scripted-server';

const CONSUMERS = { consumer: { consumerKey: 'crm-prod', consumerSecret: 'SecretOfTheConsumer' } };
const DAY_MS = 86_400_000;

let server: ScriptedServer;
const seen: unknown[] = [];
afterEach(() => server?.close());

async function start(options: ScriptedOptions = {}): Promise<void> {
  server = await startScripted(({ headers }) => {
    seen.push(headers['authorization']);
    return { status: 401 };
  }, options);
}

async function check(ca: string | undefined = server.ca, origin = server.origin, now = new Date()) {
  const target = gatewayTarget({ url: origin }, CONSUMERS, ca === '' ? {} : { ca });
  const { lines, unusable } = await checkConnection(target, now, { dnsTarget: 'd-abc.execute-api.example' });
  return { unusable, lines: new Map<string, Line>(lines.map((line) => [line.id, line])) };
}

test('every line holds for a valid certificate and current versions', async () => {
  await start();
  const { lines, unusable } = await check();

  expect([...lines.values()].map(({ id, state }) => [id, state])).toEqual(
    ['dns', 'tls-name', 'tls-chain', 'tls-expiry', 'tls-versions', 'tls-old-versions'].map((id) => [id, 'held']),
  );
  expect(lines.get('tls-versions')?.found).toBe('TLS 1.3 and TLS 1.2 accepted');
  expect(unusable).toBeUndefined();
});

test('no request of the check is signed', async () => {
  await start();
  await check();

  expect(seen.filter((authorization) => authorization !== undefined)).toEqual([]);
});

test('a name that does not resolve fails, and names the record to make', async () => {
  await start();
  const { lines, unusable } = await check(server.ca, 'https://no-such-host.invalid');

  expect(lines.get('dns')).toMatchObject({ state: 'failed', found: 'ENOTFOUND' });
  expect(lines.get('dns')?.failure?.means).toBe(
    'make the CNAME record no-such-host.invalid → d-abc.execute-api.example',
  );
  expect(lines.get('tls-chain')?.state).toBe('unknown');
  expect(unusable).toBe('there is no host no-such-host.invalid');
});

test('a port at which nothing listens fails', async () => {
  await start();
  const { lines, unusable } = await check(server.ca, 'https://localhost:1');

  expect(lines.get('tls-versions')).toMatchObject({ state: 'failed', found: 'no TLS connection: ECONNREFUSED' });
  expect(unusable).toBe('there is no TLS connection');
});

test('a certificate of another host fails, and nothing signed is sent', async () => {
  await start({ host: 'other.example' });
  const { lines, unusable } = await check();

  expect(lines.get('tls-name')).toMatchObject({ state: 'failed', found: 'it names DNS:other.example' });
  expect(lines.get('tls-chain')?.state).toBe('held');
  expect(unusable).toMatch(/tls-name.*no credential is sent/);
});

test('a certificate of an unknown authority fails', async () => {
  await start();
  const { lines, unusable } = await check('');

  expect(lines.get('tls-chain')?.state).toBe('failed');
  expect(lines.get('tls-name')?.state).toBe('held');
  expect(unusable).toMatch(/tls-chain/);
});

test('an expired certificate fails for its date, not for its authority', async () => {
  await start({ issuedAt: new Date(Date.now() - 500 * DAY_MS) });
  const { lines, unusable } = await check();

  expect(lines.get('tls-expiry')?.state).toBe('failed');
  expect(lines.get('tls-chain')?.state).toBe('held');
  expect(unusable).toMatch(/tls-expiry/);
});

test('a certificate that expires in three days fails, and requests are sent all the same', async () => {
  await start({ issuedAt: new Date(Date.now() - 393 * DAY_MS) });
  const { lines, unusable } = await check();

  expect(lines.get('tls-expiry')?.state).toBe('failed');
  expect(unusable).toBeUndefined();
});

test('a server that accepts TLS 1.1 fails', async () => {
  await start({ tls: { minVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' } });
  const { lines } = await check();

  expect(lines.get('tls-old-versions')).toMatchObject({ state: 'failed', found: 'TLS 1.1 accepted' });
});

test('a server that accepts TLS 1.3 only holds', async () => {
  await start({ tls: { minVersion: 'TLSv1.3' } });
  const { lines } = await check();

  expect(lines.get('tls-versions')).toMatchObject({ state: 'held', found: 'TLS 1.3 accepted' });
});
