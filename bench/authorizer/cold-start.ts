import 'reflect-metadata';
import { execFile } from 'node:child_process';
import { webcrypto } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SubjectAlternativeNameExtension, X509CertificateGenerator } from '@peculiar/x509';
import { buildSync, type BuildOptions } from 'esbuild';
import { AUTHORIZER_BUNDLE } from '../../lib/gateway/authorizer/authorizer-code';
import { benchDocument, benchEvent } from './fixtures';
import { median, printTable } from './measure';

const ROOT = join(__dirname, '../..');
const run = promisify(execFile);

/** Bundles to compare: name and what differs from the function's own options. */
const VARIANTS: readonly (readonly [string, BuildOptions | 'empty', pauseMs?: number])[] = [
  ['empty handler', 'empty'],
  ['the function', {}],
  // Lambda fetches the first event only after the load; connections and rehearsals then have had that time.
  ['… first request 50 ms after load', {}, 50],
  [
    '… SDK external (packaging default)',
    { external: ['@aws-sdk/*', '@smithy/*'], alias: {}, mainFields: ['main'], minify: false },
  ],
];

/** Times module load and first request in fresh processes, against TLS endpoints in this one. */
export async function benchColdStart(rounds: number): Promise<void> {
  // Inside of the package, so that an external SDK is found.
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, 'dist', 'bench-'));
  const endpoints = await startEndpoints();
  try {
    const environment = {
      PATH: process.env.PATH,
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'function',
      AWS_SECRET_ACCESS_KEY: 'role',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoints.urls[0],
      AWS_ENDPOINT_URL_DYNAMODB: endpoints.urls[1],
      NODE_EXTRA_CA_CERTS: endpoints.caFile,
      APS_GATEWAY_CREDENTIALS_PREFIX: 'aps-gateway/lab/acme/',
      APS_GATEWAY_NONCE_TABLE: 'nonces',
    };
    const rows = [['', 'KB', 'load', 'first request', 'sum', 'second request']];
    const bundles = VARIANTS.map(([name, options, pauseMs = 0], index) => ({
      name,
      pauseMs,
      file: bundle(folder, index, options),
      times: [] as number[][],
    }));
    // In turns, so that a busy moment of the machine does not fall on one of them.
    for (let round = 0; round < rounds; round += 1) {
      for (const { file, pauseMs, times } of bundles) {
        const events = join(folder, 'events.json');
        writeFileSync(events, JSON.stringify([benchEvent(), benchEvent()]));
        const { stdout } = await run(
          process.execPath,
          [join(__dirname, 'cold-start-child.cjs'), file, events, String(pauseMs)],
          {
            env: environment,
          },
        );
        times.push((JSON.parse(stdout.split('\n').at(-1)!) as { times: number[] }).times);
      }
    }
    for (const { name, file, times } of bundles) {
      const of = (pick: (time: number[]) => number) => `${median(times.map(pick)).toFixed(1)} ms`;
      const kilobytes = (statSync(file).size / 1024).toFixed(0);
      rows.push([
        name,
        kilobytes,
        of(([load]) => load!),
        of(([, first]) => first!),
        of(([load, first]) => load! + first!),
        of(([, , second]) => second!),
      ]);
    }
    printTable(`Cold start, fresh process, ${process.version}, medians of ${rounds}`, rows);
  } finally {
    endpoints.stop();
    rmSync(folder, { recursive: true });
  }
}

function bundle(folder: string, index: number, options: BuildOptions | 'empty'): string {
  const file = join(folder, `${index}.js`);
  if (options === 'empty') writeFileSync(file, 'exports.handler = async () => ({});');
  else buildSync({ ...AUTHORIZER_BUNDLE, ...options, outfile: file, write: true });
  return file;
}

/** Secrets Manager and DynamoDB over TLS, each on a port of its own. */
async function startEndpoints() {
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
  const urls = [await serve(JSON.stringify({ SecretString: benchDocument() })), await serve('{}')] as const;
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
