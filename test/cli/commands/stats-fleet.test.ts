import { AlphaAccount } from '../support/alpha-account';

const alpha = new AlphaAccount();

interface FleetStats {
  readonly gateways: readonly {
    readonly reseller: string;
    readonly days: readonly {
      readonly day: string;
      readonly requests: number;
      readonly status4xx: number;
      readonly status5xx: number;
    }[];
  }[];
}

function answered(reseller: string, ...statuses: readonly string[]): void {
  for (const status of statuses)
    alpha.world.aws.logs.put(`/aps-gateway/lab/${reseller}/api01/access`, JSON.stringify({ requestId: 'x', status }));
}

test('the answers of every gateway are counted by day', async () => {
  answered('alpha', '200', '200', '401', '429', '404', '502');
  const { gateways } = await alpha.json<FleetStats>('stats --all --since 3d --json');
  const own = gateways.find(({ reseller }) => reseller === 'alpha');

  expect(own?.days.map(({ requests, status4xx, status5xx }) => [requests, status4xx, status5xx])).toEqual([
    [0, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
    [6, 3, 1],
  ]);
  expect(own?.days.at(-1)?.day).toBe(new Date().toISOString().slice(0, 10));
});

test('a line for each gateway shows their sums', async () => {
  answered('alpha', '200', '401');
  const { stdout, code } = await alpha.run('stats --all');

  expect(code).toBe(0);
  expect(stdout).toMatch(/^alpha +2 +1 +0$/m);
});

test('a missing permission is named', async () => {
  alpha.world.aws.faults.inject({ kind: 'deny', operation: 'GetMetricData' });
  const { code, stderr } = await alpha.run('stats --all');

  expect([code, stderr]).toEqual([1, expect.stringContaining('cloudwatch:GetMetricData')]);
});

test.each(['stats', 'stats alpha --all'])('"%s" is refused: either a reseller or --all', async (commandLine) => {
  expect(await alpha.run(commandLine)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Give either the id of a reseller or --all.') as string,
  });
});
