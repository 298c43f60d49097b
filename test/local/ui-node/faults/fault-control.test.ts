import { FAULTS_PATH, answerControl } from '../../../../lib/local/ui-node/faults/fault-control';
import { FaultList } from '../../../../lib/local/ui-node/faults/fault-list';
import { bodyOf, request } from '../../support/rest-api-fixture';

let faults: FaultList;
beforeEach(() => {
  faults = new FaultList();
  faults.replace([{ status: 507 }]);
});

function control(method: string, body = '') {
  const { status, ...rest } = answerControl(request({ method, target: FAULTS_PATH, body: Buffer.from(body) }), faults);
  return [status, JSON.parse(bodyOf({ status, ...rest }))] as const;
}

const inForce = () => faults.list().map(({ fault }) => fault);

test('GET lists the faults and their use', () => {
  expect(control('GET')).toEqual([200, { faults: [{ fault: { status: 507 }, used: 0 }] }]);
});

test('PUT replaces them', () => {
  expect(control('PUT', 'faults: [{ status: 508 }]')).toEqual([200, { faults: [{ fault: { status: 508 }, used: 0 }] }]);
  expect(inForce()).toEqual([{ status: 508 }]);
});

test('PUT with a problem names it and changes nothing', () => {
  expect(control('PUT', 'faults: [{ status: 8 }]')).toEqual([
    400,
    { message: expect.stringContaining('faults.0.status') },
  ]);
  expect(inForce()).toEqual([{ status: 507 }]);
});

test('PUT of more than 1 MB changes nothing', () => {
  expect(control('PUT', ' '.repeat(1_048_577))[0]).toBe(413);
  expect(inForce()).toEqual([{ status: 507 }]);
});

test('DELETE removes them', () => {
  expect(control('DELETE')).toEqual([200, { faults: [] }]);
  expect(inForce()).toEqual([]);
});

test('another method changes nothing', () => {
  expect(control('POST', 'faults: []')[0]).toBe(405);
  expect(inForce()).toEqual([{ status: 507 }]);
});
