import type { DiagnosisReport } from '../../../lib/diagnose/report';
import { Cli } from '../../cli/support/cli';
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

const list = (reseller: string) => cli.json(served.local.awsEndpointUrl, ['consumer', 'list', reseller]);
const run = (...commandLine: string[]) => cli.run(served.local.awsEndpointUrl, commandLine);

test('the CLI lists the sample consumer like any other', async () => {
  const { consumerKey } = served.alpha.gateway;
  expect(await list('alpha')).toEqual({
    consumers: [
      expect.objectContaining({
        consumerKey,
        reseller: 'alpha',
        tier: 'standard',
        status: 'active',
        facts: { displayName: 'Sample consumer' },
      }),
    ],
  });
});

test('the CLI changes the sample consumer', async () => {
  const { consumerKey } = served.beta.gateway;
  const { code } = await run('consumer', 'suspend', 'beta', consumerKey);
  expect(code).toBe(0);
  expect(await list('beta')).toEqual({ consumers: [expect.objectContaining({ consumerKey, status: 'suspended' })] });
});

test('doctor finds nothing to repair', async () => {
  const { code, stdout, stderr } = await run('doctor', 'alpha');
  expect([code, stdout, stderr]).toEqual([0, 'Everything is as it should be.\n', '']);
});

test('the CLI shows when the secret of a consumer was last used', async () => {
  const { consumerKey } = served.alpha.gateway;
  expect((await served.alpha.send(RESOURCES)).status).toBe(200);

  expect(await cli.json(served.local.awsEndpointUrl, ['consumer', 'show', 'alpha', consumerKey])).toMatchObject({
    activity: { secrets: [{ lastUsedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string }] },
  });
});

test('logs shows a refused request, and trace tells it by the id that the caller got', async () => {
  const { status, json: body, headers } = await served.alpha.send(RESOURCES, { authorization: null });
  const requestId = String(body?.['requestId']);

  expect(status).toBe(401);
  expect((await run('logs', 'alpha', '--reason', 'authorization_missing')).stdout).toContain(requestId);
  for (const id of [requestId, String(headers['x-amzn-requestid'])]) {
    expect(await cli.json(served.local.awsEndpointUrl, ['trace', id])).toMatchObject({
      record: { requestId, status: 401, gateway: 'lab/alpha' },
      refusal: { code: 'authorization_missing' },
    });
  }
});

test('logs --follow shows a request as it comes', async () => {
  const controller = new AbortController();
  const following = cli.run(served.local.awsEndpointUrl, ['logs', 'alpha', '--follow', '--status', '404', '--json'], {
    interruption: controller.signal,
    onStdout: () => controller.abort(),
  });
  const { json: body } = await served.alpha.send('/aps/2/nowhere');

  expect(body).toMatchObject({ code: 'route_unknown' });
  expect(JSON.parse((await following).stdout)).toMatchObject({
    requestId: body?.['requestId'],
    reason: 'route_unknown',
    path: '/aps/2/nowhere',
  });
});

test.each(['limit(0,3)', 'like(name,*a%20b*)&sort(-name)', 'a=1=2'])(
  'diagnose names the same fault as the answer to a request with the query %s unsigned',
  async (query) => {
    const authorization = served.alpha.sign(RESOURCES);
    const answer = await served.alpha.send(`${RESOURCES}?${query}`, { authorization });
    const url = `${served.alpha.gateway.url}${RESOURCES}?${query}`;
    const line = ['diagnose', 'alpha', '--authorization', authorization, '--url', url];
    const { verdict, faults } = await cli.json<DiagnosisReport>(served.local.awsEndpointUrl, line);

    expect([answer.status, answer.json?.code]).toEqual([401, 'signature_invalid']);
    expect(verdict).toBe('explained');
    expect(answer.json?.message).toContain(`It verifies with ${faults[0]?.sentence}`);
  },
);

test('a gateway accepts the header that sign prints', async () => {
  const { consumerKey, consumerSecret, url } = served.alpha.gateway;
  const { stdout } = await cli.run('', ['sign', '--consumer-key', consumerKey, `${url}${RESOURCES}?limit(0,3)`], {
    environmentVariables: { APS_GATEWAY_CONSUMER_SECRET: consumerSecret },
  });
  const authorization = stdout.trim().replace('Authorization: ', '');

  expect((await served.alpha.send(`${RESOURCES}?limit(0,3)`, { authorization })).status).toBe(200);
});
