import { codeIn } from '../../../lib/local/terminal/answered-request';
import { sendSampleRequest } from '../../../lib/local/terminal/sample-request';
import { sendTokenRequest } from '../../../lib/local/terminal/signed-request';
import { Consumer } from '../support/consumer';
import { ChangedLab } from '../support/changed-lab';
import { RESOURCES } from '../support/served';

/** The lab, with alpha for signatures and tokens, and beta for tokens only. */
const lab = new ChangedLab();
declare('alpha', ['oauth1', 'bearer'], 'ES256');
declare('beta', ['bearer'], 'PS256');

function declare(reseller: string, authentication: readonly string[], algorithm: string): void {
  const host = `login.${reseller}.test`;
  const bearer = {
    issuer: `https://${host}/`,
    audience: `gateway-${reseller}`,
    jwksUri: `https://${host}/keys`,
    algorithms: [algorithm],
  };
  lab.change(`resellers/${reseller}.yaml`, { oauth: { authentication, bearer } });
}

const { served, run } = lab.serve();

async function tokenOf(reseller: string, subject: string): Promise<string> {
  const provider = new Consumer(served.local, { ...served.consumerOf(reseller).gateway, url: served.local.uiNodeUrl });
  const { json } = await provider.send(`/token/${reseller}/${encodeURIComponent(subject)}`, { authorization: null });
  return String(json?.['access_token']);
}

async function call(consumer: Consumer, token: string) {
  const { status, json, headers } = await consumer.send(RESOURCES, { authorization: `Bearer ${token}` });
  return { status, code: json?.['code'], challenge: headers['www-authenticate'] };
}

test('a consumer is onboarded by its subject, and its token reaches the node untouched, which verifies it again', async () => {
  expect(await run('consumer onboard alpha --subject crm|prod --tier standard')).toMatchObject({ code: 0 });
  const token = await tokenOf('alpha', 'crm|prod');

  expect(await call(served.alpha, token)).toMatchObject({ status: 200 });
  expect(served.receivedHeader('authorization')).toEqual([`Bearer ${token}`]);
  expect(served.received.verification).toEqual({ verdict: 'verified', consumerKey: 'crm|prod' });
});

test('a fault of the host of the keys makes the identity provider fail, and leaves the UI node alone', async () => {
  const provider = new Consumer(served.local, { ...served.alpha.gateway, url: served.local.uiNodeUrl });
  const keys = () => provider.send('/keys', { authorization: null, headers: { host: 'login.alpha.test' } });
  served.local.uiNode.faults.replace([{ host: 'login.alpha.test', status: 503 }]);

  expect((await keys()).status).toBe(503);
  expect((await served.alpha.send(RESOURCES)).status).toBe(200);
  served.local.uiNode.faults.replace([{ status: 502 }]);
  expect((await keys()).status).toBe(200);
  served.local.uiNode.faults.replace([]);
});

test('the same gateway goes on to accept signatures', async () => {
  expect((await served.alpha.send(RESOURCES)).status).toBe(200);
});

test('a token with another signature is refused', async () => {
  const token = await tokenOf('alpha', 'crm|prod');
  expect(await call(served.alpha, `${token.slice(0, -8)}AAAAAAAA`)).toMatchObject({ code: 'token_invalid' });
});

test('a subject that is not onboarded, and a token for another gateway, are refused', async () => {
  expect(await call(served.alpha, await tokenOf('alpha', 'other'))).toMatchObject({ code: 'token_subject_unknown' });
  expect(await call(served.alpha, await tokenOf('beta', 'crm|prod'))).toMatchObject({
    code: 'token_algorithm_refused',
  });
});

test('a gateway for tokens only refuses signatures, and names the scheme that it accepts', async () => {
  const { status, json, headers } = await served.beta.send(RESOURCES);
  expect({ status, code: json?.['code'] }).toEqual({ status: 401, code: 'authorization_scheme_unsupported' });
  expect(headers['www-authenticate']).toMatch(/^Bearer realm="[^"]+"$/);
  const missing = await served.beta.send(RESOURCES, { authorization: null });
  expect(missing.headers['www-authenticate']).toMatch(/^Bearer realm="[^"]+"$/);
});

test('the first request of npm start to it has a token', async () => {
  const gateway = served.consumerOf('beta').gateway;
  expect(await sendTokenRequest(served.local, gateway)).toMatchObject({ status: 200, answeredBy: 'UI node' });
});

test.each([
  ['signed', 200, undefined],
  ['replayed', 200, undefined],
  ['forged', 401, 'token_invalid'],
  ['unsigned', 401, 'authorization_missing'],
] as const)(
  'the sample request %s of the console has a token there, and is answered %d',
  async (kind, status, code) => {
    const { body, ...answer } = await sendSampleRequest(kind, served.consumerOf('beta').gateway, served.local);
    expect({ status: answer.status, code: codeIn(body) }).toEqual({ status, code });
  },
);

test('its consumer is shown with its subject, and has no secret to rotate', async () => {
  const shown = await run('consumer show alpha crm=7Cprod --json --no-activity');
  expect(JSON.parse(shown.stdout)).toMatchObject({
    consumer: { consumerKey: 'crm=7Cprod', subject: 'crm|prod', secrets: [] },
  });
  const rotated = await run('consumer rotate alpha crm=7Cprod --finish');
  expect(rotated.stderr).toContain('Consumer crm=7Cprod has no consumer secret');
});

test.each([
  ['--subject a --key b', 'Give either --key'],
  ['', 'Give either --key'],
  ['--subject a --secret-stdin', '--secret-stdin does not go with --subject'],
])('onboarding with "%s" is refused', async (options, message) => {
  const { code, stderr } = await run(`consumer onboard alpha ${options} --tier standard`.replace('  ', ' '), 'secret');
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(message) as string });
});
