import type { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { cleanUp } from './clean-up';
import type { Clients } from './clients';
import { STACKS } from './scratch';

/** Cleans up an account without stacks, whose other services refuse every call; returns the stacks that were looked up. */
async function lookedUp(): Promise<readonly string[]> {
  const names: string[] = [];
  const refusing = { send: () => Promise.reject(new Error('not authorized')) };
  const cloudFormation = {
    send: ({ input: { StackName = '' } }: DescribeStacksCommand) => {
      names.push(StackName);
      return Promise.reject(new Error(`Stack with id ${StackName} does not exist`));
    },
  };
  const others = { apiGateway: refusing, iam: refusing, logs: refusing, secrets: refusing, ssm: refusing };
  await cleanUp({ ...others, cloudFormation } as unknown as Clients, () => undefined);
  return names;
}

test('every stack of a run is removed, whatever else fails', async () => {
  expect((await lookedUp()).toSorted()).toEqual(Object.values(STACKS).toSorted());
});

test("the platform's stack is removed after the stacks of all gateways", async () => {
  const names = await lookedUp();
  const gateways = [STACKS.failing, STACKS.internal, STACKS.gateway];
  expect(names.slice(0, names.indexOf(STACKS.platform)).toSorted()).toEqual(gateways.toSorted());
});
