import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { Cli } from '../support/cli';
import { World } from '../support/world';

const cli = new Cli();
let world: World;

beforeAll(async () => {
  world = await new World().start();
});
afterAll(async () => {
  await world.stop();
  cli.remove();
});

const consolePage = (words: string, options?: Parameters<Cli['run']>[2]) =>
  cli.run(world.url, ['console', ...words.split(' ')], options);

/** Serves the page until `look` has seen what answers at its address. */
async function looking<T>(look: (url: string) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  let seen: Promise<T> | undefined;
  const onStdout = (text: string) => {
    seen ??= look(text.split('\n')[0]!).finally(() => stop.abort());
  };
  await consolePage('--port 0', { interruption: stop.signal, onStdout });
  if (!seen) throw new Error('no address was printed');
  return seen;
}

test('the first line is the address at which the page is served', async () => {
  const page = await looking(async (url) => (await fetch(url)).text());

  expect(page).toContain('<title>Console</title>');
});

test('once it is interrupted, nothing answers at the address', async () => {
  const url = await looking((address) => Promise.resolve(address));

  await expect(fetch(url)).rejects.toThrow('fetch failed');
});

test('a port in use is named, with what to do', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const { code, stderr } = await consolePage(`--port ${port}`);
  other.close();

  expect(code).toBe(1);
  expect(stderr).toBe(`error: --port: ${port} is in use on 127.0.0.1. Choose another, or 0 for any.\n`);
});

test.each(['65536', '-1', 'http'])('the port %s is wrong usage', async (port) => {
  const { code, stderr } = await consolePage(`--port=${port}`);

  expect(code).toBe(2);
  expect(stderr).toBe(`error: --port: got "${port}", expected a port from 0 to 65535\n`);
});
