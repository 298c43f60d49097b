import { join } from 'node:path';

import { setProperty } from '../../../lib/local/rehearsal/set-property';
import { Cli } from '../../cli/support/cli';
import { Consumer } from '../support/consumer';
import { RESOURCES, Served } from '../support/served';

const served = new Served();
let cli: Cli;
beforeAll(async () => {
  cli = new Cli();
  await served.start();
});
afterAll(async () => {
  await served.stop();
  cli.remove();
});

const CONFIG = join(__dirname, '../../../config');

function run(stdin: string, ...words: string[]) {
  return cli.run(served.local.awsEndpointUrl, [...words, '--json'], { stdin });
}

/** Verifies alpha's gateway; returns the lines that failed. */
async function verify(brandEndpoint = served.local.uiNodeUrl) {
  const { consumerKey, consumerSecret } = served.alpha.gateway;
  const consumer = ['--consumer-key', consumerKey, '--secret-stdin'];
  const platform = ['--cacert', served.local.caFile, '--brand-endpoint', brandEndpoint];
  const { stdout } = await run(consumerSecret, 'verify', 'alpha', ...consumer, ...platform);
  return (JSON.parse(stdout) as { failed: string[] }).failed;
}

/** Checks alpha's cut-over; returns the exit code and the checks that do not hold. */
async function cutover() {
  const { consumerKey } = served.alpha.gateway;
  const { code, stdout } = await run('', 'cutover', 'alpha', '--config', CONFIG, '--user', consumerKey);
  const { checks } = JSON.parse(stdout) as { checks: { id: string; verdict: string; found: string }[] };
  return [code, ...checks.filter(({ verdict }) => verdict !== 'holds').map(({ id }) => id)];
}

async function statuses() {
  const { gateway } = served.alpha;
  const direct = new Consumer(served.local, { ...gateway, url: served.local.uiNodeUrl });
  return { direct: (await direct.send(RESOURCES)).status, gateway: (await served.alpha.send(RESOURCES)).status };
}

test('a cut-over and its way back, with what verify and cutover say at each step', async () => {
  await setProperty(served.local, 'alpha', undefined);
  expect(await cutover()).toEqual([1, 'verified', 'certificate']);
  expect([await verify(), await cutover(), await statuses()]).toEqual([['list'], [0], { direct: 200, gateway: 401 }]);

  await setProperty(served.local, 'alpha', served.alpha.gateway.url);
  expect([await verify(), await statuses()]).toEqual([[], { direct: 401, gateway: 200 }]);

  await setProperty(served.local, 'alpha', undefined);
  expect([await verify(), await statuses()]).toEqual([['list'], { direct: 200, gateway: 401 }]);
});

test('a platform that refuses the consumer both ways is not ready, because more than the property is wrong', async () => {
  await setProperty(served.local, 'alpha', served.beta.gateway.url);
  expect([await verify(), await cutover()]).toEqual([['list'], [1, 'verified']]);
});

test('a verification that did not see the direct way is not enough', async () => {
  await setProperty(served.local, 'alpha', undefined);
  expect([await verify('https://localhost:1'), await cutover()]).toEqual([['list'], [1, 'verified']]);
});

test('a platform that does not answer is not ready', async () => {
  await setProperty(served.local, 'alpha', undefined);
  served.local.uiNode.faults.replace([{ status: 503 }]);
  expect([await verify(), await cutover()]).toEqual([['list'], [1, 'verified']]);
});
