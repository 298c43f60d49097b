import { ControlPlaneStandIn } from '../../../lib/local/aws/api-gateway/control-plane';
import { ApiGatewayState } from '../../../lib/local/aws/api-gateway/state';
import recorded from './control-plane.json';

const controlPlane = new ControlPlaneStandIn(new ApiGatewayState(), () => new Date('2026-03-04T05:06:07Z'));
const get = (path: string) => controlPlane.call('GET', new URL(path, 'http://localhost'), {});

test('the keys of a usage plan that does not exist are an empty list', () => {
  const { status, items } = recorded.keysOfAnUnknownPlan;

  expect(get('/usageplans/gone/keys')).toEqual({ status, body: { item: items, position: undefined } });
});

test('a usage plan that does not exist is a NotFoundException', () => {
  expect(() => get('/usageplans/gone')).toThrow(
    expect.objectContaining({ code: recorded.unknownPlan.name, message: recorded.unknownPlan.message }),
  );
});
