import type { LastChange } from './consumer';
import { OnboardingError } from './errors';
import type { Step } from './plan/step';
import type { AwsPorts, OnboardingPorts } from './ports';
import { applyCarry } from './usage/carry';

/** Called after each step. */
export type StepListener = (step: Step) => void;

/** The change that is being made now: its time, and its caller if AWS reports it. */
export async function changeNow({ now, caller }: Pick<OnboardingPorts, 'now' | 'caller'>): Promise<LastChange> {
  const by = await caller();
  return { at: now().toISOString(), ...(by !== undefined && { by }) };
}

/**
 * Carries out steps, one after the other, and records who did it in the same calls. If another command stored credentials
 * for the same consumer key meanwhile, the API key that these steps created is removed again, unless the other credentials
 * use it or it is shared.
 *
 * @throws OnboardingError `conflict` when another command changed the consumer first; `failed` when AWS refuses a call
 */
export async function applySteps(steps: readonly Step[], ports: OnboardingPorts, onStep?: StepListener): Promise<void> {
  if (steps.length === 0) return;
  const applied: Applied = { lastChange: await changeNow(ports) };
  const unrecorded = unrecordedKey(steps);
  if (unrecorded !== undefined) await ports.metering.recordChange(unrecorded, applied.lastChange);
  for (const step of steps) {
    try {
      await applyStep(step, ports, applied);
    } catch (error) {
      if (step.kind === 'createCredentials' && error instanceof OnboardingError && error.code === 'conflict') {
        await removeOwnKey(step.secretName, ports, applied);
      }
      throw error;
    }
    onStep?.(step);
  }
}

/** Steps whose calls record the change, or leave nothing to record it at. */
const RECORDING: ReadonlySet<Step['kind']> = new Set([
  'createApiKey',
  'enableApiKey',
  'disableApiKey',
  'deleteApiKey',
  'createCredentials',
  'updateCredentials',
]);

/** The API key that steps are about, if none of them records the change. */
function unrecordedKey(steps: readonly Step[]): string | undefined {
  if (steps.some(({ kind }) => RECORDING.has(kind))) return undefined;
  return steps.map((step) => ('apiKeyId' in step ? step.apiKeyId : undefined)).find((id) => id !== undefined);
}

/** The change, and results of earlier steps. */
interface Applied {
  readonly lastChange: LastChange;
  apiKey?: { readonly id: string; readonly value: string };
  /** Set if other consumers may use the API key. */
  shared?: boolean;
  usagePlanId?: string;
}

async function applyStep(step: Step, ports: AwsPorts, applied: Applied): Promise<void> {
  const { credentials, metering } = ports;
  const { lastChange } = applied;
  switch (step.kind) {
    case 'createApiKey':
      applied.apiKey = await metering.createKey({ ...step, lastChange });
      applied.shared = step.shared === true;
      return;
    case 'attachApiKey':
      applied.usagePlanId = step.usagePlanId;
      return metering.attach(step.usagePlanId, step.apiKeyId ?? requireCreated(applied).id);
    case 'detachApiKey':
      return metering.detach(step.usagePlanId, step.apiKeyId);
    case 'enableApiKey':
      return metering.setEnabled(step.apiKeyId, true, lastChange);
    case 'disableApiKey':
      return metering.setEnabled(step.apiKeyId, false, lastChange);
    case 'deleteApiKey':
      return metering.deleteKey(step.apiKeyId);
    case 'createCredentials': {
      const consumer = { ...step.consumer, apiKey: step.apiKey ?? requireCreated(applied) };
      return credentials.create(step.secretName, consumer, { tags: step.tags, kmsKeyArn: step.kmsKeyArn, lastChange });
    }
    case 'updateCredentials': {
      const consumer = { ...step.consumer, apiKey: step.apiKey ?? requireCreated(applied) };
      return credentials.update(step.secretName, consumer, step.versionId, lastChange);
    }
    case 'carryUsage':
      return applyCarry(metering, step);
    case 'unlock':
      return (await ports.failures()).forget(step.table, step.consumerKey, step.source);
    case 'scheduleDeletion':
      return credentials.scheduleDeletion(step.secretName, step.recoveryDays);
    case 'restoreCredentials':
      return credentials.restore(step.secretName);
  }
}

async function removeOwnKey(secretName: string, ports: AwsPorts, { apiKey, shared, usagePlanId }: Applied) {
  if (!apiKey || shared) return;
  const theirs = await ports.credentials.read(secretName);
  if (theirs.state === 'stored' && theirs.consumer.apiKey.id === apiKey.id) return;
  if (usagePlanId !== undefined) await ports.metering.detach(usagePlanId, apiKey.id);
  await ports.metering.deleteKey(apiKey.id);
}

function requireCreated({ apiKey }: Applied): { readonly id: string; readonly value: string } {
  if (!apiKey) throw new Error('A step needs the API key of an earlier step, but no step created one.');
  return apiKey;
}
