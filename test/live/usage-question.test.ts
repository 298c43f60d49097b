import { TestAws } from '../local/aws/support/clients';
import { GATEWAY } from '../onboarding/support/current-state';
import { askUsage } from './usage-question';

const TODAY = new Date().toISOString().slice(0, 10);
const aws = new TestAws();

beforeEach(async () => {
  await aws.start();
  for (const id of ['plan-s', 'plan-p']) aws.state.usagePlans.set(id, { id, name: id, stages: ['api1:aps'] });
  const dates = { createdDate: aws.time, lastUpdatedDate: aws.time };
  aws.state.apiKeys.set('k1', { id: 'k1', value: 'Zq9secret', name: 'crm', enabled: true, tags: {}, ...dates });
  aws.state.planKeys.set('plan-s', new Set(['k1']));
});
afterEach(() => aws.stop());

const answers = async () => (await askUsage(aws.gateway, GATEWAY)).map(({ answer }) => answer);

test('without any usage nothing is answered', async () => {
  expect(await answers()).toEqual([expect.stringMatching(/^no usage yet/), expect.stringMatching(/^not seen/)]);
});

test('usage of an API key that is in its plan answers only by what keys are named', async () => {
  aws.state.usage.set('plan-s', new Map([['k1', new Map([[TODAY, 3]])]]));

  expect(await answers()).toEqual(['by the id of the API key', expect.stringMatching(/^not seen/)]);
});

test('usage of an API key that has left the plan is kept', async () => {
  aws.state.usage.set('plan-p', new Map([['k1', new Map([[TODAY, 3]])]]));

  expect(await answers()).toEqual(['by the id of the API key', expect.stringMatching(/^yes/)]);
});

test('an error is the answer to both, and stops no other finding', async () => {
  aws.standIns.faults.inject({ kind: 'deny', operation: 'GetUsage' });

  expect(await answers()).toEqual([expect.stringMatching(/AccessDenied/), expect.stringMatching(/AccessDenied/)]);
});
