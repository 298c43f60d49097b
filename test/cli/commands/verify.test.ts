import { verificationParameterName } from '../../../lib/descriptor';
import { verifySignature } from '../../../lib/local/ui-node/verify-signature';
import { AlphaAccount } from '../support/alpha-account';
import { ANSWERED, ScriptedGateway } from '../support/scripted-gateway';
import { ALPHA } from '../support/world';

const account = new AlphaAccount();
const { run, json, onboard } = account;
const gateway = new ScriptedGateway(account.files);

beforeEach(() => onboard('crm', 'standard'));

const verify = (more: string) => run(`verify alpha --consumer-key crm ${gateway.options} ${more}`.trim());
const kept = () =>
  account.world.aws.parameters.call('GetParameter', { Name: verificationParameterName('lab', 'alpha') });

test('a line that holds is one line, and the exit code is 0', async () => {
  expect(await verify('--only booster-header')).toEqual({
    code: 0,
    stdout: [
      'https://alpha.gateway.example, consumer crm',
      '',
      'Correct requests',
      '  held    list                        a correct GET of the collection is answered by the platform',
      '  held    booster-header              the header that proves the APS booster comes back',
      '',
      'Nothing failed: 2 held, 0 not checked.',
      '',
    ].join('\n'),
    stderr: '',
  });
});

test('if no signed request could be sent, nothing is verified, and the exit code is 1', async () => {
  const { code, stdout } = await run(`verify alpha --consumer-key crm --connect ${gateway.origin} --only rql-limit`);

  expect(code).toBe(1);
  expect(stdout).toContain('Nothing was verified: 0 held, 2 not checked.');
});

test.each(['direct-call', 'list,direct-call,rql-limit'])(
  'if a line that was asked for could not be checked, the exit code of --only %s is 1, and the output says why',
  async (only) => {
    const { code, stdout } = await verify(`--only ${only}`);

    expect(code).toBe(1);
    expect(stdout).toMatch(
      /Not checked\n {2}no --brand-endpoint was given: direct-call\n\nNo line of direct-call was checked: [12] held, 1 not checked\.\n$/,
    );
  },
);

test('a group of which some lines were checked has an answer, and the exit code is 0', async () => {
  const { code, stdout } = await verify('--only accepted');

  expect(code).toBe(0);
  expect(stdout).toMatch(/\nNothing failed: \d+ held, [1-9]\d* not checked\.\n$/);
});

test('JSON has the lines that were not checked by reason, and what the exit code says', async () => {
  const { code, stdout } = await verify('--only direct-call,throttle --json');

  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    verified: false,
    held: 1,
    unknown: ['direct-call', 'throttle'],
    notChecked: { 'no --brand-endpoint was given': ['direct-call'], 'only with --throttle': ['throttle'] },
  });
});

test('a failed line says what was found, what it means and for whom, and the exit code is 1', async () => {
  gateway.script = () => ({ status: 403, headers: ANSWERED.headers, body: {} });
  const { code, stdout } = await verify('--only list,rql-limit');

  expect(code).toBe(1);
  expect(stdout)
    .toContain(`  failed  list                        a correct GET of the collection is answered by the platform
          found: status: got 403, expected 200
          means: the platform accepts the credentials, but does not allow the request: look at the user's "APS Bus Access", its operations and its role
          for:   the platform team

Not checked
  the platform answers no correct request (line list): rql-limit

1 failed, 0 held, 1 not checked.
`);
});

test('JSON has all lines, what each proves, and the result', async () => {
  const at = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string;
  expect(await json(`verify alpha --consumer-key crm ${gateway.options} --only rql-limit`)).toEqual({
    reseller: 'alpha',
    version: 1,
    at,
    packageVersion: '0.0.0',
    url: 'https://alpha.gateway.example',
    consumerKey: 'crm',
    held: 2,
    failed: [],
    unknown: [],
    verified: true,
    notChecked: {},
    kept: false,
    lines: [
      {
        id: 'list',
        group: 'accepted',
        title: 'a correct GET of the collection is answered by the platform',
        proves:
          'gateway and platform know the consumer, and the platform verifies the same credentials again, a signature over this URL',
        state: 'held',
        found: '',
      },
      {
        id: 'rql-limit',
        group: 'rql',
        title: 'the query limit(0,10) is answered',
        proves: 'RQL reaches the platform as it was signed, and as its parser reads it',
        state: 'held',
        found: '',
      },
    ],
  });
});

test('requests are signed with the secret in Secrets Manager', async () => {
  const gatewayHost = new URL(ALPHA.url).hostname;
  const verdicts: string[] = [];
  gateway.script = ({ method, target, headers }) => {
    if (headers.authorization === undefined) return ANSWERED;
    const list = [['X-Forwarded-Host', gatewayHost] as const, ['Authorization', headers.authorization] as const];
    const signed = { method, target, headers: list };
    verdicts.push(verifySignature(signed, () => [{ secrets: ['SecretOfcrm'], gatewayHost }]).verdict);
    return ANSWERED;
  };
  await verify('--only list');

  expect(verdicts).toEqual(['verified']);
});

