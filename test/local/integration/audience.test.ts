import { sendSampleRequest } from '../../../lib/local/terminal/sample-request';
import { sendSignedRequest } from '../../../lib/local/terminal/signed-request';
import type { Consumer } from '../support/consumer';
import { ChangedLab } from '../support/changed-lab';
import { RESOURCES } from '../support/served';

const [ONE, OTHER, UNKNOWN] = ['vpce-0123456789abcdef0', 'vpce-0123456789abcdef1', 'vpce-0123456789abcdef9'];
const VPC_ENDPOINTS = [{ id: ONE }, { id: OTHER }];

/** The lab, with alpha for both audiences and beta for an internal one. */
const lab = new ChangedLab();
lab.change('resellers/alpha.yaml', {
  vpcEndpoints: VPC_ENDPOINTS,
  audience: 'both',
  domains: [
    {
      name: 'api.alpha.test',
      certificateArn: 'arn:aws:acm:eu-central-1:111122223333:certificate/0a1b2c3d-1111-4444-8888-0123456789ab',
    },
  ],
});
lab.change('resellers/beta.yaml', { vpcEndpoints: VPC_ENDPOINTS, audience: 'internal' });

const { served, run } = lab.serve();

/** The status, and the code of a refusal, of a request through a VPC endpoint or on the internet. */
async function call(consumer: Consumer, vpcEndpoint?: string, consumerKey?: string): Promise<string> {
  const answer = await consumer.send(RESOURCES, {
    headers: vpcEndpoint === undefined ? {} : { 'x-Simulated-VPC-endpoint': vpcEndpoint },
    ...(consumerKey !== undefined && { as: { consumerKey, consumerSecret: `SecretOf${consumerKey}` } }),
  });
  const { code = '' } = (answer.json ?? {}) as { code?: string };
  return `${answer.status} ${code}`.trim();
}

test('a gateway for both audiences answers on the internet and through its VPC endpoints, under the same host', async () => {
  expect(await call(served.alpha)).toBe('200');
  expect(await call(served.alpha, ONE)).toBe('200');
  expect(await call(served.alpha, OTHER)).toBe('200');
  expect(new Set(served.local.uiNode.received.slice(-3).map(({ headers }) => hostOf(headers))).size).toBe(1);
});

function hostOf(headers: readonly (readonly [string, string])[]): string | undefined {
  return headers.find(([name]) => name.toLowerCase() === 'x-forwarded-host')?.[1];
}

test('the header that simulates a VPC endpoint reaches no UI node', async () => {
  await call(served.alpha, ONE);
  expect(served.receivedHeader('x-simulated-vpc-endpoint')).toEqual([]);
});

test('the first request and those of the console come to an internal gateway through its VPC endpoint', async () => {
  const { gateway } = served.consumerOf('beta');

  expect(await sendSignedRequest(served.local, gateway, Date.now())).toMatchObject({ status: 200 });
  expect(await sendSampleRequest('signed', gateway, served.local)).toMatchObject({ status: 200 });
});

test('an internal gateway answers only through its VPC endpoints', async () => {
  expect(await call(served.beta, ONE)).toBe('200');
  expect(await call(served.beta)).toBe('401');
  expect(await call(served.beta, UNKNOWN)).toBe('401');
});

test('another VPC endpoint does not reach the private API, and the answer has the words of API Gateway', async () => {
  const answer = await served.alpha.send(RESOURCES, { headers: { 'X-Simulated-Vpc-Endpoint': UNKNOWN } });
  expect(answer.json).toMatchObject({ code: '', detail: expect.stringContaining('explicit deny') as string });
});

test('the access log names the VPC endpoint, and neither log nor stage is another one', async () => {
  await call(served.alpha, OTHER);
  expect(JSON.parse(served.accessLog.at(-1)!)).toMatchObject({
    vpcEndpoint: OTHER,
    status: '200',
    gateway: 'lab/alpha',
  });
  await call(served.alpha);
  expect(JSON.parse(served.accessLog.at(-1)!)).not.toHaveProperty('vpcEndpoint');
});

test('the status finds both stages, and the domain in both networks', async () => {
  const { stdout } = await run(`status --config ${lab.folder} --json`);
  const { gateways } = JSON.parse(stdout) as {
    gateways: { resellerId: string; findings: { code: string; subject: string }[] }[];
  };
  const codes = gateways.flatMap(({ findings }) => findings.map(({ code, subject }) => `${code} ${subject}`));
  // The tests take the limits from the usage plans.
  expect(codes.filter((code) => /missing|differs|notRead/.test(code) && !/ tier /.test(code))).toEqual([]);
});

