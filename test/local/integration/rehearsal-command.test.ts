import { StartCommand } from '../support/start-command';

const { run } = new StartCommand();

test('--rehearse-cutover --once plays the cut-over of a reseller, also with --quiet, and ends with 0', async () => {
  const { code, stdout } = await run('--port', '0', '--rehearse-cutover', 'beta', '--once', '--quiet').ended;
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^Rehearsal: beta .*\n[^]*\nThe rehearsal held\. .*\n$/)]);
});

test('--once ends after the first request, with 0', async () => {
  const { code, stdout } = await run('--port', '0', '--once').ended;
  expect([code, stdout]).toEqual([0, expect.stringContaining('200 from the UI node')]);
});

test('a rehearsal of a reseller without a gateway ends it with exit code 3', async () => {
  const { code, stderr } = await run('--port', '0', '--rehearse-cutover', 'beta-north', '--quiet').ended;
  expect([code, stderr]).toEqual([3, expect.stringContaining('there are: alpha, beta.\n')]);
});
