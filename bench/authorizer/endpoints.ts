import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SubjectAlternativeNameExtension, X509CertificateGenerator } from '@peculiar/x509';
import { benchDocument } from './fixtures';

/** Serves Secrets Manager and DynamoDB over TLS, each on a port of its own. */
export async function startEndpoints() {
  const { key, cert } = await selfSigned();
  const caFile = join(mkdtempSync(join(tmpdir(), 'bench-')), 'ca.pem');
  writeFileSync(caFile, cert);
  const servers: Server[] = [];
  const serve = async (answer: string): Promise<string> => {
    const server = createServer({ key, cert }, (request, response) => {
      request.resume().on('end', () => response.setHeader('content-type', 'application/x-amz-json-1.1').end(answer));
    });
    servers.push(server);
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return `https://localhost:${(server.address() as AddressInfo).port}`;
  };
  const urls = [
    await serve(JSON.stringify({ Name: 'aps-gateway/lab/acme/crm-of-acme', SecretString: benchDocument() })),
    await serve('{}'),
  ] as const;
  const stop = (): void => servers.forEach((server) => server.close().closeAllConnections());
  return { caFile, urls, stop };
}

async function selfSigned(): Promise<{ readonly key: string; readonly cert: string }> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      name: 'CN=localhost',
      keys,
      signingAlgorithm: algorithm,
      notAfter: new Date(Date.now() + 86_400_000),
      extensions: [new SubjectAlternativeNameExtension([{ type: 'dns', value: 'localhost' }])],
    },
    webcrypto,
  );
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  return {
    key: `-----BEGIN PRIVATE KEY-----\n${pkcs8}\n-----END PRIVATE KEY-----\n`,
    cert: certificate.toString('pem'),
  };
}
