import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { request } from 'node:https';
import { json } from 'node:stream/consumers';

import type { ReadyFile } from '../../../lib/local';
import { type Run, StartCommand } from '../support/start-command';

const ROOT = join(__dirname, '../../..');
const command = new StartCommand();
const { run, npmStart } = command;

function get(url: string, ca: Buffer): Promise<unknown> {
  return new Promise((resolve, reject) => {
    request(url, { ca, agent: false }, (response) => json(response).then(resolve, reject))
      .on('error', reject)
      .end();
  });
}

async function appearance(file: string): Promise<void> {
  while (!existsSync(file)) await new Promise((resolve) => setTimeout(resolve, 50));
}

test('ends when the shell ends in which npm started it', async () => {
  const file = join(command.directory, 'ready-in-shell.json');
  const line = `"${process.execPath}" --import "${require.resolve('tsx')}" "${join(ROOT, 'bin/local.ts')}"`;
  const shell = spawn('sh', ['-c', `${line} --port 0 --quiet --ready-file "${file}"; exit $?`], {
    cwd: command.directory,
    env: { ...process.env, npm_lifecycle_event: 'start' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await appearance(file);
  shell.kill('SIGTERM');

  // The server has the other end of the shell's output.
  await once(shell.stdout.resume(), 'close');
  const { awsEndpointUrl } = JSON.parse(readFileSync(file, 'utf8')) as ReadyFile;
  await expect(fetch(awsEndpointUrl)).rejects.toThrow('fetch failed');
});

describe('npm start', () => {
  let started: Awaited<Run['ended']>;
  let ready: ReadyFile;
  let mode: number;
  let nodeFaults: unknown;

  beforeAll(async () => {
    const file = join(command.directory, 'ready.json');
    const faults = join(command.directory, 'from-start.yaml');
    writeFileSync(faults, 'faults:\n  - { times: 1, status: 507 }\n');
    const running = npmStart('--port', '0', '--ready-file', file, '--node-faults', faults);
    await appearance(file);
    ready = JSON.parse(readFileSync(file, 'utf8')) as ReadyFile;
    nodeFaults = await get(ready.nodeFaultsUrl, readFileSync(ready.caFile));
    mode = statSync(file).mode & 0o777;
    running.process.kill('SIGINT');
    started = await running.ended;
  });

  test('ends with 0 on Ctrl-C', () => {
    expect(started.code).toBe(0);
  });

  test('writes nothing to stderr', () => {
    expect(started.stderr).toBe('');
  });

  test('writes a ready file that names everything', () => {
    expect(ready).toEqual({
      caFile: join(command.directory, '.local/ca.pem'),
      awsEndpointUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      uiNodeUrl: expect.stringMatching(/^https:\/\/localhost:\d+$/),
      nodeFaultsUrl: `${ready.uiNodeUrl}/node-faults`,
      gatewayPropertyUrl: `${ready.uiNodeUrl}/gateway-property`,
      consoleUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/#token=[0-9a-f]{64}$/),
      gateways: ['alpha', 'beta'].map((resellerId) => ({
        resellerId,
        url: expect.stringMatching(/^https:\/\/localhost:\d+$/),
        consumerKey: expect.stringMatching(/^\w{32}$/),
        consumerSecret: expect.stringMatching(/^\w{48}$/),
        tier: 'standard',
        notEnforced: [],
        authentication: ['oauth1'],
      })),
    });
  });

  test('shows the node faults at their URL, which the first request has not used up', () => {
    expect(nodeFaults).toEqual({ faults: [{ fault: { times: 1, status: 507 }, used: 0 }] });
    expect(started.stdout).toContain(`node faults            ${ready.nodeFaultsUrl}\n`);
  });

  test('lets only the owner read the ready file', () => {
    expect(mode).toBe(0o600);
  });

  test('prints URL, key and secret of each sample consumer', () => {
    for (const { url, consumerKey, consumerSecret } of ready.gateways) {
      expect(started.stdout).toContain(url);
      expect(started.stdout).toContain(consumerKey);
      expect(started.stdout).toContain(consumerSecret);
    }
  });

  test('says how the CLI reaches the stand-ins', () => {
    expect(started.stdout).toContain(
      `\nAWS_ENDPOINT_URL=${ready.awsEndpointUrl} npx aps-gateway consumer list alpha\n`,
    );
  });

  test('shows a signed request answered', () => {
    expect(started.stdout).toMatch(/200 from the UI node, which verified the signature a second time/);
  });

  test('prints a live line for it', () => {
    expect(started.stdout).toMatch(
      /^\d\d:\d\d:\d\d {2}alpha {2}GET {5}\/aps\/2\/resources {2}\w{12}… {2}allowed {2}200 {2}\d+ ms$/m,
    );
  });

  test('writes no escape sequences when it does not write to a terminal', () => {
    expect(started.stdout).not.toContain('\u001b');
  });
});

/** Runs `during` while another program has a port, and gives what it gives. */
async function whileTaken<T>(during: (port: number) => Promise<T>): Promise<T> {
  const blocker: Server = createServer();
  await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
  const { port } = blocker.address() as { readonly port: number };
  return during(port).finally(() => new Promise((resolve) => blocker.close(resolve)));
}

test('a taken port is reported in one sentence, with exit code 1', async () => {
  const { code, stderr } = await whileTaken((port) => run('--port', String(port + 1), '--quiet').ended);
  expect([code, stderr]).toEqual([
    1,
    expect.stringMatching(/^Port \d+ on 127\.0\.0\.1 is in use\. Stop .* --port\.\n$/),
  ]);
});

test('the error for an unknown environment lists those that exist, with exit code 3, whatever ports are taken', async () => {
  const { code, stdout, stderr } = await whileTaken(
    (port) => run('--environment', 'nowhere', '--port', String(port + 1)).ended,
  );
  expect([code, stdout]).toEqual([3, '']);
  expect(stderr).toMatch(/nowhere[^]*lab/);
  expect(stderr).not.toContain('taken');
});

test('wrong usage ends it with exit code 2, and --help with 0', async () => {
  const ended = await Promise.all([npmStart('--port', 'x').ended, npmStart('--help').ended]);
  expect(ended.map(({ code }) => code)).toEqual([2, 0]);
});

test('a ready file that cannot be written ends it with exit code 1, and leaves nothing running', async () => {
  const { code, stderr } = await run(
    '--port',
    '0',
    '--quiet',
    '--ready-file',
    join(command.directory, 'absent/ready.json'),
  ).ended;
  expect([code, stderr]).toEqual([1, expect.stringContaining('ENOENT')]);
});

test('a real UI node that cannot be reached ends it with exit code 1 and the reason', async () => {
  const port = await whileTaken(async (taken) => taken);
  const { code, stdout, stderr } = await run('--port', '0', '--ui-node', `https://127.0.0.1:${port}`).ended;
  expect([code, stdout, stderr]).toEqual([
    1,
    '',
    `The UI node https://127.0.0.1:${port} cannot be reached: nothing listens on this port. Check host and port. (ECONNREFUSED)\n`,
  ]);
});

test('node faults with a problem end it with exit code 1 and the place of the problem', async () => {
  const file = join(command.directory, 'faults.yaml');
  writeFileSync(file, 'faults:\n  - { status: 5033 }\n');
  const { code, stdout, stderr } = await run('--port', '0', '--node-faults', file).ended;
  expect([code, stdout, stderr]).toEqual([1, '', expect.stringMatching(/faults\.yaml:2 {2}faults\.0\.status: .*5033/)]);
});
