import { AlphaAccount } from '../support/alpha-account';

const alpha = new AlphaAccount();
const { onboard, run } = alpha;

test.each(['list', 'export'])('"%s" of an environment in which nothing is deployed finds nothing', async (verb) => {
  expect(await run(`consumer ${verb} --environment nope`)).toMatchObject({
    code: 3,
    stdout: '',
    stderr: expect.stringContaining('No gateway is deployed in environment nope.') as string,
  });
});

test('neither list nor show nor export reads a secret value', async () => {
  await onboard('crm', 'standard');
  const before = alpha.world.aws.calls.length;
  for (const command of ['consumer list', 'consumer show alpha crm', 'consumer export alpha']) await run(command);

  expect(alpha.world.aws.calls.slice(before).map(({ operation }) => operation)).not.toContain('GetSecretValue');
});
