import { ChangedLab } from '../support/changed-lab';
import { RESOURCES } from '../support/served';

/** The lab, with a group of each level. */
const lab = new ChangedLab();
lab.change('platform.yaml', {
  operationGroups: {
    reading: { level: 'C', operations: [{ path: '/aps/2/resources/**', methods: ['GET'] }] },
    ordering: { level: 'B', operations: [{ path: '/aps/2/resources', methods: ['POST'] }] },
    removing: { level: 'A', operations: [{ path: '/aps/2/resources/*', methods: ['DELETE'] }] },
  },
});

const { served, run } = lab.serve();
const onboard = (consumerKey: string, more: string) =>
  run(`consumer onboard alpha --key ${consumerKey} --tier standard --secret-stdin ${more}`, `SecretOf${consumerKey}`);

/** The gateway's reason for a refusal, or `passes` if the request reached the UI node. */
async function call(consumerKey: string, method: string, path = RESOURCES): Promise<string> {
  await served.alpha.send(path, { method, as: { consumerKey, consumerSecret: `SecretOf${consumerKey}` } });
  const { answeredBy, reason } = served.answered.at(-1)!;
  return answeredBy === 'gateway' ? String(reason) : 'passes';
}

test('a consumer may do what any of its groups allows, and nothing else', async () => {
  expect(await onboard('crm', '--groups reading,ordering --security-level B')).toMatchObject({ code: 0 });

  expect(await call('crm', 'GET')).toBe('passes');
  expect(await call('crm', 'POST')).toBe('passes');
  expect(await call('crm', 'DELETE', `${RESOURCES}/7`)).toBe('operation_refused');
});

test('a consumer without groups is not narrowed', async () => {
  expect(await onboard('erp', '--note free')).toMatchObject({ code: 0 });
  expect(await call('erp', 'DELETE', `${RESOURCES}/7`)).toBe('passes');
});

test('a consumer is not given a group above its level, and its level is not lowered below that of its groups', async () => {
  expect(await onboard('low', '--groups removing --security-level B')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('operation group "removing" has level A') as string,
  });
  expect(await onboard('high', '--groups removing --security-level A')).toMatchObject({ code: 0 });
  expect(await run('consumer update alpha high --security-level C')).toMatchObject({ code: 2 });
  expect(await call('high', 'DELETE', `${RESOURCES}/7`)).toBe('passes');
});

test('a consumer whose document names a group above its level cannot use it', async () => {
  await onboard('forged', '--groups reading');
  const secret = served.local.aws.secrets.secrets.get('aps-gateway/lab/alpha/forged')!;
  const [version] = [...secret.versions.values()];
  const value = version!.value.replace('"groups":["reading"]', '"groups":["reading","removing"]');
  secret.versions.set(version!.id, { ...version!, value });

  expect(await call('forged', 'GET')).toBe('passes');
  expect(await call('forged', 'DELETE', `${RESOURCES}/7`)).toBe('operation_refused');
});
