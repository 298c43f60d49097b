import { rehearseCutover } from '../../../lib/local/rehearsal/rehearse-cutover';
import { colorsFor } from '../../../lib/cli/output/colors';
import { Served } from '../support/served';

const served = new Served();
beforeAll(() => served.start());
afterAll(() => served.stop());
afterEach(() => served.local.uiNode.faults.replace([]));

let said: string[];
const play = (reseller?: string, local = served.local) => {
  said = [];
  const colors = colorsFor({ isTTY: false }, {});
  return rehearseCutover(local, reseller, { say: (line) => said.push(line), colors, now: Date.now });
};
const throughBeta = async () => (await served.beta.send('/aps/2/resources')).status;

test('a rehearsal closes the way that is not the current one, in each act', async () => {
  expect(await play('beta')).toBe(true);

  const [node, gateway] = [served.local.uiNodeUrl, served.beta.gateway.url];
  const answered = '200 from the UI node';
  const refused = '401 from the UI node, without code';
  const act = (title: string, property: string, direct: string, through: string) => [
    `\n${title}`,
    `   APS OAuth API Gateway URL of beta: ${property}`,
    `   holds  a direct request, to ${node}: ${direct}`,
    `   holds  a request through the gateway, ${gateway}: ${through}`,
  ];
  const verified = (failed: number) =>
    expect.stringMatching(`^   holds  verify: \\d+ lines held, ${failed} failed, \\d+ not checked$`) as string;
  const notSet = [
    verified(1),
    expect.stringMatching(/^ +list: the system property "APS OAuth API Gateway URL" is not set/),
  ];
  expect(said).toEqual([
    'Rehearsal: beta is cut over to its gateway, and back',
    ...act('1  Before the cut-over, the platform accepts direct requests only', 'not set', answered, refused),
    ...notSet,
    ...act('2  The cut-over: the property names the gateway, and the direct way is closed', gateway, refused, answered),
    verified(0),
    ...act('3  The undo: the property is cleared, and everything is as before', 'not set', answered, refused),
    ...notSet,
    '',
    'The rehearsal held. The property names the gateway again.',
  ]);
});

test('without a reseller, the first one is cut over', async () => {
  await play();
  expect(said[0]).toBe('Rehearsal: alpha is cut over to its gateway, and back');
});

test('a gateway for tokens only has no cut-over to rehearse, and the next one is played without a reseller', async () => {
  const gateways = served.local.gateways.map((gateway) =>
    gateway.resellerId === 'alpha' ? { ...gateway, authentication: ['bearer'] } : gateway,
  );
  const local = { ...served.local, gateways };

  await expect(play('alpha', local)).rejects.toThrow(
    "The gateway of alpha accepts only bearer tokens, and the platform's property decides about signatures only: there is no cut-over to rehearse. Gateways that accept signatures: beta.",
  );
  await play(undefined, local);
  expect(said[0]).toBe('Rehearsal: beta is cut over to its gateway, and back');
});

test('an answer that is not the expected one fails the rehearsal, which goes on', async () => {
  served.local.uiNode.faults.replace([{ times: 1, status: 507 }]);
  expect(await play('beta')).toBe(false);
  expect(said.filter((line) => line.includes('fails'))).toEqual([
    `   fails  a direct request, to ${served.local.uiNodeUrl}: 507 from the UI node, without code`,
  ]);
  expect(said.at(-1)).toBe('The rehearsal failed. The property names the gateway again.');
});

test('a 401 of the gateway is not a refusal of the platform', async () => {
  const { gateway } = served.beta;
  const local = { ...served.local, gateways: [{ ...gateway, consumerSecret: 'mistyped' }] };
  expect(await play('beta', local)).toBe(false);
  expect(said).toContain(
    `   fails  a request through the gateway, ${gateway.url}: 401 from the gateway, code signature_invalid`,
  );
});

test('after a failure without an answer, the property names the gateway again', async () => {
  served.local.uiNode.faults.replace([{ times: 1, breakOff: 'beforeAnswer' }]);
  await expect(play('beta')).rejects.toThrow('socket hang up');
  expect(await throughBeta()).toBe(200);
});

test('a reseller that another gateway serves cannot be rehearsed', async () => {
  await expect(play('beta-north')).rejects.toThrow(
    'Reseller beta-north has no gateway of its own to rehearse with; there are: alpha, beta.',
  );
});
