import { Cli } from './cli';
import { ALPHA, World } from './world';
import type { GatewayDescriptor } from '../../../lib/descriptor';

const cli = new Cli();
afterAll(() => cli.remove());

/** The gateway that alpha-south gets, with tiers of the same names. */
export const SOUTH: GatewayDescriptor = {
  ...ALPHA,
  resellerId: 'alpha-south',
  serves: ['alpha-south'],
  url: 'https://south.gateway.example',
  restApiId: 'southapi01',
  usagePlans: { standard: 'plan-south-standard', premium: 'plan-south-premium' },
};
export const MOVE = 'consumer move crm --from alpha --to alpha-south';

export const worlds: World[] = [];
afterEach(() => Promise.all(worlds.splice(0).map((world) => world.stop())));

/** The end of a move that nothing speaks against. */
export const FINISH = `${MOVE} --finish`;
export const FORCED = `${FINISH} --force`;

export const run = (world: World, command: string, stdin = '') => cli.run(world.url, command.split(' '), { stdin });

/** An account in which alpha-south got its own gateway after its consumer was onboarded at alpha's. */
export async function afterTheSplit(): Promise<World> {
  const world = await new World().start();
  worlds.push(world);
  const onboard = 'consumer onboard alpha-south --key crm --tier premium --secret-stdin --note kept';
  expect(await run(world, onboard, 'SecretOfCrm')).toMatchObject({ code: 0 });
  split(world);
  return world;
}

export function split(world: World): void {
  world.deploy({ ...ALPHA, serves: ['alpha'] });
  world.deploy(SOUTH);
}

/** The resellers at whose gateways the consumer is let in and metered. */
export function servedBy(world: World): readonly string[] {
  return [ALPHA, SOUTH].flatMap(({ resellerId, restApiId, stage }) => {
    const secret = world.aws.secrets.secrets.get(`aps-gateway/lab/${resellerId}/crm`);
    if (!secret?.currentValue || secret.deletedDate) return [];
    const { status, apiKey } = JSON.parse(secret.currentValue) as { status: string; apiKey: { id: string } };
    const enabled = world.state.apiKeys.get(apiKey.id)?.enabled === true;
    const metered = world.state.findPlan(restApiId, stage, apiKey.id) !== undefined;
    return status === 'active' && enabled && metered ? [resellerId] : [];
  });
}
