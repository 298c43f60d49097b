import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import { FunctionHost, type FunctionHostOptions } from '../../../lib/local/function/function-host';
import type { StreamedResult } from '../../../lib/local/function/invoke';
import type { FunctionModel } from '../../../lib/local/template/rest-api-model';

let directory: string;
const hosts: FunctionHost[] = [];

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'aps-gateway-function-'));
});
afterAll(async () => {
  await Promise.all(hosts.map((made) => made.close()));
  rmSync(directory, { recursive: true, force: true });
});

/** A host for a function with this body. */
function host(
  name: string,
  source: string,
  overrides: Partial<FunctionModel> = {},
  options: Partial<FunctionHostOptions> = {},
) {
  writeFileSync(join(directory, `${name}.js`), source);
  const made = new FunctionHost(
    {
      name,
      arn: `arn:aws:lambda:eu-central-1:111122223333:function:${name}`,
      handler: `${name}.handler`,
      codeDirectory: directory,
      timeoutSeconds: 5,
      memoryMegabytes: 256,
      environment: { OWN: 'own value' },
      ...overrides,
    },
    {
      awsEndpointUrl: 'http://127.0.0.1:4566',
      region: 'eu-central-1',
      dialledHosts: ['node.example'],
      dialAddress: '127.0.0.1',
      dialPort: 1,
      certificateAuthority: '',
      ...options,
    },
  );
  hosts.push(made);
  return made;
}

test('gives what the handler returns', async () => {
  const made = host('echo', 'exports.handler = async (event) => ({ got: event.a });');
  expect(await made.invoke({ a: 7 })).toEqual({ got: 7 });
});

test('refuses a result over 6 MB, as Lambda does', async () => {
  const made = host('large', "exports.handler = async () => 'a'.repeat(6_291_555);");
  await expect(made.invoke({})).rejects.toThrow('Response payload size exceeded maximum allowed payload size');
});

test('runs with an environment of its own', async () => {
  process.env['NOT_FOR_FUNCTIONS'] = 'secret';
  const made = host(
    'env',
    `exports.handler = async () => [process.env.OWN, process.env.AWS_ENDPOINT_URL, process.env.AWS_REGION, process.env.NOT_FOR_FUNCTIONS ?? 'absent'];`,
  );
  expect(await made.invoke({})).toEqual(['own value', 'http://127.0.0.1:4566', 'eu-central-1', 'absent']);
});

test('serves a handler with a callback', async () => {
  const made = host('callback', `exports.handler = (event, context, callback) => callback(null, 'called');`);
  expect(await made.invoke({})).toBe('called');
});

test('tells the function its time and its name', async () => {
  const made = host(
    'context',
    'exports.handler = async (e, c) => [c.functionName, c.getRemainingTimeInMillis() > 4000];',
  );
  expect(await made.invoke({})).toEqual(['context', true]);
});

test('runs timers longer by a factor, callbacks and promises', async () => {
  const source = (wait: string) =>
    `exports.handler = async () => { const at = Date.now(); await ${wait}; return Date.now() - at; };`;
  const factor = { timerFactor: 40 };
  const callback = host('callbacks', source('new Promise((passed) => setTimeout(passed, 5))'), {}, factor);
  const promise = host('promises', source("require('node:timers/promises').setTimeout(5)"), {}, factor);
  expect(await callback.invoke({})).toBeGreaterThanOrEqual(190);
  expect(await promise.invoke({})).toBeGreaterThanOrEqual(190);
});

test('rejects with the message that the handler throws', async () => {
  const made = host('throws', `exports.handler = async () => { throw new Error('Unauthorized'); };`);
  await expect(made.invoke({})).rejects.toMatchObject({ kind: 'error', message: 'Unauthorized' });
});

test('rejects when the module cannot be loaded', async () => {
  const made = host('broken', `throw new Error('no module');`);
  await expect(made.invoke({})).rejects.toMatchObject({ kind: 'error', message: 'no module' });
});

test('ends an instance that takes too long, and starts another one', async () => {
  const made = host(
    'slow',
    `let calls = 0;
     const block = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
     exports.handler = async (event) => { calls++; if (event.block) block(); return calls; };`,
    // Long enough for the second instance to start on a busy machine.
    { timeoutSeconds: 2 },
  );
  await expect(made.invoke({ block: true })).rejects.toMatchObject({ kind: 'timeout' });
  expect(await made.invoke({})).toBe(1);
});

test('rejects when the function ends its process, and starts another one', async () => {
  const made = host(
    'exits',
    `exports.handler = async (event) => { if (event.exit) process.exit(1); return 'alive'; };`,
  );
  await expect(made.invoke({ exit: true })).rejects.toMatchObject({ kind: 'error' });
  expect(await made.invoke({})).toBe('alive');
});

test('passes on what the function writes', async () => {
  const source = `exports.handler = async () => { console.log('a log line'); };`;
  const output = new Promise((written) => {
    void host('writes', source, {}, { onOutput: (...passed) => written(passed) }).invoke({});
  });
  expect(await output).toEqual(['writes', 'a log line\n']);
});

test('streams an answer with its metadata first', async () => {
  const made = host(
    'streams',
    `exports.handler = awslambda.streamifyResponse(async (event, stream) => {
       const out = awslambda.HttpResponseStream.from(stream, { statusCode: 206, headers: { 'X-Own': '1' } });
       out.write('first '); out.write('second'); out.end();
     });`,
  );
  const answer = (await made.invoke({})) as StreamedResult;
  expect([answer.metadata, await text(answer.body)]).toEqual([
    { statusCode: 206, headers: { 'X-Own': '1' } },
    'first second',
  ]);
});

test('dials the names of UI nodes at the simulator, the TLS name kept', async () => {
  const made = host(
    'dials',
    `const tls = require('node:tls');
     exports.handler = () => new Promise((resolve) => {
       const socket = tls.connect({ host: 'node.example', port: 443 });
       socket.on('error', (error) => resolve([error.address, error.port]));
     });`,
  );
  expect(await made.invoke({})).toEqual(['127.0.0.1', 1]);
});
