import { fleetRows, type Known } from '../../../../lib/console/web/pages/fleet-rows';
import type { FindingView, ResellerView } from '../../../../lib/console/contract';

const NOTHING: Known = { consumers: undefined, usage: undefined, status: undefined, answers: undefined };
const LISTS = { children: [], contacts: [], domains: [], routes: [], retiredTiers: [], undeclaredTiers: [] };

function reseller(resellerId: string, parent?: string, gateway = resellerId): ResellerView {
  return {
    resellerId,
    gateway,
    ...LISTS,
    ...(parent !== undefined && { parent }),
    state: 'deployed',
    links: {},
    tiers: ['standard'],
    authentication: ['oauth1'],
    shedsLoad: false,
    audience: 'external' as const,
    mutualTls: false,
    operationGroups: {},
  };
}

const finding = (code: string, severity = 'attention'): FindingView => ({ code, severity, subject: 's', message: 'm' });

test('each reseller is followed by those below it, deeper by one', () => {
  const rows = fleetRows([reseller('c', 'b'), reseller('a'), reseller('b'), reseller('d', 'c')], NOTHING);

  expect(rows.map(({ resellerId, depth }) => [resellerId, depth])).toEqual([
    ['a', 0],
    ['b', 0],
    ['c', 1],
    ['d', 2],
  ]);
});

test('a reseller whose parent is not listed is a root', () => {
  expect(fleetRows([reseller('a', 'gone')], NOTHING)).toMatchObject([{ resellerId: 'a', depth: 0 }]);
});

test('refusals are those of its own gateway, day by day', () => {
  const day = { day: '2026-03-05', requests: 50, status5xx: 1 };
  const days = [
    { ...day, status4xx: 3 },
    { ...day, status4xx: 4 },
  ];
  const answers = { gateways: [{ reseller: 'a', days }] };
  const [own, below] = fleetRows([reseller('a'), reseller('b', 'a', 'a')], { ...NOTHING, answers });

  expect(own).toMatchObject({ refusals: 7, refusalsPerDay: [3, 4] });
  expect(below).not.toHaveProperty('refusals');
});

test.each([
  ['never verified', { verification: null }, null],
  ['of unknown verification', {}, 'unknown'],
])('a gateway that is %s says so', (_what, verified, expected) => {
  const gateways = [{ resellerId: 'a', state: 'deployed', findings: [], ...verified }];
  const status = { at: '', attention: 0, shared: [], gateways };

  expect(fleetRows([reseller('a')], { ...NOTHING, status })[0]?.verification).toBe(expected);
});

test.each([
  ['failed attempts', 'aps-gateway-lab-a-failed-attempts', true],
  ['throttles', 'aps-gateway-lab-a-throttles', false],
])('a gateway whose alarm on %s is open is marked for failed attempts only', (_what, subject, marked) => {
  const gateways = [{ resellerId: 'a', state: 'deployed', findings: [{ ...finding('alarm'), subject }] }];
  const status = { at: '', attention: 1, shared: [], gateways };

  expect(fleetRows([reseller('a')], { ...NOTHING, status })[0]?.failedAttempts).toBe(marked);
});

test('what ends soon is apart from what needs a look, and notes count as neither', () => {
  const findings = [
    finding('overlapEnds', 'note'),
    finding('secretExpires'),
    finding('alarm'),
    finding('lags', 'note'),
  ];
  const status = { at: '', attention: 0, shared: [], gateways: [{ resellerId: 'a', state: 'deployed', findings }] };
  const [row] = fleetRows([reseller('a')], { ...NOTHING, status });

  expect(row?.findings?.map(({ code }) => code)).toEqual(['alarm']);
  expect(row?.endings?.map(({ code }) => code)).toEqual(['overlapEnds', 'secretExpires']);
});
