import { plannedSteps } from '../../../lib/console/api/actions';
import { consumerDetails, CONSUMER_FIELDS } from '../../../lib/console/api/consumer-fields';

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
