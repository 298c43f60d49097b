import { load } from '../support/files';
import { TIERS, child, gatewayOf } from '../support/sub-reseller';

describe('a reseller without a gateway of its own', () => {
  const files = {
    platform: TIERS,
    top: 'tiers: { gold: inherit }',
    middle: 'parent: top\ngateway: inherited',
    low: 'parent: middle\ngateway: inherited\ntiers: { gold: inherit }',
  };

  test('is served by the nearest ancestor that has one', () => {
    expect(load(files).resellers.map(({ id, gatewayOwner }) => [id, gatewayOwner])).toEqual([
      ['low', 'top'],
      ['middle', 'top'],
      ['top', 'top'],
    ]);
  });

  test('is named by that gateway, whose owner comes first', () => {
    expect(load(files).gateways.map(({ serves }) => serves)).toEqual([['top', 'low', 'middle']]);
  });
});

describe('a sub-reseller with a gateway', () => {
  test('inherits everything that it does not declare', () => {
    const {
      resellerId: _,
      displayName: __,
      serves: ___,
      ...inherited
    } = gatewayOf(child('throttle: { rateLimit: 5, burstLimit: 6 }'), 'child');
    const { resellerId, displayName, serves, ...own } = gatewayOf(
      child('throttle: { rateLimit: 5, burstLimit: 6 }'),
      'parent',
    );
    expect([resellerId, displayName, serves]).toEqual(['parent', 'parent', ['parent']]);
    expect(inherited).toEqual({ ...own, throttle: { rateLimit: 5, burstLimit: 6 } });
  });
});

test('the order of files and keys makes no difference', () => {
  const one = load({ a: 'parent: b', b: '', c: '' });
  const other = load({ c: '', b: '', a: 'parent: b' });
  expect(other).toEqual(one);
});
