import { nodeOfRoute } from '../../lambda/forwarder/node-of-route';

const made: string[] = [];
const clients = new Map<unknown, string>();
const clientOf = (origin: string) => {
  const client = () => Promise.reject(new Error(origin));
  made.push(origin);
  clients.set(client, origin);
  return client;
};
const OWN = JSON.stringify({ '/2/orders': 'https://orders.test:8443', '/2/orders/archive': 'https://archive.test' });
const nodeOf = nodeOfRoute('https://brand.test', OWN, clientOf);

test.each([
  ['/2/resources', 'https://brand.test', 'brand.test'],
  ['/2/resources/{proxy+}', 'https://brand.test', 'brand.test'],
  ['/2/orders', 'https://orders.test:8443', 'orders.test:8443'],
  ['/2/orders/{proxy+}', 'https://orders.test:8443', 'orders.test:8443'],
  ['/2/orders/archive/{proxy+}', 'https://archive.test', 'archive.test'],
  ['/2/orders/archive/more', 'https://brand.test', 'brand.test'],
  ['constructor', 'https://brand.test', 'brand.test'],
])('%s is served by %s', (resource, origin, host) => {
  const chosen = nodeOf(resource);
  expect([clients.get(chosen.callNode), chosen.host]).toEqual([origin, host]);
});

test('each origin has one client, made before the first request', () => {
  expect(made).toEqual(['https://brand.test', 'https://orders.test:8443', 'https://archive.test']);
});

test('without routes of their own all are served by the brand endpoint', () => {
  expect(nodeOfRoute('https://brand.test', undefined, clientOf)('/2/orders').host).toBe('brand.test');
});
