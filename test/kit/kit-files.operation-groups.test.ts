import type { KitModel } from '../../lib/kit/kit-model';
import { exampleRequests } from '../../lib/kit/requests';
import { fileOf, MODEL, page, withRules } from './support';

const operationGroups: KitModel['operationGroups'] = {
  ordering: {
    level: 'B',
    operations: [{ path: '/aps/2/services/order-manager/**', methods: ['POST'] }],
    platformOperations: [{ type: 'http://orders.example/manager', verb: 'POST' }],
  },
  reports: {
    level: 'A',
    operations: [{ path: '/aps/2/resources/reports/**' }],
    platformOperations: [{ type: 'http://reports.example/engine', verb: 'GET' }],
  },
};
const grouped = { operationGroups, ...withRules({ groups: ['ordering', 'reports'], securityLevel: 'B' }) };

test('a kit names the operation groups of its consumer, its level, and the operations to enter at the platform', () => {
  const html = page(grouped);

  expect(html).toContain('<dt>Security level</dt><dd>B</dd>');
  expect(html).toContain('<dt>Operation group ordering</dt><dd>POST /aps/2/services/order-manager/**</dd>');
  expect(html).toContain('<dt>Operation group reports</dt><dd>nothing at this gateway; ask the provider</dd>');
  expect(html).toContain('what any of the operation groups below allows');
  expect(html).toContain('<code>http://orders.example/manager</code>');
  expect(html).not.toContain('reports.example');
});

test('operation groups of a consumer with operations of its own narrow these', () => {
  const html = page({ operationGroups, ...withRules({ groups: ['ordering'], operations: 'readOnly' }) });

  expect(html).toContain('readOnly, and only what any of the operation groups below allows');
});

test('operation groups narrow the requests of the collections', () => {
  expect(exampleRequests({ ...MODEL, ...grouped }).map(({ method }) => method)).toEqual(['POST']);
  expect(exampleRequests({ ...MODEL, operationGroups })).toHaveLength(5);
});

test('operation groups of a whole reseller are listed with what to enter at the platform', () => {
  const { consumer: _, ...reseller } = MODEL;
  const html = fileOf({ ...reseller, operationGroups }, 'index.html');

  expect(html).toContain('<code>http://orders.example/manager</code>');
  expect(html).toContain('<code>http://reports.example/engine</code>');
});

test('operation groups leave no trace where there are none', () => {
  expect(page()).not.toMatch(/Security level|Operation group|Allowed Operations to enter/);
});
