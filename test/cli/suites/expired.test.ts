import { AlphaAccount } from '../support/alpha-account';
import { seed } from '../support/seed';

const alpha = new AlphaAccount();
const { json, run } = alpha;

interface Listed {
  readonly consumers: readonly { readonly consumerKey: string; readonly status: string }[];
}

const list = async (filter: string) =>
  (await json<Listed>(`consumer list ${filter}`.trim())).consumers.map(({ consumerKey }) => consumerKey);

test('an expired consumer is shown as expired wherever its state is shown', async () => {
  seed(alpha.world, 'past', { rules: { validUntil: '2001-02-03T00:00:00Z' } });
  seed(alpha.world, 'outdated', { secrets: [{ value: 'SeededSecret', validUntil: '2001-02-03T00:00:00Z' }] });
  seed(alpha.world, 'present');

  expect(await list('--status expired')).toEqual(['outdated', 'past']);
  expect(await list('--status active')).toEqual(['present']);
  expect((await run('consumer list')).stdout).toMatch(/^past +alpha +standard +expired /m);
  expect((await run('consumer show alpha past')).stdout).toMatch(/^status +expired$/m);
  expect(await json('consumer show alpha past')).toMatchObject({
    consumer: { status: 'expired' },
  });
});
