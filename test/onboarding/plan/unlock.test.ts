import type { GatewayDescriptor } from '../../../lib/descriptor';
import { planUnlock } from '../../../lib/onboarding/plan/unlock';
import type { SourceFailures } from '../../../lib/onboarding/failure-ports';

const NOW = new Date('2026-11-24T12:00:00Z');
const gateway = {
  resellerId: 'alpha',
  serves: ['alpha'],
  lockoutTable: 'alpha-failures',
} as unknown as GatewayDescriptor;
const UNKNOWN = { consumerKey: 'crm', credentials: { state: 'absent' as const }, apiKeys: [], sharedKeys: [] };

function failures(source: string, changes: Partial<SourceFailures> = {}): SourceFailures {
  return { source, failures: 7, locked: true, endsAt: new Date('2026-11-24T12:20:00Z'), ...changes };
}

const plan = (found: readonly SourceFailures[], source?: string) =>
  planUnlock(UNKNOWN, found, { reseller: 'alpha', source }, { gateway, now: NOW });

test('each source of the key is unlocked', () => {
  expect(plan([failures('198.51.100.7'), failures('2001:db8::/64', { locked: false, failures: 2 })])).toEqual([
    { kind: 'unlock', table: 'alpha-failures', consumerKey: 'crm', source: '198.51.100.7', failures: 7, locked: true },
    {
      kind: 'unlock',
      table: 'alpha-failures',
      consumerKey: 'crm',
      source: '2001:db8::/64',
      failures: 2,
      locked: false,
    },
  ]);
});

test('only a named source is unlocked', () => {
  expect(plan([failures('198.51.100.7'), failures('203.0.113.9')], '203.0.113.9')).toMatchObject([
    { source: '203.0.113.9' },
  ]);
});

test('there is nothing to do for a lock that has ended', () => {
  expect(plan([failures('198.51.100.7', { endsAt: NOW })])).toEqual([]);
});

test('a gateway without a lockout is refused', () => {
  const { lockoutTable: _, ...without } = gateway;
  expect(() => planUnlock(UNKNOWN, [], { reseller: 'alpha' }, { gateway: without, now: NOW })).toThrow(
    'The gateway of alpha has no lockout',
  );
});

describe('of a consumer', () => {
  const consumer = { consumerKey: 'crm', reseller: 'alpha', apiKey: { id: 'key-9', value: 'v' } };
  const current = {
    ...UNKNOWN,
    credentials: { state: 'stored', versionId: 'v1', consumer } as never,
    apiKeys: [{ id: 'key-9', name: 'n', enabled: true, usagePlanIds: [], value: 'v' }],
  };

  test('the API key records the change', () => {
    expect(planUnlock(current, [failures('198.51.100.7')], { reseller: 'alpha' }, { gateway, now: NOW })).toMatchObject(
      [{ apiKeyId: 'key-9' }],
    );
  });

  test('another reseller cannot unlock', () => {
    expect(() => planUnlock(current, [failures('198.51.100.7')], { reseller: 'beta' }, { gateway, now: NOW })).toThrow(
      'belongs to reseller alpha, not to beta',
    );
  });
});
