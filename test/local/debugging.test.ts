import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { type LocalGateway, startLocalGateway } from '../../lib/local/start-local-gateway';
import { Consumer } from './support/consumer';
import { type Paused, ThreadDebugger } from './support/thread-debugger';

const ROOT = join(__dirname, '../..');
const SOURCE = join(ROOT, 'lambda/authorizer/stages/read-request.ts');
const TEXT = 'uri: baseStringUri(';

const threads = new ThreadDebugger();
const directory = mkdtempSync(join(tmpdir(), 'aps-gateway-debugging-'));
let local: LocalGateway | undefined;
let paused: Paused;
let answered: Promise<{ readonly status: number }>;

beforeAll(async () => {
  await threads.start(join(ROOT, 'lib/local/function/worker.cjs'));
  local = await startLocalGateway({ dataDirectory: directory, debug: true });
  const breakpoint = await threads.breakAt(SOURCE, TEXT);
  answered = new Consumer(local, local.gateways[0]!).send('/aps/2/resources?limit(0,3)');
  paused = await breakpoint.paused;
});
afterAll(async () => {
  threads.stop();
  await local?.close();
  rmSync(directory, { recursive: true, force: true });
});

describe('with `debug`', () => {
  test('the authorizer stops at a breakpoint in a line of its sources', () => {
    const line =
      readFileSync(SOURCE, 'utf8')
        .split('\n')
        .findIndex((text) => text.includes(TEXT)) + 1;
    expect([paused.source, paused.line]).toEqual([pathToFileURL(SOURCE).href, line]);
  });

  test('variables have their names', async () => {
    expect(await paused.evaluate('readRequest', '[method, path]')).toEqual(['GET', '/aps/2/resources']);
  });

  test('a function at a breakpoint has hours until its time-out', async () => {
    expect(await paused.evaluate('callHandler', 'context.getRemainingTimeInMillis() > 3600 * 1000')).toBe(true);
  });

  test('the request is answered once it goes on', async () => {
    await paused.resume();
    expect((await answered).status).toBe(200);
  });
});
