/** `npm run test:clients`: the platform's own sample scripts and the tutorial, through `npm start`. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { ReadyFile } from '../../lib/local/terminal/ready-file';
import { namesIn, QUERIES } from './expectations';
import { preparePython } from '../support/python';
import { runTutorial, type Step } from './tutorial';

const ROOT = join(__dirname, '../..');
const START_SECONDS = 30;

void main()
  .catch((error: unknown) => {
    console.error(error);
    return 1;
  })
  .then((failures) => process.exit(failures === 0 ? 0 : 1));

async function main(): Promise<number> {
  const python = preparePython(join(__dirname, 'requirements.txt'), 'clients');
  const directory = mkdtempSync(join(tmpdir(), 'aps-gateway-clients-'));
  const readyFile = join(directory, 'ready.json');
  const server = spawn(
    process.execPath,
    ['--import', 'tsx', 'bin/local.ts', '--port', '0', '--quiet', '--ready-file', readyFile],
    { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] },
  );
  try {
    const ready = await waitUntilReady(server, readyFile);
    const failures = runTutorial(ready).filter((step) => checkStep(step) === 'failed').length;
    if (typeof python === 'string') return failures + runClients(python, ready);
    console.log(`skipped: the Python clients, because ${python.missing}`);
    return failures;
  } finally {
    await end(server);
    rmSync(directory, { recursive: true, force: true });
  }
}

async function waitUntilReady(server: ChildProcess, readyFile: string): Promise<ReadyFile> {
  for (let waited = 0; waited < START_SECONDS * 10; waited++) {
    if (existsSync(readyFile)) return JSON.parse(readFileSync(readyFile, 'utf8')) as ReadyFile;
    if (server.exitCode !== null) throw new Error(`npm start ended with ${server.exitCode}`);
    await sleep(100);
  }
  throw new Error(`npm start was not ready within ${START_SECONDS} seconds`);
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const ended = once(server, 'exit');
  server.kill('SIGINT');
  const [code] = await ended;
  if (code !== 0) throw new Error(`npm start ended with ${String(code)} on Ctrl-C, expected 0`);
}

/** The tutorial's call with the wrong secret fails, and shows why. */
function checkStep({ line, exitCode, output }: Step): 'passed' | 'failed' {
  const refused = /^npx aps-gateway call .*wrong\.txt/.test(line);
  return check(`tutorial: ${line}`, { exitCode, output }, () =>
    refused ? exitCode === 1 && output.includes('signature_invalid') : exitCode === 0,
  );
}

function runClients(python: string, ready: ReadyFile): number {
  const run = (script: string, resellerId: string, ...args: string[]) =>
    runScript(python, ready, script, resellerId, args);
  const results = [
    check('GET /aps/2/resources', namesIn(run('get_resources.py', 'alpha')), (names) =>
      names.includes('Northwind Cloud'),
    ),
    check(
      'POST /aps/2/services/order-manager/orders',
      run('place_order.py', 'beta'),
      (answer) => (JSON.parse(answer) as { readonly type?: string }).type === 'SALES',
    ),
  ];
  const answers = run('query_resources.py', 'alpha', ...QUERIES.map(([query]) => query)).split('\n');
  for (const [index, [query, names]] of QUERIES.entries()) {
    const got = namesIn(answers[index] ?? '');
    results.push(check(`GET /aps/2/resources?${query}`, got, () => JSON.stringify(got) === JSON.stringify(names)));
  }
  return results.filter((result) => result === 'failed').length;
}

function runScript(
  python: string,
  ready: ReadyFile,
  script: string,
  resellerId: string,
  args: readonly string[],
): string {
  const gateway = ready.gateways.find((candidate) => candidate.resellerId === resellerId);
  if (gateway === undefined) throw new Error(`the sample environment serves no gateway of ${resellerId}`);
  const env = {
    ...process.env,
    GATEWAY_URL: gateway.url,
    CONSUMER_KEY: gateway.consumerKey,
    CONSUMER_SECRET: gateway.consumerSecret,
    CA_FILE: ready.caFile,
  };
  return execFileSync(python, [join(__dirname, script), ...args], { encoding: 'utf8', env, timeout: 30_000 }).trimEnd();
}

function check<T>(what: string, got: T, isRight: (got: T) => boolean): 'passed' | 'failed' {
  const passed = isRight(got);
  console.log(`${passed ? 'ok     ' : 'failed '} ${what}${passed ? '' : `\n        got ${JSON.stringify(got)}`}`);
  return passed ? 'passed' : 'failed';
}
