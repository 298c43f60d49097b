import { backendHealth } from '../../../../lib/console/web/pages/backend-health';
import type { GatewayStatus } from '../../../../lib/console/contract';

const ORDERS = 'https://orders.provider.test';
const VERIFICATION = { at: '2026-03-05T10:15:00.000Z', held: 17, failed: ['backends'], unknown: [] };

function health(backends: Record<string, 'held' | 'failed' | 'unknown'> | undefined, alarm?: string) {
  const finding = { code: 'alarm', severity: 'attention', subject: alarm ?? '', message: 'the alarm is open' };
  const status: GatewayStatus = {
    resellerId: 'alpha',
    state: 'deployed',
    verification: { ...VERIFICATION, ...(backends && { backends }) },
    findings: alarm === undefined ? [] : [finding],
  };
  return backendHealth(ORDERS, status);
}

test.each(['held', 'failed'] as const)('a backend that %s in the last verification has its day', (state) => {
  expect(health({ [ORDERS]: state, 'https://carts.provider.test': 'unknown' })).toEqual({ state, day: '2026-03-05' });
});

test.each<[string, Parameters<typeof health>[0]]>([
  ['the last verification did not ask it', { 'https://carts.provider.test': 'held' }],
  ['it could not be asked', { [ORDERS]: 'unknown' }],
  ['a verification of an earlier version does not say', undefined],
])('the health of a backend is not measured if %s', (_why, backends) => {
  expect(health(backends)).toEqual({ state: 'not measured' });
});

test('an open alarm on a backend counts more than its verification', () => {
  expect(health({ [ORDERS]: 'held' }, 'ApsGateway-lab-alpha-ui-nodes-orders.provider.test')).toEqual({
    state: 'alarm',
  });
});

test('the alarm on another backend does not concern it', () => {
  const alarm = 'ApsGateway-lab-alpha-ui-nodes-carts.provider.test';

  expect(health({ [ORDERS]: 'held' }, alarm)).toMatchObject({ state: 'held' });
});

test('a gateway that was never verified has no measured backend', () => {
  const status = { resellerId: 'alpha', state: 'deployed', verification: null, findings: [] };

  expect(backendHealth(ORDERS, status)).toEqual({ state: 'not measured' });
});
