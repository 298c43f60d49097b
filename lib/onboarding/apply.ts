import { OnboardingError } from './errors';
import type { Step } from './plan/step';
import type { OnboardingPorts } from './ports';

/** Told of each step once it is done. */
export type StepListener = (step: Step) => void;

/**
 * Carries steps out, one after the other. When others stored credentials for the same consumer key meanwhile, the
 * API key that was made for it is taken away again, unless theirs use it.
 */
export async function applySteps(steps: readonly Step[], ports: OnboardingPorts, onStep?: StepListener): Promise<void> {
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

/** What earlier steps made. */
interface Applied {
  apiKey?: { readonly id: string; readonly value: string };
  usagePlanId?: string;
}

async function applyStep(step: Step, { credentials, metering }: OnboardingPorts, applied: Applied): Promise<void> {
  switch (step.kind) {
    case 'createApiKey':
      applied.apiKey = await metering.createKey(step);
      return;
    case 'attachApiKey':
      applied.usagePlanId = step.usagePlanId;
      return metering.attach(step.usagePlanId, step.apiKeyId ?? made(applied).id);
    case 'detachApiKey':
      return metering.detach(step.usagePlanId, step.apiKeyId);
    case 'enableApiKey':
      return metering.setEnabled(step.apiKeyId, true);
    case 'disableApiKey':
      return metering.setEnabled(step.apiKeyId, false);
    case 'deleteApiKey':
      return metering.deleteKey(step.apiKeyId);
    case 'createCredentials': {
      const consumer = { ...step.consumer, apiKey: step.apiKey ?? made(applied) };
      return credentials.create(step.secretName, consumer, step.tags, step.kmsKeyArn);
    }
    case 'updateCredentials': {
      const consumer = { ...step.consumer, apiKey: step.apiKey ?? made(applied) };
      return credentials.update(step.secretName, consumer, step.versionId);
    }
    case 'scheduleDeletion':
      return credentials.scheduleDeletion(step.secretName, step.recoveryDays);
    case 'restoreCredentials':
      return credentials.restore(step.secretName);
  }
}

async function removeOwnKey(secretName: string, ports: OnboardingPorts, { apiKey, usagePlanId }: Applied) {
  if (!apiKey) return;
  const theirs = await ports.credentials.read(secretName);
  if (theirs.state === 'stored' && theirs.consumer.apiKey.id === apiKey.id) return;
  if (usagePlanId !== undefined) await ports.metering.detach(usagePlanId, apiKey.id);
  await ports.metering.deleteKey(apiKey.id);
}

function made({ apiKey }: Applied): { readonly id: string; readonly value: string } {
  if (!apiKey) throw new Error('a step needs the API key of an earlier step, and there is none');
  return apiKey;
}
