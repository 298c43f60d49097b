import { AlphaAccount } from '../support/alpha-account';
import { ALPHA_SHARED } from '../support/world';

const alpha = new AlphaAccount();
const { run } = alpha;
let world: AlphaAccount['world'];
let whole: unknown;
const doctor = (more = '') => run(`doctor alpha ${more}`.trim());

beforeEach(async () => {
  ({ world } = alpha);
  await alpha.onboard('crm', 'standard');
  world.deploy(ALPHA_SHARED);
  await run('consumer remeter alpha --at-once');
  await alpha.onboard('erp', 'standard');
  world.settle();
  whole = world.snapshot();
});
const sharedKey = () => [...world.state.apiKeys.values()].find(({ name }) => name.startsWith('aps-gateway-reseller/'))!;
const codes = async () =>
  (JSON.parse((await doctor('--json')).stdout) as { findings: { code: string }[] }).findings.map(({ code }) => code);

test.each<[string, () => void]>([
  ['apiKeyDisabled', () => world.state.apiKeys.set(sharedKey().id, { ...sharedKey(), enabled: false })],
  ['notMetered', () => world.state.planKeys.get('plan-standard')!.delete(sharedKey().id)],
  [
    'apiKeyMissing',
    () => {
      const { id } = sharedKey();
      world.state.planKeys.get('plan-standard')!.delete(id);
      world.state.apiKeys.delete(id);
    },
  ],
])('%s is found at every consumer, then repaired', async (code, spoil) => {
  const { value } = sharedKey();
  spoil();

  expect(await codes()).toEqual([code, code]);
  expect(await doctor('--repair')).toMatchObject({ code: 0 });
  expect(await doctor()).toMatchObject({ code: 0 });
  expect(world.snapshot()).toEqual(whole);
  expect(sharedKey().value).toBe(value);
});

test('consumers on a second shared API key are moved to the first, then the second is removed', async () => {
  const first = sharedKey();
  const second = {
    ...first,
    id: 'second',
    value: 'sharedbyreseller-second',
    createdDate: new Date(first.createdDate.getTime() + 1000),
  };
  world.state.apiKeys.set(second.id, second);
  world.state.planKeys.get('plan-standard')!.add(second.id);
  const erp = world.aws.secrets.secrets.get('aps-gateway/lab/alpha/erp')!;
  const text = erp.currentValue!.replace(first.id, second.id).replace(first.value, second.value);
  erp.add({ id: 'by-hand', value: text, createdDate: new Date() });
  erp.description = erp.description!.replace(first.id, second.id);

  expect(await codes()).toEqual(['sharedKeyTwice', 'sharedKeyUnneeded']);
  expect((await doctor('--repair')).stdout).toMatch(/^repaired erp: .*\nleft +API key second of reseller alpha/);
  expect(await doctor('--repair')).toMatchObject({ code: 0 });
  expect(await doctor()).toMatchObject({ code: 0 });
  expect(world.snapshot()).toEqual(whole);
});
