import { FaultList } from '../../../../lib/local/ui-node/faults/fault-list';
import type { NodeFault } from '../../../../lib/local/ui-node/faults/node-fault';

function listOf(...faults: readonly NodeFault[]): FaultList {
  const list = new FaultList();
  list.replace(faults);
  return list;
}

const GET = { method: 'GET', target: '/aps/2/resources?limit(0,3)' };

test('without a list no request gets a fault', () => {
  expect(new FaultList().take(GET)).toBeUndefined();
});

test('the first fault that matches decides', () => {
  expect(listOf({ method: 'PUT', status: 501 }, { status: 502 }, { status: 503 }).take(GET)).toEqual({ status: 502 });
});

test('a fault that is used up leaves the request to the next one', () => {
  const list = listOf({ times: 2, status: 502 }, { status: 503 });
  expect([1, 2, 3].map(() => list.take(GET)?.status)).toEqual([502, 502, 503]);
});

test.each([
  ['/aps/2/resources', true],
  ['/aps/2', true],
  ['/aps/2/', true],
  ['/', true],
  ['/aps/2/resources/', false],
  ['/aps/2/res', false],
  ['/aps/2/resources/x', false],
])('a fault for %s matches a request for /aps/2/resources: %s', (path, matches) => {
  expect(listOf({ path, status: 502 }).take(GET) !== undefined).toBe(matches);
});

test('a fault with a host is for requests to that host', () => {
  const list = listOf({ host: 'orders.example.com', status: 502 });
  expect(list.take({ ...GET, host: 'brand.example.com' })).toBeUndefined();
  expect(list.take({ ...GET, host: 'orders.example.com' })).toMatchObject({ status: 502 });
});

test('a request to something other than a UI node gets only a fault that names its host', () => {
  const keys = { ...GET, host: 'login.example.com', isForOthers: true };
  expect(listOf({ status: 502 }).take(keys)).toBeUndefined();
  expect(listOf({ status: 502 }, { host: 'login.example.com', status: 503 }).take(keys)).toMatchObject({ status: 503 });
});

test('the list counts how often each fault was used', () => {
  const list = listOf({ method: 'PUT', status: 501 }, { status: 502 });
  list.take(GET);
  list.take(GET);
  expect(list.list().map(({ used }) => used)).toEqual([0, 2]);
});

test('a new list starts counting again', () => {
  const list = listOf({ times: 1, status: 502 });
  list.take(GET);
  list.replace([{ times: 1, status: 504 }]);
  expect(list.take(GET)).toEqual({ times: 1, status: 504 });
});
