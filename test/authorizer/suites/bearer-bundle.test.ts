import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { BEARER_SETTING } from '../../../lambda/authorizer/contract';
import { buildBearerAuthorizer } from '../../../lib/gateway/authorizer/authorizer-code';
import { ensureCertificates } from '../../../lib/local/certificates/certificate-authority';
import { bearerDocument } from '../support/bearer';
import { authorizerEvent } from '../support/events';
import { AuthorizerFunction, type Handler } from '../support/function';
import { BEARER, jwksOf, ProviderKey } from '../support/identity-provider';

const KEY = new ProviderKey('k1', 'RS256');
const connect = tls.connect;
const folder = mkdtempSync(join(tmpdir(), 'bearer-'));
const aws = new AuthorizerFunction();
let provider: Server;
let fetches = 0;
let handler: Handler;

beforeAll(async () => {
  const { ca, server } = await ensureCertificates({ directory: folder, hosts: ['login.example.com'], now: new Date() });
  provider = createServer({ cert: server.cert, key: server.key }, (_request, response) => {
    fetches += 1;
    void jwksOf(KEY).then((text) => response.end(text));
  });
  await new Promise<void>((listening) => void provider.listen(0, '127.0.0.1', listening));
  const { port } = provider.address() as AddressInfo;
  tls.connect = ((options: tls.ConnectionOptions, ...rest: []) =>
    connect({ ...options, host: '127.0.0.1', port, ca } as tls.ConnectionOptions, ...rest)) as typeof tls.connect;
  await aws.start();
  aws.onboard(bearerDocument());
  const settings = { [BEARER_SETTING]: JSON.stringify({ ...BEARER, schemes: ['bearer'] }) };
  handler = aws.bundled((code) => code, settings, buildBearerAuthorizer);
});

afterAll(async () => {
  tls.connect = connect;
  await aws.stop();
  provider.closeAllConnections();
  await new Promise((closed) => void provider.close(closed));
  rmSync(folder, { recursive: true });
});

async function answer(claims: Readonly<Record<string, unknown>> = {}) {
  const now = Math.floor(Date.now() / 1000);
  const token = await KEY.token({ iat: now, exp: now + 300, ...claims });
  return handler(authorizerEvent({ headers: [['Authorization', `Bearer ${token}`]] }));
}

test('the bundled function accepts a token with keys that it fetches once', async () => {
  expect(await answer()).toMatchObject({ principalId: 'crm=7Cacme', context: { reason: 'allowed' } });
  expect(await answer()).toMatchObject({ context: { reason: 'allowed' } });
  expect(fetches).toBe(1);
});

test('the bundled function refuses an expired token', async () => {
  expect(await answer({ exp: 1_700_000_000 })).toMatchObject({ context: { reason: 'token_expired' } });
});
