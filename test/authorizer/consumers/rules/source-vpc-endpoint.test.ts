import { array, assert, constantFrom, option, property } from 'fast-check';
import { sourceVpcEndpointRule } from '../../../../lambda/authorizer/consumers/rules/source-vpc-endpoint';
import { outcome } from '../../support/rules';

const ONE = 'vpce-0123456789abcdef0';
const OTHER = 'vpce-0123456789abcdef1';
const through = (allowed: unknown, vpcEndpoint: string | undefined) =>
  outcome(sourceVpcEndpointRule(allowed), { vpcEndpoint });

test('a request through a listed VPC endpoint passes', () => {
  expect(through([OTHER, ONE], ONE)).toBe('passes');
});

test.each([OTHER, ONE.toUpperCase(), `${ONE},${OTHER}`, '', undefined])('%s is not the listed VPC endpoint', (id) => {
  expect(through([ONE], id)).toBe('source_vpc_endpoint_refused');
});

test('a request passes exactly if its VPC endpoint is listed', () => {
  const id = constantFrom(ONE, OTHER, 'vpce-0a', 'constructor');
  assert(
    property(array(id, { minLength: 1 }), option(id, { nil: undefined }), (allowed, used) => {
      const passes = used !== undefined && allowed.includes(used);
      return through(allowed, used) === (passes ? 'passes' : 'source_vpc_endpoint_refused');
    }),
  );
});

test.each([
  [`vpce-0a\r\n"`, 'It is vpce-0a%0D%0A%22.'],
  [undefined, 'The request came through none.'],
])('the message names the VPC endpoint %j', (vpcEndpoint, sentence) => {
  const denied = sourceVpcEndpointRule([ONE])({ vpcEndpoint } as never);
  expect(denied?.detail.sentence).toBe(sentence);
});

test.each([undefined, null, [], ONE, {}, [7], [ONE, ''], [ONE, undefined]])('%p is not a list of ids', (declared) => {
  expect(() => sourceVpcEndpointRule(declared)).toThrow(
    'rules.sourceVpcEndpoints should be a list of ids of VPC endpoints',
  );
});