test('a whole verification is kept with the lines that failed, whatever its result', async () => {
  const { code, stdout } = await verify('');

  expect(code).toBe(1);
  expect(stdout).toMatch(/\d+ failed, \d+ held, \d+ not checked\. The result was kept\.\n$/);
  const { Parameter } = kept() as { Parameter: { Value: string } };
  expect(JSON.parse(Parameter.Value)).toMatchObject({
    url: ALPHA.url,
    consumerKey: 'crm',
    failed: expect.arrayContaining(['replay', 'wrong-secret']) as string[],
    unknown: expect.arrayContaining(['dns', 'direct-call']) as string[],
  });
  expect(Parameter.Value).not.toContain('SecretOfcrm');
});

test('a verification of some lines is not kept', async () => {
  await verify('--only list');

  expect(kept).toThrow(/not found/);
});

test('with --url nothing is read from AWS and nothing is kept', async () => {
  const words = `verify alpha --consumer-key crm ${gateway.options} --url ${ALPHA.url} --secret-stdin --only list`;
  const { code, stdout } = await account.cli.run('http://127.0.0.1:1', words.split(' '), { stdin: 'TypedS3cret' });

  expect(code).toBe(0);
  expect(stdout).toContain('Nothing failed');
});

test.each([
  ['--only nonsense', /--only: got "nonsense", expected groups \(connection, accepted, /],
  ['--brand-endpoint brand.example', /--brand-endpoint: got "brand.example", expected an absolute URL/],
  ['--brand-endpoint https://brand.example/aps', /--brand-endpoint: got the path \/aps, expected only scheme and host/],
  ['--other-consumer beta', /--other-consumer: got "beta", expected a reseller and a consumer key/],
  ['--other-consumer alpha-south/crm', /--other-consumer: alpha-south is served by the gateway to verify/],
  ['--other-consumer beta/crm --url https://alpha.gateway.example', /--other-consumer: expected no --url/],
])('%s is wrong usage', async (options, problem) => {
  const { code, stderr } = await verify(options);

  expect(code).toBe(2);
  expect(stderr).toMatch(problem);
});

test('without a consumer key, it says how to give one', async () => {
  const { code, stderr } = await run('verify alpha');

  expect(code).toBe(2);
  expect(stderr).toBe('error: Give --consumer-key, or set APS_GATEWAY_CONSUMER_KEY.\n');
});

test('an unknown consumer is not found', async () => {
  const { code, stderr } = await run(`verify alpha --consumer-key nobody ${gateway.options}`);

  expect(code).toBe(3);
  expect(stderr).toContain('Reseller alpha has no consumer nobody.');
});

test("a consumer of another reseller that the gateway serves is not alpha's", async () => {
  await onboard('shop', 'standard', '', 'alpha-south');
  const { code, stderr } = await run(`verify alpha --consumer-key shop ${gateway.options}`);

  expect(code).toBe(3);
  expect(stderr).toContain('belongs to reseller alpha-south');
});

test('a consumer of another gateway signs a request that has to be refused', async () => {
  account.world.deploy({
    ...ALPHA,
    resellerId: 'beta',
    serves: ['beta'],
    restApiId: 'betaapi01',
    usagePlans: { standard: 'plan-beta' },
  });
  await onboard('billing', 'standard', '', 'beta');
  gateway.script = ({ headers }) =>
    headers.authorization?.includes('"billing"')
      ? {
          status: 401,
          headers: { 'WWW-Authenticate': 'OAuth oauth_problem="signature_invalid"' },
          body: { code: 'signature_invalid' },
        }
      : ANSWERED;

  const { stdout } = await verify('--other-consumer beta/billing --only other-gateway');
  expect(stdout).toContain("  held    other-gateway               another reseller's consumer is unknown here\n");
});

test('a result that may not be written counts anyway, and the command says so', async () => {
  account.world.aws.faults.inject({ kind: 'deny', operation: 'PutParameter' });
  const { stdout, stderr } = await verify('');

  expect(stdout).toMatch(/\d+ not checked\.\n$/);
  expect(stderr).toMatch(
    /^notice: the result was not kept: AWS denied access: the permission ssm:PutParameter is missing/,
  );
});

test('a secret that may not be read is named as such, and the other ways to give it are not tried', async () => {
  account.world.aws.faults.inject({ kind: 'deny', operation: 'GetSecretValue' });
  const { code, stderr } = await verify('--only list');

  expect(code).toBe(1);
  expect(stderr).toMatch(/the permission secretsmanager:GetSecretValue is missing/);
});
