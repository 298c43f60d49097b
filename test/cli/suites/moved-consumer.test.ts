import { SOUTH, MOVE, worlds, FINISH, FORCED, run, afterTheSplit, split, servedBy } from '../support/split-gateway';
import { documentMembers } from '../../../lambda/authorizer/contract';
import { ALPHA, World } from '../support/world';

test('a moved consumer is accepted at both gateways until --finish', async () => {
  const world = await afterTheSplit();

  expect(await run(world, MOVE)).toMatchObject({ code: 0, stdout: expect.stringContaining(SOUTH.url) as string });
  expect(servedBy(world)).toEqual(['alpha', 'alpha-south']);
  world.settle();
  expect(await run(world, FINISH)).toMatchObject({ code: 0 });
  expect(servedBy(world)).toEqual(['alpha-south']);
});

test('it keeps its secret, tier and notes, and gets an API key of its own', async () => {
  const world = await afterTheSplit();
  const before = world.document('crm');
  await run(world, FORCED);

  const moved = JSON.parse(world.aws.secrets.secrets.get('aps-gateway/lab/alpha-south/crm')!.currentValue!) as object;
  expect({ ...moved, apiKey: 0 }).toEqual({ ...before, apiKey: 0 });
  expect(moved).not.toMatchObject({ apiKey: before['apiKey'] });
  expect([...world.state.apiKeys.values()].map(({ name }) => name)).toEqual(['aps-gateway/lab/alpha-south/crm']);
});

test('run again, it has nothing to do', async () => {
  const world = await afterTheSplit();
  await run(world, FORCED);

  expect(await run(world, FINISH)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('Nothing to do') as string,
  });
});

test('a dry run changes nothing', async () => {
  const world = await afterTheSplit();
  const before = world.snapshot();

  expect(await run(world, `${FORCED} --dry-run`)).toMatchObject({ code: 0 });
  expect(world.snapshot()).toEqual(before);
});

test.each([
  ['consumer move crm --from alpha --to alpha', 2, /nothing to move/],
  ['consumer move nobody --from alpha --to alpha-south', 3, /has no consumer nobody/],
  [`${MOVE} --tier gold`, 3, /no tier "gold"/],
])('"%s" is refused', async (command, code, message) => {
  const world = await afterTheSplit();

  expect(await run(world, command)).toMatchObject({ code, stderr: expect.stringMatching(message) as string });
  expect(servedBy(world)).toEqual(['alpha']);
});

describe('--finish does not cut a consumer off', () => {
  const refused = async (world: World, problem: string) => {
    expect(await run(world, FINISH)).toMatchObject({ code: 4, stderr: expect.stringContaining(problem) as string });
    expect(servedBy(world)).toContain('alpha');
  };

  test('that is not at the new gateway yet', async () => {
    await refused(await afterTheSplit(), 'is not at the gateway of alpha-south yet');
  });

  test('whose new API key may not work everywhere', async () => {
    const world = await afterTheSplit();
    await run(world, MOVE);

    await refused(world, 'may not work everywhere until');
  });

  test('that still calls the old gateway', async () => {
    const world = await afterTheSplit();
    await run(world, MOVE);
    world.settle();
    world.aws.logs.put('/aps-gateway/lab/alpha/authorizer', JSON.stringify({ consumerKey: 'crm', secretId: 'x' }));

    await refused(world, 'still calls the gateway of alpha');
    expect(await run(world, FORCED)).toMatchObject({ code: 0 });
    expect(servedBy(world)).toEqual(['alpha-south']);
  });

  test('but ends one that is suspended', async () => {
    const world = await afterTheSplit();
    await run(world, MOVE);
    const secret = world.aws.secrets.secrets.get('aps-gateway/lab/alpha/crm')!;
    secret.description = secret.description!.replace('"status":"active"', '"status":"suspended"');

    expect(await run(world, FINISH)).toMatchObject({ code: 0 });
  });
});

test('--finish reports the usage at the old gateway, where the API key is deleted', async () => {
  const world = await afterTheSplit();
  const today = new Date().toISOString().slice(0, 10);
  world.call('crm', today, 17);

  expect((await run(world, FORCED)).stdout).toContain(`crm,premium,${today},17,unlimited`);
});

test('a move says that the platform accepts one gateway at a time, and what to do next', async () => {
  const { stdout } = await run(await afterTheSplit(), MOVE);

  expect(stdout).toContain(
    'once its property APS OAuth API Gateway URL of alpha-south has this value, and from then on nowhere else',
  );
});

test('a move of a consumer with tokens names no property, because the platform accepts a token at both URLs', async () => {
  const world = await new World().start();
  worlds.push(world);
  const scheme = { authentication: ['bearer'], documentMembers: documentMembers(true) };
  world.deploy({ ...ALPHA, ...scheme, serves: ['alpha'] });
  world.deploy({ ...SOUTH, ...scheme });
  await run(world, 'consumer onboard alpha --subject app --tier premium');

  const { stdout } = await run(world, 'consumer move app --from alpha --to alpha-south');
  expect(stdout).toContain('The platform accepts its tokens at both URLs: when it has changed its URL,');
  expect(stdout).not.toContain('APS OAuth API Gateway URL');
});

test.each(['--force', '--report usage.csv', '--unused-for 2d'])('"%s" needs --finish', async (option) => {
  expect(await run(await afterTheSplit(), `${MOVE} ${option}`)).toMatchObject({ code: 2 });
});

test('a different consumer of this key at the new gateway is a conflict', async () => {
  const world = await afterTheSplit();
  await run(world, 'consumer onboard alpha-south --key crm --tier premium --secret-stdin', 'AnotherSecret');

  expect(await run(world, FINISH)).toMatchObject({
    code: 4,
    stderr: expect.stringContaining('different secrets') as string,
  });
  expect(servedBy(world)).toEqual(['alpha', 'alpha-south']);
});

test.each([MOVE, FORCED])(
  '"%s" serves the consumer somewhere after every AWS call, and completes after an interruption at any of them',
  async (command) => {
    const start = await afterTheSplit();
    const whole = await start.copy();
    worlds.push(whole);
    split(whole);
    expect(await run(whole, command)).toMatchObject({ code: 0 });
    const calls = whole.aws.calls.length;
    expect(calls).toBeGreaterThan(5);

    for (let n = 1; n <= calls; n++) {
      const world = await start.copy();
      worlds.push(world);
      split(world);
      await interruptAfter(world, command, n);
      expect(await run(world, command)).toMatchObject({ code: 0 });
      expect({ n, state: world.snapshot(), served: servedBy(world) }).toEqual({
        n,
        state: whole.snapshot(),
        served: servedBy(whole),
      });
    }
  },
);

/** Runs a command whose n-th AWS call is carried out and is the last one; checks after each that the consumer is served. */
async function interruptAfter(world: World, command: string, n: number): Promise<void> {
  let count = 0;
  const served: number[] = [];
  const lifts: (() => void)[] = [];
  world.aws.onCarriedOut = () => {
    count += 1;
    served.push(servedBy(world).length);
    if (count === n) lifts.push(world.aws.faults.inject({ kind: 'deny' }));
  };
  await run(world, command);
  world.aws.onCarriedOut = undefined;
  for (const lift of lifts) lift();
  expect(Math.min(...served)).toBeGreaterThan(0);
}
