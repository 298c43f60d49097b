import type { GatewayDescriptor } from '../descriptor';
import { applySteps } from './apply';
import type { OnboardingOutside } from './consumers';
import { OnboardingError } from './errors';
import { listConsumers } from './inventory/list-consumers';
import { converge, removeKey } from './plan/converge';
import { diagnose, type Finding, type Overview } from './plan/diagnose';
import type { PresentApiKey, PresentConsumer } from './plan/current-state';
import type { Step } from './plan/step';
import { readApiKeys } from './inventory/read-api-keys';
import { readPresent } from './inventory/read-current-state';

/** Looks over a gateway: every consumer's record, every API key and every usage plan, in pages; reads no secret. */
export async function examine(outside: OnboardingOutside, gateway: GatewayDescriptor): Promise<readonly Finding[]> {
  const [listed, apiKeys] = await Promise.all([
    listConsumers(outside.credentials, gateway.environment, gateway),
    readApiKeys(outside.metering, gateway),
  ]);
  const entries = new Map(listed.map((entry) => [entry.consumerKey, entry]));
  const consumerKeys = [...new Set([...entries.keys(), ...apiKeys.keys()])].toSorted();
  const overviews = await Promise.all(
    consumerKeys.map(async (consumerKey): Promise<Overview> => {
      const entry = entries.get(consumerKey);
      const credentials = !entry ? 'absent' : entry.deletedAt ? 'scheduled' : (entry.consumer ?? 'unreadable');
      const named = apiKeys.get(consumerKey) ?? [];
      const id = typeof credentials === 'object' ? credentials.apiKeyId : undefined;
      const other = id === undefined || named.some((key) => key.id === id) ? undefined : await readKey(outside, id);
      return { consumerKey, credentials, apiKeys: other ? [...named, other] : named };
    }),
  );
  return overviews.flatMap((overview) => diagnose(overview, gateway, outside.now()));
}

/** Mends what a finding tells, as far as can be; `left` tells why not. */
export async function repair(
  outside: OnboardingOutside,
  gateway: GatewayDescriptor,
  finding: Finding,
): Promise<'repaired' | { readonly left: string }> {
  if (finding.repair === 'byHand' || finding.repair === 'wait') return { left: finding.message };
  try {
    const present = await readPresent(outside, gateway, finding.consumerKey);
    await applySteps(repairSteps(present, gateway, finding, outside.newApiKeyValue()), outside);
    return 'repaired';
  } catch (error) {
    if (error instanceof OnboardingError) return { left: error.message };
    throw error;
  }
}

function repairSteps(
  present: PresentConsumer,
  gateway: GatewayDescriptor,
  { repair: kind, code }: Finding,
  newApiKeyValue: string,
): readonly Step[] {
  if (present.credentials.state !== 'stored') {
    return kind === 'removeKeys' ? present.apiKeys.flatMap((key) => removeKey(key, gateway)) : [];
  }
  const { consumer, versionId } = present.credentials;
  const steps = converge(present, consumer, { gateway, newApiKeyValue });
  if (code !== 'recordUnreadable' || steps.some((step) => step.kind === 'updateCredentials')) return steps;
  const { apiKey, ...draft } = consumer;
  const changes = ['record'];
  return [
    ...steps,
    { kind: 'updateCredentials', secretName: present.name, consumer: draft, apiKey, versionId, changes },
  ];
}

/** An API key that does not have its consumer's name. */
async function readKey({ metering }: OnboardingOutside, id: string): Promise<PresentApiKey | undefined> {
  const key = await metering.key(id);
  return key && { ...key, usagePlanIds: await metering.plansOf(id) };
}
