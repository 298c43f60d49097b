import type { EnvironmentConfig, GatewayConfig } from '../../../lib/config/environment';
import { checkFleet, fleetWarnings } from '../../../lib/config/checks/fleet-limits';
import { load } from '../support/files';

const ARN = 'arn:aws:acm:eu-west-1:111122223333:certificate/a-1';
const base = load({ alpha: `domains: [{ name: a.example, certificateArn: "${ARN}" }]` });
const [gateway] = base.gateways as [GatewayConfig];

/** An environment with as many gateways as asked for, each with one usage plan and as many domains as asked for. */
const fleet = (count: number, domains = 0): EnvironmentConfig => ({
  ...base,
  gateways: Array.from({ length: count }, () => ({ ...gateway, domains: gateway.domains.slice(0, domains) })),
});

/** Gateways with an alarm on failed attempts, each with a rule of Contributor Insights. */
const watched = (count: number): EnvironmentConfig => {
  const alarms = { failedAttempts: 40 } as NonNullable<GatewayConfig['alarms']>;
  return { ...base, gateways: fleet(count).gateways.map((one) => ({ ...one, alarms })) };
};

test('an account and region can hold 600 gateways', () => expect(checkFleet(fleet(600))).toEqual([]));

test('601 gateways are a problem of the environment, because AWS never raises that quota', () => {
  expect(checkFleet(fleet(601))).toMatchObject([
    { path: [], message: expect.stringContaining('601 gateways') as string },
  ]);
});

test.each([
  ['300 usage plans', fleet(300)],
  ['120 domains', fleet(120, 1)],
  ['100 rules of Contributor Insights', watched(100)],
])('%s are within what AWS grants', (_what, config) => expect(fleetWarnings(config)).toEqual([]));

test.each([
  ['301 usage plans', fleet(301), '301 usage plans; AWS grants 300'],
  ['121 domains', fleet(121, 1), '121 domains; AWS grants 120'],
  [
    '101 rules of Contributor Insights',
    watched(101),
    '101 rules of Contributor Insights, one for each gateway with alarms.failedAttempts; AWS grants 100',
  ],
])('%s cause a warning, because AWS raises their quota', (_what, config, told) => {
  expect(fleetWarnings(config)).toEqual([expect.stringContaining(told)]);
});
