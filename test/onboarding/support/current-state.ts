import { documentMembers } from '../../../lambda/authorizer/contract';
import type { GatewayDescriptor } from '../../../lib/descriptor';
import type { Consumer, ConsumerDraft } from '../../../lib/onboarding/consumer';
import type { CurrentApiKey, CurrentState } from '../../../lib/onboarding/plan/current-state';
import { describeStep, type Step } from '../../../lib/onboarding/plan/step';

export const GATEWAY: GatewayDescriptor = {
  version: 1,
  environment: 'lab',
  resellerId: 'alpha',
  serves: ['alpha'],
  url: 'https://alpha.gateway.example',
  restApiId: 'api1',
  stage: 'aps',
  usagePlans: { standard: 'plan-s', premium: 'plan-p' },
  authorizerFunction: 'f',
  nonceTable: 't',
  documentMembers: documentMembers(),
  accessLogGroup: 'l',
};
export const NOW = '2026-03-04T05:06:07Z';
export const CONTEXT = { gateway: GATEWAY, newApiKeyValue: 'value-of-a-new-api-key', now: NOW };

/** A consumer on tier standard. */
export function consumer(more: Partial<Consumer> = {}): Consumer {
  return {
    version: 1,
    consumerKey: 'crm',
    reseller: 'alpha',
    tier: 'standard',
    status: 'active',
    secrets: [{ value: 'first', addedAt: '2026-01-01T00:00:00Z' }],
    apiKey: { id: 'k1', value: 'value-of-the-api-key' },
    about: {},
    ...more,
  };
}

/** The API key of {@link consumer}. */
export function apiKey(more: Partial<CurrentApiKey> = {}): CurrentApiKey {
  return {
    id: 'k1',
    name: 'aps-gateway/lab/alpha/crm',
    value: 'value-of-the-api-key',
    enabled: true,
    usagePlanIds: ['plan-s'],
    ...more,
  };
}

/** Current state of consumer crm. */
export function currentState(
  stored: Consumer | 'absent' | 'scheduled',
  apiKeys: readonly CurrentApiKey[],
  sharedKeys: readonly CurrentApiKey[] = [],
): CurrentState {
  return {
    consumerKey: 'crm',
    name: 'aps-gateway/lab/alpha/crm',
    credentials:
      typeof stored === 'string' ? { state: stored } : { state: 'stored', versionId: 'v1', consumer: stored },
    apiKeys,
    sharedKeys,
  };
}

/** The kinds of steps, with what they touch. */
export function kinds(steps: readonly Step[]): string[] {
  return steps.map((step) => `${step.kind} ${describeStep(step).target.replace('aps-gateway/lab/alpha/', '')}`);
}

/** A consumer to onboard: {@link consumer} before it is stored. */
export const INTENT = { reseller: 'alpha', consumerKey: 'crm', tier: 'standard', secret: 'first', facts: {} };

/** The consumer that steps store. */
export function storedBy(steps: readonly Step[]): ConsumerDraft | undefined {
  return steps.find((step) => step.kind === 'updateCredentials' || step.kind === 'createCredentials')?.consumer;
}
