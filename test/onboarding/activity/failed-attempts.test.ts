import type { GatewayDescriptor } from '../../../lib/descriptor';
import { readFailedAttempts } from '../../../lib/onboarding/activity/failed-attempts';
import type { LogRow, LogSearchRequest } from '../../../lib/onboarding/ports';

const NOW = new Date('2026-11-24T12:00:00Z');
const DAY_BEFORE = new Date('2026-11-23T12:00:00Z');
const GATEWAY = { accessLogGroup: '/aps-gateway/lab/alpha/access' } as unknown as GatewayDescriptor;
const WITH_RULE = { ...GATEWAY, failureRule: 'alpha-failed-attempts' };

/** Ports that record what is asked. */
function portsOf(rows: readonly LogRow[], kept: Date | undefined = DAY_BEFORE) {
  const asked: unknown[] = [];
  const ports = {
    logs: async () => ({
      keptSince: async () => kept,
      query: async (request: LogSearchRequest) => {
        asked.push(request);
        return rows;
      },
    }),
    failureReports: async () => ({
      contributors: async (...request: readonly unknown[]) => {
        asked.push(request);
        return [
          { keys: ['crm', '203.0.113.9'], count: 3 },
          { keys: ['erp', '203.0.113.9'], count: 70 },
          { keys: ['crm', '2001:db8::/64'], count: 12 },
        ];
      },
    }),
  };
  return { ports, asked };
}

describe('without a rule', () => {
  test('the log is searched, and its rows are added up by source', async () => {
    const { ports, asked } = portsOf([
      { failedFrom: '203.0.113.9', reason: 'nonce_used', failures: '2' },
      { failedFrom: '198.51.100.7', reason: 'signature_invalid', failures: '5' },
      { failedFrom: '198.51.100.7', reason: 'locked_out', failures: '4' },
    ]);
    expect(await readFailedAttempts(ports, GATEWAY, 'crm', NOW)).toEqual({
      from: DAY_BEFORE,
      to: NOW,
      by: 'Logs Insights',
      sources: [
        { source: '198.51.100.7', failures: 9, reasons: { signature_invalid: 5, locked_out: 4 } },
        { source: '203.0.113.9', failures: 2, reasons: { nonce_used: 2 } },
      ],
    });
    expect(asked).toEqual([
      {
        logGroup: '/aps-gateway/lab/alpha/authorizer',
        query: 'filter failedKey = "crm" | stats count(*) as failures by failedFrom, reason',
        from: DAY_BEFORE,
        to: NOW,
      },
    ]);
  });

  test('a gateway without a log has none', async () => {
    const ports = { ...portsOf([]).ports, logs: async () => ({ keptSince: async () => undefined, query: jest.fn() }) };
    expect((await readFailedAttempts(ports, GATEWAY, 'crm', NOW)).sources).toEqual([]);
  });
});

test('with a rule, its report is read, and lists the sources of the key only', async () => {
  const { ports, asked } = portsOf([]);
  expect(await readFailedAttempts(ports, WITH_RULE, 'crm', NOW)).toEqual({
    from: DAY_BEFORE,
    to: NOW,
    by: 'Contributor Insights',
    sources: [
      { source: '2001:db8::/64', failures: 12 },
      { source: '203.0.113.9', failures: 3 },
    ],
  });
  expect(asked).toEqual([['alpha-failed-attempts', DAY_BEFORE, NOW]]);
});
