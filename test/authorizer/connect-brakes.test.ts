import { connectBrakes } from '../../lambda/authorizer/connect-brakes';
import { awsAt, callHost } from './support/call-host';

const LOCKOUT = {
  APS_GATEWAY_LOCKOUT: '{"failures":5,"withinMinutes":10,"forMinutes":30}',
  APS_GATEWAY_LOCKOUT_TABLE: 'failures',
};
const SHEDDING = { APS_GATEWAY_SHEDDING: '{"table":"levels","priorities":{}}' };

test.each([
  ['neither', {}, []],
  ['a lockout', LOCKOUT, ['lockout']],
  ['shedding', SHEDDING, ['shedding']],
  ['both', { ...LOCKOUT, ...SHEDDING }, ['lockout', 'shedding']],
])('variables that declare %s make the stages of just that', (_, variables, stages) => {
  expect(Object.keys(connectBrakes(awsAt('http://127.0.0.1:9'), callHost(), variables))).toEqual(stages);
});
