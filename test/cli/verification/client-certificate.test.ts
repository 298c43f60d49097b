import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { issueAuthority, issueLeaf } from '../../../lib/local/certificates/issue';
import { type ScriptedServer, startScripted } from '../../verify/support/scripted-server';
import { AlphaAccount } from '../support/alpha-account';
import { ALPHA } from '../support/world';

/** `verify` of a gateway with mutual TLS. */
const account = new AlphaAccount();
const { run, onboard } = account;
const folder = mkdtempSync(join(tmpdir(), 'aps-gateway-verify-'));
const OK = { status: 200, headers: { 'X-APSBooster-Response': 'true' }, body: [] };

let strict: ScriptedServer;
const presented: unknown[] = [];
beforeAll(async () => {
  const authority = await issueAuthority(new Date());
  const client = await issueLeaf(authority, ['client.example'], new Date());
  writeFileSync(join(folder, 'client.pem'), client.cert);
  writeFileSync(join(folder, 'client-key.pem'), client.key);
  strict = await startScripted(
    ({ peer }) => {
      presented.push(peer);
      return OK;
    },
    { host: new URL(ALPHA.url).hostname, tls: { requestCert: true, rejectUnauthorized: false } },
  );
  writeFileSync(join(folder, 'strict-ca.pem'), strict.ca);
});
afterAll(async () => {
  await strict.close();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  account.world.deploy({ ...ALPHA, mutualTls: true });
  await onboard('crm', 'standard');
});

const strictly = (more: string) =>
  run(
    `verify alpha --consumer-key crm --connect ${strict.origin} --cacert ${join(folder, 'strict-ca.pem')} --only list${more}`,
  );

test('the gateway gets the certificate that is given, with every request', async () => {
  const { code, stderr } = await strictly(
    ` --cert ${join(folder, 'client.pem')} --key ${join(folder, 'client-key.pem')}`,
  );

  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(presented.length).toBeGreaterThan(1);
  expect(new Set(presented)).toEqual(new Set(['aps-gateway local']));
});

test('a gateway that needs a certificate is said to when none is given', async () => {
  expect((await strictly('')).stderr).toBe(
    'notice: the gateway requires a client certificate; give it with --cert and --key\n',
  );
});

test.each([
  ['only one of them', () => ` --cert ${join(folder, 'client.pem')}`, /Give both --cert and --key/],
  [
    'a key of another certificate',
    () => ` --cert ${join(folder, 'strict-ca.pem')} --key ${join(folder, 'client-key.pem')}`,
    /--key: .* is not the key of the certificate/,
  ],
  [
    'a file that is not a key',
    () => ` --cert ${join(folder, 'client.pem')} --key ${join(folder, 'client.pem')}`,
    /--key: .* is not PEM of the expected kind/,
  ],
])('%s is wrong usage', async (_case, options, problem) => {
  const { code, stderr } = await strictly(options());

  expect(code).toBe(2);
  expect(stderr).toMatch(problem);
});
