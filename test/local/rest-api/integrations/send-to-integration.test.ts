import { mkdtempSync, rmSync } from 'node:fs';
import { Agent } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

import { ensureCertificates, type LocalCertificates } from '../../../../lib/local/certificates/certificate-authority';
import type { IncomingRequest, OutgoingResponse } from '../../../../lib/local/http/http-message';
import { sendToIntegration } from '../../../../lib/local/rest-api/integrations/send-to-integration';
import { type Listening, serveHttps } from '../../../../lib/local/http/https-server';
import type { HttpProxyIntegration } from '../../../../lib/local/template/rest-api-model';
import { bodyOf, exchange } from '../../support/rest-api-fixture';

let directory: string;
let certificates: LocalCertificates;
let node: Listening;
let agent: Agent;
let behaviour: (request: IncomingRequest) => Promise<OutgoingResponse>;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'aps-gateway-node-'));
  certificates = await ensureCertificates({ directory, hosts: ['node.example'], now: new Date() });
  node = await serveHttps((request) => behaviour(request), { tls: certificates.server, port: 0 });
  agent = new Agent({ ca: certificates.ca });
});
afterAll(async () => {
  agent.destroy();
  await node.close();
  rmSync(directory, { recursive: true, force: true });
});

function send(integration: Partial<HttpProxyIntegration> = {}, hostname = 'node.example', port = node.port) {
  return sendToIntegration(
    exchange(),
    { method: 'GET', hostname, target: '/aps/2/resources', headers: [['Host', hostname]], body: Buffer.alloc(0) },
    {
      type: 'HTTP_PROXY',
      method: 'GET',
      uri: '',
      requestParameters: {},
      timeoutMs: 2000,
      ...integration,
    },
    () => ({ address: '127.0.0.1', port, agent }),
  );
}

const answering = (body: Buffer | Readable) => async () => ({ status: 206, headers: [['X-Own', '1'] as const], body });

test('status, headers and body of the UI node pass through', async () => {
  behaviour = answering(Buffer.from('a part'));
  const response = await send();
  expect([response.status, bodyOf(response), response.headers[0]]).toEqual([206, 'a part', ['X-Own', '1']]);
});

test('a UI node that takes too long is a time-out', async () => {
  behaviour = () => new Promise(() => undefined);
  await expect(send({ timeoutMs: 100 })).rejects.toMatchObject({
    responseType: 'INTEGRATION_TIMEOUT',
    shown: 'Endpoint request timed out',
  });
});

test('a UI node that cannot be reached is a failure', async () => {
  await expect(send({}, 'node.example', 1)).rejects.toMatchObject({ responseType: 'INTEGRATION_FAILURE' });
});

test('a certificate for another name is a failure', async () => {
  behaviour = answering(Buffer.from('never'));
  await expect(send({}, 'other.example')).rejects.toMatchObject({ responseType: 'INTEGRATION_FAILURE' });
});

test('an answer that breaks off is a failure', async () => {
  behaviour = answering(
    Readable.from(
      (function* () {
        yield Buffer.from('a part');
        throw new Error('the node fails');
      })(),
    ),
  );
  await expect(send({ timeoutMs: 20_000 })).rejects.toMatchObject({ responseType: 'INTEGRATION_FAILURE' });
});

test('a buffered answer over 10 MB is a failure', async () => {
  behaviour = answering(Buffer.alloc(10 * 1024 * 1024 + 1));
  await expect(send({ timeoutMs: 20_000 })).rejects.toMatchObject({
    responseType: 'INTEGRATION_FAILURE',
    cause: expect.objectContaining({ message: expect.stringMatching(/10 MB.*limit.*streamed/) as string }) as Error,
  });
});

test('a streamed answer may be larger than 10 MB', async () => {
  behaviour = answering(Buffer.alloc(10 * 1024 * 1024 + 1, 'a'));
  const response = await send({ streaming: { idleMs: 20_000 }, timeoutMs: 20_000 });
  expect(await text(response.body as Readable)).toHaveLength(10 * 1024 * 1024 + 1);
});

test('a streamed answer breaks off when it takes longer than the integration may', async () => {
  behaviour = answering(new Readable({ read: () => undefined }));
  const response = await send({ streaming: { idleMs: 20_000 }, timeoutMs: 400 });
  await expect(text(response.body as Readable)).rejects.toThrow('integration timeout');
});

test('a UI node that does not start a streamed answer within the idle timeout is a time-out', async () => {
  behaviour = () => new Promise(() => undefined);
  await expect(send({ streaming: { idleMs: 100 }, timeoutMs: 20_000 })).rejects.toMatchObject({
    responseType: 'INTEGRATION_TIMEOUT',
  });
});

test('a streamed answer passes as it comes', async () => {
  behaviour = answering(Readable.from([Buffer.from('first '), Buffer.from('second')]));
  const response = await send({ streaming: { idleMs: 2000 } });
  expect(await text(response.body as Readable)).toBe('first second');
});
