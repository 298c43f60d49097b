import { type ConformanceCase, LIST, proving } from './case';
import { REFUSAL } from './refused-cases';

const GROUPS = {
  proves: 'a consumer may call what its operation groups allow, up to its security level, and nothing else',
  failure: {
    by: 'provider',
    means: "the deployed groups are not those of platform.yaml: deploy the reseller's stack",
  },
} as const;

/** Failed attempts that lock a source out where the suite can test it; more than its other cases make. */
export const LOCKED_AFTER = 8;

/** Requests that must be refused because of their consumer or its rules, with the refusal. */
export const REFUSED_CONSUMERS: readonly ConformanceCase[] = proving(REFUSAL, [
  {
    id: 'other-gateway',
    title: "another reseller's consumer is unknown here",
    proves: 'consumers of another reseller cannot call here',
    target: LIST,
    sign: { by: 'otherGateway' },
    needs: ['secondGateway'],
    expect: { status: 401, code: 'signature_invalid' },
  },
  {
    id: 'suspended',
    title: 'a suspended consumer is refused as such',
    proves: 'a suspended consumer is locked out, and knows it',
    target: LIST,
    sign: { by: 'suspended' },
    needs: ['suspendedConsumer'],
    expect: { status: 401, code: 'consumer_suspended' },
  },
  {
    id: 'group',
    title: "a method that none of a consumer's operation groups allows is refused",
    ...GROUPS,
    method: 'DELETE',
    target: LIST,
    sign: { by: 'grouped' },
    needs: ['operationGroups', 'gatewayResponses'],
    expect: { status: 401, code: 'operation_refused', problem: 'permission_denied' },
  },
  {
    id: 'group-above-level',
    title: 'an operation group above the level of its consumer allows nothing',
    ...GROUPS,
    target: LIST,
    sign: { by: 'belowLevel' },
    needs: ['operationGroups', 'gatewayResponses'],
    expect: { status: 401, code: 'operation_refused', problem: 'permission_denied' },
  },
  {
    id: 'vpc-endpoint',
    title: 'a consumer that may call through a VPC endpoint only is refused elsewhere, whatever its headers name',
    proves: 'a consumer of an internal network cannot be used from another one',
    failure: {
      by: 'provider',
      means: "the function does not hold the rule: deploy the reseller's stack",
    },
    target: LIST,
    headers: { 'x-amzn-vpce-id': 'vpce-0123456789abcdef0' },
    sign: { by: 'inside' },
    needs: ['vpcEndpoints', 'gatewayResponses'],
    expect: { status: 401, code: 'source_vpc_endpoint_refused', problem: 'permission_denied' },
  },
  {
    id: 'locked-out',
    title: 'a source that fails too often with one consumer key is locked out of it, whether or not the key exists',
    proves: 'guesses end after the declared number of failed attempts',
    failure: {
      by: 'provider',
      means: "the gateway does not lock out: look at its table of failed attempts, and deploy the reseller's stack",
    },
    target: LIST,
    sign: { by: 'unknownKey' },
    repeat: LOCKED_AFTER + 1,
    needs: ['lockout', 'gatewayResponses'],
    expect: {
      status: 401,
      code: 'locked_out',
      problem: 'consumer_key_refused',
      headers: { 'retry-after': /^[1-9]\d*$/ },
    },
  },
]);
