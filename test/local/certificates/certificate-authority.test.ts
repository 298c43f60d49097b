import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ensureCertificates, type LocalCertificates } from '../../../lib/local/certificates/certificate-authority';

const NOW = new Date('2026-11-22T03:21:07Z');
const HOSTS = ['localhost', '127.0.0.1', '::1', 'brand.example'];
const DAY = 86_400_000;

let directory: string;
let made: LocalCertificates;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'aps-gateway-ca-'));
  made = await ensureCertificates({ directory, hosts: HOSTS, now: NOW });
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const server = () => new X509Certificate(made.server.cert);
const later = (days: number) =>
  ensureCertificates({ directory, hosts: HOSTS, now: new Date(NOW.getTime() + days * DAY) });

test('the server certificate is signed by the authority', () => {
  const authority = new X509Certificate(made.ca);
  expect([server().verify(authority.publicKey), server().checkIssued(authority), authority.ca, server().ca]).toEqual([
    true,
    true,
    true,
    false,
  ]);
});

test('the server certificate shows every host name and address', () => {
  expect([server().checkHost('localhost'), server().checkHost('brand.example')]).toEqual([
    'localhost',
    'brand.example',
  ]);
  expect([server().checkIP('127.0.0.1'), server().checkIP('::1')]).toEqual(['127.0.0.1', '::1']);
});

test('keys are ECDSA on P-256', () => {
  expect(server().publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
});

test('only the owner can read a key', () => {
  const keys = readdirSync(directory).filter((name) => name.endsWith('-key.pem'));
  expect(keys.map((name) => statSync(join(directory, name)).mode & 0o777)).toEqual([0o600, 0o600]);
});

test('the next start uses the same certificates', async () => {
  expect(await later(1)).toEqual(made);
});

test('a server certificate near its end is renewed by the same authority', async () => {
  const renewed = await later(390);
  expect([renewed.ca === made.ca, renewed.server.cert === made.server.cert]).toEqual([true, false]);
});

test('an authority near its end is renewed, and the server certificate with it', async () => {
  const renewed = await later(3640);
  expect(renewed.ca).not.toBe(made.ca);
  expect(new X509Certificate(renewed.server.cert).verify(new X509Certificate(renewed.ca).publicKey)).toBe(true);
});

test('other hosts get a certificate of their own', async () => {
  const other = await ensureCertificates({ directory, hosts: ['other.example'], now: NOW });
  expect(new X509Certificate(other.server.cert).checkHost('other.example')).toBe('other.example');
});

test('a damaged file is replaced', async () => {
  writeFileSync(join(directory, 'ca.pem'), 'damaged');
  const repaired = await later(0);
  expect(readFileSync(repaired.caFile, 'utf8')).toContain('BEGIN CERTIFICATE');
});
