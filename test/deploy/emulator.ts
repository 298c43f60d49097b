import { spawn } from 'node:child_process';
import { mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CommandError, killGroup, logFile } from './command';
import { WORK } from './paths';
import { PYTHON } from './python';

export const REGION = 'us-east-1';
export const ACCOUNT = '000000000000';

/** The running emulator. */
export interface Emulator {
  readonly port: number;
  readonly endpoint: string;
  /** Variables that lead the SDK, the CDK CLI and our CLI to the emulator only. */
  readonly env: Readonly<Record<string, string>>;
  readonly log: string;
  /** Keeps every stack from completing; returns a function that releases them. */
  holdStacks(): () => void;
  stop(): Promise<void>;
}

export interface EmulatorOptions {
  /** PEM file of the authority behind the UI node simulator's certificate. */
  readonly caFile: string;
  /** Name under which the simulator is called; it is found on 127.0.0.1. */
  readonly uiNodeHost: string;
}

const START_SECONDS = 30;

/** Starts MiniStack with our corrections on a free port of 127.0.0.1. */
export async function startEmulator({ caFile, uiNodeHost }: EmulatorOptions): Promise<Emulator> {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const log = logFile('emulator');
  const temporary = join(WORK, 'emulator');
  mkdirSync(temporary, { recursive: true });
  const holdFile = join(temporary, 'hold');
  const release = () => rmSync(holdFile, { force: true });
  release();
  const holdStacks = () => {
    writeFileSync(holdFile, '');
    return release;
  };
  const output = openSync(log, 'w');
  const child = spawn(PYTHON, [join(__dirname, 'emulator.py')], {
    cwd: temporary,
    detached: true,
    stdio: ['ignore', output, output],
    env: {
      PATH: process.env.PATH,
      HOME: temporary,
      TMPDIR: temporary,
      GATEWAY_PORT: String(port),
      BIND_HOST: '127.0.0.1',
      // The host names of a gateway's URL are then those of AWS: {apiId}.execute-api.{region}.amazonaws.com.
      MINISTACK_HOST: `${REGION}.amazonaws.com`,
      // For functions; the default would be made of the host above.
      AWS_ENDPOINT_URL: endpoint,
      LAMBDA_STRICT: '0',
      // MiniStack calls HTTP integrations with Python's own certificate check, functions with that of Node.js.
      SSL_CERT_FILE: caFile,
      NODE_EXTRA_CA_CERTS: caFile,
      UI_NODE_HOST: uiNodeHost,
      HOLD_FILE: holdFile,
      NODE_OPTIONS: `--require ${join(__dirname, 'function-runtime.cjs')}`,
    },
  });
  const stop = async () => {
    killGroup(child, 'SIGTERM');
    for (let waited = 0; child.exitCode === null && child.signalCode === null && waited < 3000; waited += 50)
      await sleep(50);
    killGroup(child, 'SIGKILL');
  };
  for (let waited = 0; waited < START_SECONDS * 1000; waited += 100) {
    if (child.exitCode !== null) break;
    const healthy = await fetch(`${endpoint}/_ministack/health`).catch(() => undefined);
    if (healthy?.ok) return { port, endpoint, env: environment(endpoint), log, holdStacks, stop };
    await sleep(100);
  }
  await stop();
  throw new CommandError(`the emulator did not answer within ${START_SECONDS} s`, log);
}

function environment(endpoint: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    // The CDK CLI keeps its cache out of the user's own folder.
    CDK_HOME: join(WORK, 'cdk-home'),
  };
}

/** Finds a free port of 127.0.0.1. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