test('the status names a private domain that is gone', async () => {
  const [name, domain] = [...served.local.state.domains].find(([key]) => key.includes('+'))!;
  served.local.state.domains.delete(name);
  const { stdout } = await run(`status --config ${lab.folder} --json`);
  served.local.state.domains.set(name, domain);
  expect(stdout).toContain('api.alpha.test (private)');
});

test('a request accepted at one API is a replay at the other', async () => {
  const authorization = served.alpha.sign(RESOURCES);
  expect((await served.alpha.send(RESOURCES, { authorization })).status).toBe(200);
  const headers = { 'X-Simulated-Vpc-Endpoint': ONE };
  expect((await served.alpha.send(RESOURCES, { authorization, headers })).json).toMatchObject({ code: 'nonce_used' });
});

test('a consumer limited to a VPC endpoint is served through it, and neither through another nor on the internet', async () => {
  expect(
    await run(
      `consumer onboard alpha --key crm --tier standard --secret-stdin --source-vpc-endpoints ${ONE}`,
      'SecretOfcrm',
    ),
  ).toMatchObject({ code: 0 });

  expect(await call(served.alpha, ONE, 'crm')).toBe('200');
  expect(await call(served.alpha, OTHER, 'crm')).toBe('401 source_vpc_endpoint_refused');
  expect(await call(served.alpha, undefined, 'crm')).toBe('401 source_vpc_endpoint_refused');

  expect(await run(`consumer update alpha crm --source-vpc-endpoints ${OTHER},${ONE}`)).toMatchObject({ code: 0 });
  expect(await run('consumer show alpha crm')).toMatchObject({
    stdout: expect.stringContaining(`${OTHER},${ONE}`) as string,
  });
});

test('calls through both APIs count toward one quota', async () => {
  await run('consumer onboard alpha --key erp --tier standard --secret-stdin', 'SecretOferp');
  await call(served.alpha, undefined, 'erp');
  await call(served.alpha, ONE, 'erp');
  const { stdout } = await run('usage alpha erp --json');
  expect(new Set(stdout.match(/"calls": [1-9]\d*/g))).toEqual(new Set(['"calls": 2']));
});

describe('verify', () => {
  /** The exit code, and the ids of lines that failed. */
  const verify = async (reseller: 'alpha' | 'beta', options = '') => {
    const { consumerKey } = served[reseller].gateway;
    const { code, stdout } = await run(
      `verify ${reseller} --consumer-key ${consumerKey} --cacert ${served.local.caFile} --only list,replay --json${options}`,
    );
    const { failed } = JSON.parse(stdout) as { failed: readonly string[] };
    return { code, failed };
  };

  test('reaches an internal gateway through the first of its VPC endpoints', async () => {
    expect(await verify('beta')).toEqual({ code: 0, failed: [] });
    expect(JSON.parse(served.accessLog.at(-1)!)).toMatchObject({ gateway: 'lab/beta', vpcEndpoint: ONE });
  });

  test('reaches a gateway for both audiences on the internet, and through a VPC endpoint that it names', async () => {
    expect(await verify('alpha')).toEqual({ code: 0, failed: [] });
    expect(JSON.parse(served.accessLog.at(-1)!)).not.toHaveProperty('vpcEndpoint');
    expect(await verify('alpha', ` --vpc-endpoint ${OTHER}`)).toEqual({ code: 0, failed: [] });
    expect(JSON.parse(served.accessLog.at(-1)!)).toMatchObject({ vpcEndpoint: OTHER });
  });

  test('fails through a VPC endpoint that the gateway does not declare', async () => {
    expect(await verify('beta', ` --vpc-endpoint ${UNKNOWN}`)).toMatchObject({ code: 1, failed: ['list'] });
  });

  test.each([
    ['vpce-1', '--vpc-endpoint: got "vpce-1", expected an id such as vpce-0123456789abcdef0'],
    [`${ONE} --url https://api.alpha.example`, `Run the command in the network of ${ONE} instead.`],
  ])('refuses --vpc-endpoint %s', async (options, message) => {
    const { code, stderr } = await run(`verify beta --consumer-key key --vpc-endpoint ${options}`);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });
});
