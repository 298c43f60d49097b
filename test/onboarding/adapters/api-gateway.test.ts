import { ApiGatewayMetering } from '../../../lib/onboarding/adapters/api-gateway';
import { TestAws } from '../../local/aws/support/clients';

const aws = new TestAws();
let metering: ApiGatewayMetering;
beforeEach(async () => {
  await aws.start();
  const clock = { now: () => 0, sleep: async () => undefined };
  metering = new ApiGatewayMetering(aws.gateway, clock);
});
afterEach(() => aws.stop());

test('the keys of a usage plan without keys are an empty list', async () => {
  aws.state.usagePlans.set('empty', { id: 'empty', name: 'empty', stages: ['api1:aps'] });

  expect(await metering.planKeys('empty')).toEqual([]);
});

test('a usage plan that does not exist is an error, although AWS lists no keys for it', async () => {
  await expect(metering.planKeys('gone')).rejects.toThrow(/NotFoundException/);
});
