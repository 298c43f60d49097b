import { OnboardingError } from './errors';
import type { Step } from './plan/step';
import type { AwsPorts } from './ports';
import { applyCarry } from './usage/carry';

/** Called after each step. */
export type StepListener = (step: Step) => void;

/**
 * Carries out steps, one after the other. If another command stored credentials for the same consumer key meanwhile,
 * the API key that these steps created is removed again, unless the other credentials use it.
 *
 * @throws OnboardingError `conflict` when another command changed the consumer first; `failed` when AWS refuses a call
 */
export async function applySteps(steps: readonly Step[], ports: AwsPorts, onStep?: StepListener): Promise<void> {
  const applied: Applied = {};
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

/** Results of earlier steps. */
interface Applied {
  apiKey?: { readonly id: string; readonly value: string };
  usagePlanId?: string;
}

async function applyStep(step: Step, { credentials, metering }: AwsPorts, applied: Applied): Promise<void> {
  switch (step.kind) {
    case 'createApiKey':
      applied.apiKey = await metering.createKey(step);
      return;
    case 'attachApiKey':
      applied.usagePlanId = step.usagePlanId;
      return metering.attach(step.usagePlanId, step.apiKeyId ?? requireCreated(applied).id);
    case 'detachApiKey':
      return metering.detach(step.usagePlanId, step.apiKeyId);
    case 'enableApiKey':
      return metering.setEnabled(step.apiKeyId, true);
    case 'disableApiKey':
      return metering.setEnabled(step.apiKeyId, false);
    case 'deleteApiKey':
      return metering.deleteKey(step.apiKeyId);
    case 'createCredentials': {
      const consumer = { ...step.consumer, apiKey: step.apiKey ?? requireCreated(applied) };
      return credentials.create(step.secretName, consumer, step.tags, step.kmsKeyArn);
    }
    case 'updateCredentials': {
      const consumer = { ...step.consumer, apiKey: step.apiKey ?? requireCreated(applied) };
      return credentials.update(step.secretName, consumer, step.versionId);
    }
    case 'carryUsage':
      return applyCarry(metering, step);
    case 'scheduleDeletion':
      return credentials.scheduleDeletion(step.secretName, step.recoveryDays);
    case 'restoreCredentials':
      return credentials.restore(step.secretName);
  }
}

async function removeOwnKey(secretName: string, ports: AwsPorts, { apiKey, usagePlanId }: Applied) {
  if (!apiKey) return;
  const theirs = await ports.credentials.read(secretName);
  if (theirs.state === 'stored' && theirs.consumer.apiKey.id === apiKey.id) return;
  if (usagePlanId !== undefined) await ports.metering.detach(usagePlanId, apiKey.id);
  await ports.metering.deleteKey(apiKey.id);
}

function requireCreated({ apiKey }: Applied): { readonly id: string; readonly value: string } {
  if (!apiKey) throw new Error('A step needs the API key of an earlier step, but no step created one.');
  return apiKey;
}
