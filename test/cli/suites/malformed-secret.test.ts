import { Cli } from '../support/cli';
import { World } from '../support/world';

const cli = new Cli();
const NAME = 'aps-gateway/lab/alpha/crm';
let world: World;
beforeAll(async () => {
  world = await new World().start();
  const onboard = 'consumer onboard alpha --key crm --tier standard --secret-stdin';
  await cli.run(world.url, onboard.split(' '), { stdin: 'S3cretOfCrm' });
  const SecretString = JSON.stringify({ ...world.document('crm'), about: 'junk' });
  world.aws.secrets.call('UpdateSecret', { SecretId: NAME, SecretString, ClientRequestToken: 'a'.repeat(32) });
});
afterAll(async () => {
  await world.stop();
  cli.remove();
});

test.each([
  'consumer update alpha crm --note changed',
  'consumer suspend alpha crm',
  'consumer rotate alpha crm --revert',
  'consumer offboard alpha crm --confirm crm',
])('"%s" names secret and member of a malformed document, and writes nothing', async (line) => {
  const before = world.snapshot();
  const { code, stderr } = await cli.run(world.url, line.split(' '));

  expect(code).toBe(1);
  expect(stderr).toContain(
    `error: The secret ${NAME} does not hold what this version of aps-gateway writes there: about is`,
  );
  expect(stderr).not.toMatch(/junk|S3cret/);
  expect(world.snapshot()).toEqual(before);
});
