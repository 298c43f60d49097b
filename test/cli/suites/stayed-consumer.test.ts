import { MOVE, FINISH, run, afterTheSplit, servedBy } from '../support/split-gateway';
import { ALPHA } from '../support/world';

describe('a consumer that stayed at the old gateway', () => {
  test('is found by doctor, which names the command that moves it', async () => {
    const { code, stdout } = await run(await afterTheSplit(), 'doctor alpha');

    expect({ code, stdout }).toMatchObject({
      code: 1,
      stdout: expect.stringContaining(`with "aps-gateway ${MOVE}"`) as string,
    });
  });

  test('is listed for the owner of the gateway, but not exported', async () => {
    const world = await afterTheSplit();

    expect((await run(world, 'consumer list alpha')).stdout).toMatch(/^crm +alpha-south +premium/m);
    expect((await run(world, 'consumer export alpha')).stdout).not.toContain('crm');
  });

  test.each(['suspend', 'offboard --confirm crm'])('can be stopped there: %s', async (verb) => {
    const world = await afterTheSplit();
    const [name, ...options] = verb.split(' ');

    expect(await run(world, ['consumer', name, 'alpha', 'crm', ...options].join(' '))).toMatchObject({ code: 0 });
    expect(servedBy(world)).toEqual([]);
  });

  test('cannot be named by a reseller that does not own the gateway', async () => {
    const world = await afterTheSplit();
    world.deploy({ ...ALPHA, serves: ['alpha', 'alpha-west'] });

    expect(await run(world, 'consumer suspend alpha-west crm')).toMatchObject({ code: 3 });
  });
});

test('a change at the new gateway says that the old one still accepts the consumer, until --finish', async () => {
  const world = await afterTheSplit();
  await run(world, MOVE);

  expect((await run(world, 'consumer suspend alpha-south crm')).stderr).toContain(
    'notice: the gateway of alpha still accepts consumer crm, and this change does not reach it',
  );
  expect(await run(world, 'consumer suspend alpha crm')).toMatchObject({ code: 0 });
  expect(servedBy(world)).toEqual([]);
  await run(world, FINISH);
  expect((await run(world, 'consumer resume alpha-south crm')).stderr).toBe('');
});
