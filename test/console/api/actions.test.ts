import { actionCommand, plannedSteps, requireActionBody } from '../../../lib/console/api/actions';
import { consumerDetails, CONSUMER_FIELDS } from '../../../lib/console/api/consumer-fields';
import { resellerDetails } from '../../../lib/console/api/reseller-details';

test('the plan of a command that has steps is its steps', () => {
  const steps = [{ action: 'a', target: 'b', detail: 'c' }];

  expect(plannedSteps('suspend', { steps })).toEqual(steps);
});

test('the plan of a move of many consumers has a step for each, with the reason of those that are refused', () => {
  const results = [
    { consumerKey: 'crm', outcome: 'would move' },
    { consumerKey: 'erp', outcome: 'refused', reason: 'its record is damaged' },
  ];

  expect(plannedSteps('move-tier', { from: 'gold', to: 'premium', results })).toEqual([
    { action: 'moveTier', target: 'crm', detail: 'move from tier gold to premium' },
    { action: 'moveTier', target: 'erp', detail: 'refused: its record is damaged' },
  ]);
});

test('the plan of shedding has a step for each gateway, with the tiers that it refuses', () => {
  const gateways = [
    { gateway: 'alpha', deployed: true, tiers: [{ tier: 'trial', priority: 9 }] },
    { gateway: 'beta', deployed: true, tiers: [] },
    { gateway: 'gamma', deployed: false, tiers: [] },
  ];
  const holds = { from: 7, until: '2027-03-05T10:15:00Z' };

  expect(plannedSteps('shed', { action: 'set', environment: 'lab', holds, gateways })).toEqual([
    { action: 'set', target: 'alpha', detail: 'refuse trial (9) until 2027-03-05T10:15:00Z, at gateway' },
    { action: 'set', target: 'beta', detail: 'refuse no tier, at gateway' },
    {
      action: 'set',
      target: 'gamma',
      detail: 'deploy it with shedding declared; until then nothing changes at',
    },
  ]);
  expect(plannedSteps('shed', { action: 'stop', environment: 'lab', holds: null, gateways: [] })).toEqual([
    { action: 'stop', target: 'lab', detail: 'serve every tier again, in the environment' },
  ]);
  const automaticPause = { until: '2027-03-05T10:30:00Z', by: null };
  expect(plannedSteps('shed', { action: 'stop', environment: 'lab', automaticPause, gateways: [] })).toEqual([
    {
      action: 'stop',
      target: 'lab',
      detail: 'serve every tier again, and pause automatic shedding until 2027-03-05T10:30:00Z, in the environment',
    },
  ]);
});

test('an action on the whole environment needs no reseller', () => {
  const body = requireActionBody({ options: { from: '7', for: '15m' }, dryRun: true });

  expect(actionCommand('shed', body).words).toEqual(['shed', '--from=7', '--for=15m', '--dry-run', '--']);
});

/** Access to a gateway that declares nothing about it. */
const OPEN = {
  authentication: ['oauth1'],
  audience: 'external',
  vpcEndpoints: [],
  mutualTls: false,
  operationGroups: {},
};

test('the limits of a reseller are in words', () => {
  const quota = { limit: 9000, period: 'month', offset: 4 };
  const limits = {
    gold: { quota, throttle: { rateLimit: 7, burstLimit: 14 }, meteredBy: 'reseller', priority: 2 },
    free: { throttle: {} },
  };

  expect(resellerDetails({ reseller: { resellerId: 'alpha', limits, ...OPEN } })).toMatchObject({
    reseller: { resellerId: 'alpha' },
    limits: {
      gold: '9,000 requests a month, counted from day 5 of the month, 00:00 UTC; 7 requests a second, bursts of up to 14; shared by all consumers of a reseller; priority 2',
      free: 'no quota; no throttle',
    },
  });
});

test('a tier without a priority has the default one at a gateway that sheds load', () => {
  const limits = { free: { throttle: {} }, gold: { throttle: {}, priority: 2 } };

  expect(resellerDetails({ reseller: { limits, ...OPEN, shedsLoad: true } }).limits).toEqual({
    free: 'no quota; no throttle; priority 5',
    gold: 'no quota; no throttle; priority 2',
  });
});

test('the access to a gateway is in words', () => {
  const access = { ...OPEN, audience: 'internal', vpcEndpoints: ['vpce-0a1'] };

  expect(resellerDetails({ reseller: { limits: {}, ...access } }).access).toContainEqual([
    'Audience',
    'internal: only through vpce-0a1',
  ]);
});

test('the fields of a consumer hold what the options of the commands take', () => {
  const rules = {
    serviceHours: { days: ['mon', 'tue'], from: '08:00', until: '18:00', timeZone: 'Europe/Berlin' },
    operations: [{ methods: ['GET'], path: '/aps/2/resources/**' }],
    sourceIps: ['203.0.113.7', '198.51.100.0/24'],
  };
  const { fields } = consumerDetails({ consumer: { facts: { note: 'calls at night' }, rules } });
  const filled = fields.filter(({ text }) => text !== '').map(({ option, text }) => [option, text]);

  expect(filled).toEqual([
    ['note', 'calls at night'],
    ['service-hours', 'mon,tue 08:00-18:00 Europe/Berlin'],
    ['source-ips', '203.0.113.7,198.51.100.0/24'],
    ['operations', 'GET /aps/2/resources/**'],
  ]);
});

test('facts come before rules, named in words', () => {
  expect(CONSUMER_FIELDS[0]).toMatchObject({ option: 'display-name', label: 'Display name', isRule: false });
  expect(CONSUMER_FIELDS.at(-1)).toMatchObject({ isRule: true });
});
