import type { GatewayStatus } from '../../contract';

/** Health of UI nodes that single routes have. */
export interface BackendHealth {
  readonly state: 'alarm' | 'held' | 'failed' | 'not measured';
  /** Day of the verification; absent if none says it. */
  readonly day?: string;
}

/** Returns the health of UI nodes by their open alarm, otherwise by the last verification of their gateway. */
export function backendHealth(brandEndpoint: string, { findings, verification }: GatewayStatus): BackendHealth {
  const alarm = `-ui-nodes-${URL.canParse(brandEndpoint) ? new URL(brandEndpoint).host : ''}`;
  if (findings.some(({ code, subject }) => code === 'alarm' && subject.endsWith(alarm))) return { state: 'alarm' };
  const state = verification?.backends?.[brandEndpoint] ?? 'unknown';
  return verification && state !== 'unknown' ? { state, day: verification.at.slice(0, 10) } : { state: 'not measured' };
}
