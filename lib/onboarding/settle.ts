import { applySteps } from './apply';
import type { CurrentState } from './plan/current-state';
import type { Step } from './plan/step';
import type { OnboardingPorts } from './ports';

/** A new API key "might take a few minutes" to work everywhere (API Gateway developer guide, "Usage plans and API keys"). */
export const SETTLING_MS = 300_000;

/**
 * Applies steps that may put a consumer on another API key. As long as that key is too new to work everywhere, only the
 * steps before the change of the credentials are applied, so the consumer keeps the key that works.
 */
export async function applySettled(
  ports: OnboardingPorts,
  current: CurrentState,
  steps: readonly Step[],
): Promise<'applied' | 'prepared'> {
  if (isSettled(current, steps, ports.now())) {
    await applySteps(steps, ports);
    return 'applied';
  }
  const change = steps.findIndex(({ kind }) => kind === 'updateCredentials');
  await applySteps(steps.slice(0, change), ports);
  return 'prepared';
}

/** Tests whether steps can be applied at once. */
export function isSettled({ credentials, apiKeys, sharedKeys }: CurrentState, steps: readonly Step[], now: Date) {
  const change = steps.find((step) => step.kind === 'updateCredentials');
  if (!change || credentials.state !== 'stored' || credentials.consumer.status !== 'active') return true;
  // A suspension does not wait.
  if (change.consumer.status !== 'active') return true;
  const keys = [...apiKeys, ...sharedKeys];
  const old = keys.find(({ id }) => id === credentials.consumer.apiKey.id);
  const works = old?.enabled && old.usagePlanIds.length > 0;
  if (!works || change.apiKey?.id === old.id) return true;
  const next = keys.find(({ id }) => id === change.apiKey?.id);
  return next !== undefined && now.getTime() - (next.createdAt?.getTime() ?? 0) >= SETTLING_MS;
}
