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

const askForValues = ({ query = '' }: { readonly query?: string }) => /(^|&)includeValues?=true(&|$)/.test(query);

test('no command of a viewer asks for the value of an API key', async () => {
  await onboard('crm', 'standard');
  const before = alpha.world.aws.calls.length;
  const commands = [
    'consumer list',
    'consumer show alpha crm',
    'consumer export alpha',
    'usage alpha',
    'usage alpha crm',
    'usage report --all',
    'doctor alpha',
  ];
  for (const command of commands) expect(await run(command)).toMatchObject({ code: 0 });

  const calls = alpha.world.aws.calls.slice(before);
  expect(calls.filter(({ operation }) => operation.startsWith('GetApiKey')).length).toBeGreaterThan(0);
  expect(calls.filter(askForValues)).toEqual([]);
});

test('a change of one consumer asks for the value of its own API key only', async () => {
  await onboard('crm', 'standard');
  await onboard('crm-2', 'standard');
  const before = alpha.world.aws.calls.length;
  expect(await run('consumer update alpha crm --tier premium')).toMatchObject({ code: 0 });

  const asking = alpha.world.aws.calls.slice(before).filter(askForValues);
  expect(asking.map(({ operation }) => operation)).toEqual(['GetApiKey']);
});
