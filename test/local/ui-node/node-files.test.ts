import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ensureCertificates } from '../../../lib/local/certificates/certificate-authority';
import { readAuthoritiesFile, readFaultsFile } from '../../../lib/local/ui-node/node-files';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'aps-gateway-files-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function written(content: string): string {
  const file = join(directory, 'file');
  writeFileSync(file, content);
  return file;
}

test('a file of authorities is read whole', async () => {
  const { ca } = await ensureCertificates({ directory, hosts: ['node.example'], now: new Date() });
  expect(readAuthoritiesFile(written(ca + ca))).toBe(ca + ca);
});

test.each([
  ['no certificate', 'a text', /file contains no certificate; expected PEM/],
  [
    'a damaged one',
    '-----BEGIN CERTIFICATE-----\nabcd\n-----END CERTIFICATE-----',
    /file has a damaged certificate, number 1/,
  ],
])('a file of authorities with %s is unusable', (_, content, message) => {
  expect(() => readAuthoritiesFile(written(content))).toThrow(message);
});

test('a file of faults is named in its problems', () => {
  expect(() => readFaultsFile(written('faults: 3'))).toThrow(/\/file:1 {2}faults: .*got 3/);
});

test.each([readAuthoritiesFile, readFaultsFile])('a file that does not exist is unusable: %p', (read) => {
  expect(() => read(join(directory, 'absent'))).toThrow(/absent cannot be read: ENOENT\./);
});
