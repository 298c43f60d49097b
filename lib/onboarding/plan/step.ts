import type { Consumer, ConsumerDraft } from '../consumer';
import type { Tags } from '../ports';

/** One change. An absent `apiKeyId` or `apiKey` means the API key that an earlier step creates. */
export type Step =
  | {
      readonly kind: 'createApiKey';
      readonly name: string;
      readonly value: string;
      readonly enabled: boolean;
      readonly tags: Tags;
      /** Set for an API key that all consumers of a reseller share. */
      readonly shared?: true;
    }
  | { readonly kind: 'attachApiKey'; readonly usagePlanId: string; readonly tier: string; readonly apiKeyId?: string }
  | { readonly kind: 'detachApiKey'; readonly usagePlanId: string; readonly tier: string; readonly apiKeyId: string }
  | { readonly kind: 'enableApiKey' | 'disableApiKey' | 'deleteApiKey'; readonly apiKeyId: string }
  | {
      readonly kind: 'createCredentials';
      readonly secretName: string;
      readonly consumer: ConsumerDraft;
      readonly apiKey?: Consumer['apiKey'];
      readonly tags: Tags;
      readonly kmsKeyArn?: string;
    }
  | {
      readonly kind: 'updateCredentials';
      readonly secretName: string;
      readonly consumer: ConsumerDraft;
      readonly apiKey?: Consumer['apiKey'];
      /** The version that the change replaces. */
      readonly versionId: string;
      /** Names of the members that change. */
      readonly changes: readonly string[];
    }
  | {
      /** Counts the calls from `from` to `to` (days, UTC) on all tiers against the tier's quota of `limit` calls. */
      readonly kind: 'carryUsage';
      readonly usagePlanId: string;
      readonly tier: string;
      readonly apiKeyId: string;
      readonly limit: number;
      readonly otherPlanIds: readonly string[];
      readonly from: string;
      readonly to: string;
    }
  | {
      /** Removes the failed attempts from a source, and the lock that they made. */
      readonly kind: 'unlock';
      readonly table: string;
      readonly consumerKey: string;
      readonly source: string;
      readonly failures: number;
      readonly locked: boolean;
      /** The consumer's API key, which records the change; absent for a key without a consumer. */
      readonly apiKeyId?: string;
    }
  | { readonly kind: 'scheduleDeletion'; readonly secretName: string; readonly recoveryDays: number }
  | { readonly kind: 'restoreCredentials'; readonly secretName: string };

/** A step as it is printed. */
export interface StepDescription {
  readonly action: Step['kind'];
  readonly target: string;
  readonly detail: string;
}

/** Describes a step without any secret. */
export function describeStep(step: Step): StepDescription {
  const described = (target: string, detail: string): StepDescription => ({ action: step.kind, target, detail });
  switch (step.kind) {
    case 'createApiKey':
      return described(
        step.name,
        step.enabled ? 'create the internal API key' : 'create the internal API key, disabled',
      );
    case 'attachApiKey':
      return described(step.apiKeyId ?? 'the new API key', `put it on tier ${step.tier} (${step.usagePlanId})`);
    case 'detachApiKey':
      return described(step.apiKeyId, `remove it from tier ${step.tier} (${step.usagePlanId})`);
    case 'enableApiKey':
      return described(step.apiKeyId, 'enable the API key');
    case 'disableApiKey':
      return described(step.apiKeyId, 'disable the API key');
    case 'deleteApiKey':
      return described(step.apiKeyId, 'delete the API key');
    case 'createCredentials':
      return described(step.secretName, `store the credentials (tier ${step.consumer.tier}, ${step.consumer.status})`);
    case 'updateCredentials':
      return described(step.secretName, `change ${step.changes.join(', ')}`);
    case 'carryUsage':
      return described(step.apiKeyId, `count its calls since ${step.from} against the quota of tier ${step.tier}`);
    case 'unlock':
      return described(
        step.source,
        `${step.locked ? 'unlock after' : 'forget'} ${step.failures} failed attempt${step.failures === 1 ? '' : 's'}`,
      );
    case 'scheduleDeletion':
      return described(step.secretName, `delete the credentials in ${step.recoveryDays} days`);
    case 'restoreCredentials':
      return described(step.secretName, 'cancel the deletion of the credentials');
  }
}
