import { AlphaAccount } from '../support/alpha-account';
import { ALPHA } from '../support/world';

const alpha = new AlphaAccount();
const { run, json } = alpha;
const put = (log: string, fields: object) =>
  alpha.world.aws.logs.put(`/aps-gateway/lab/alpha/${log}`, JSON.stringify(fields));

beforeEach(() => {
  put('authorizer', {
    requestId: 'aaaa-1111',
    extendedRequestId: 'Extended1=',
    reason: 'signature_invalid',
    claimedConsumerKey: 'crm',
    credentials: 'cached',
  });
  put('access', {
    time: '1795320000000',
    gateway: 'lab/alpha',
    requestId: 'Extended1=',
    amznRequestId: 'aaaa-1111',
    traceId: '1-6a-b',
    sourceIp: '192.0.2.7',
    userAgent: 'curl/8\u001b[2J',
    method: 'GET',
    path: '/aps/2/resources',
    status: '401',
    reason: 'signature_invalid',
    refusal: 'ACCESS_DENIED',
    consumerKey: '-',
    latencyMs: '41',
    authorizerLatencyMs: '29',
    responseBytes: '290',
  });
});

test('a request is told in the order in which it happened', async () => {
  const { code, stdout } = await run('trace Extended1=');

  expect(code).toBe(0);
  expect(stdout).toContain(
    [
      'Extended1=  401 signature_invalid',
      '',
      'when           2026-11-22T04:00:00.000Z, took 41 ms, at the gateway lab/alpha',
      'who            crm?, a key that the request only claims; from 192.0.2.7, curl/8?[2J',
      'asked          GET /aps/2/resources',
      'authorizer     refused in 29 ms; reason signature_invalid; credentials cached',
      'checks         passed: request, clientCertificate, path, headers, body, query, parameters, timestamp; failed: signature; not reached: nonce, rules',
      'answer         401, 290 bytes',
      'found in       access, authorizer logs',
      'X-Ray          https://console.aws.amazon.com/cloudwatch/home?region=us-east-1#xray:traces/1-6a-b',
    ].join('\n'),
  );
  expect(stdout).toContain('\n\nThe signature does not verify.\n');
});

test('the id of the header x-amzn-RequestId finds the same request', async () => {
  expect(await json('trace aaaa-1111 --reseller alpha')).toMatchObject({
    record: { requestId: 'Extended1=', status: 401 },
    refusal: { code: 'signature_invalid' },
    links: { 'X-Ray': expect.any(String) as string },
  });
});

test('the link to Logs Insights searches the logs of the gateway around that time', async () => {
  const { links } = await json<{ links: Record<string, string> }>('trace Extended1=');

  expect(links['Logs Insights']).toBe(
    [
      'https://console.aws.amazon.com/cloudwatch/home?region=us-east-1#logsV2:logs-insights$3FqueryDetail$3D',
      '$257E$2528end$257E$25272026-11-22T05*3a00*3a00.000Z$257Estart$257E$25272026-11-22T03*3a59*3a00.000Z',
      '$257EtimeType$257E$2527ABSOLUTE$257Etz$257E$2527UTC',
      '$257EeditorString$257E$2527fields*20*40timestamp*2c*20*40log*2c*20*40message*0a*7c*20filter*20*40message*20like*20',
      '*22Extended1*3d*22*0a*7c*20sort*20*40timestamp*20asc$257EisLiveTail$257Efalse',
      '$257Esource$257E$2528$257E$2527*2faps-gateway*2flab*2falpha*2fauthorizer$257E$2527*2faps-gateway*2flab*2falpha*2faccess$2529$2529',
    ].join(''),
  );
});

test('a request of another gateway is not found with --reseller', async () => {
  alpha.world.deploy({
    ...ALPHA,
    resellerId: 'beta',
    serves: ['beta'],
    accessLogGroup: '/aps-gateway/lab/beta/access',
  });
  alpha.world.aws.logs.create('/aps-gateway/lab/beta/access');

  expect(await run('trace Extended1= --reseller beta')).toMatchObject({
    code: 3,
    stderr: expect.stringMatching(
      /The gateway of beta has not logged a request Extended1= since .* --since 7d/,
    ) as string,
  });
});

test.each([
  ['short', 'requestId: got "short"'],
  ['Extended1= --since never', '--since: got "never"'],
  ['Extended1= --reseller Alpha', 'reseller: got "Alpha"'],
])('trace %s is refused', async (words, message) => {
  expect(await run(`trace ${words}`)).toMatchObject({ code: 2, stderr: expect.stringContaining(message) as string });
});

test('a missing permission is named', async () => {
  alpha.world.aws.faults.inject({ kind: 'deny', service: 'logs', operation: 'StartQuery' });

  expect(await run('trace Extended1=')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('logs:StartQuery') as string,
  });
});
