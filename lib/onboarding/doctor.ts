import { allSettled } from './all-settled';
import type { GatewayDescriptor } from '../descriptor';
import { applySteps } from './apply';
import { planContext } from './consumers';
import { OnboardingError } from './errors';
import { type ListedConsumer, listConsumers } from './inventory/list-consumers';
import { planUpdate } from './plan/change';
import { certificateFinding, type GatewayFinding } from './plan/certificate-finding';
import { converge, type PlanContext, removeKey } from './plan/converge';
import { diagnose, type Finding, type Overview } from './plan/diagnose';
import { diagnoseSharedKeys, type SharedKeyFinding } from './plan/diagnose-shared-keys';
import type { CurrentState, MeteredApiKey } from './plan/current-state';
import type { Step } from './plan/step';
import { readApiKeys } from './inventory/read-api-keys';
import type { OnboardingPorts } from './ports';
import { readCurrentState } from './inventory/read-current-state';

/** Checks every consumer's public record, API key and usage plan at a gateway. */
export async function examine(
  ports: OnboardingPorts,
  gateway: GatewayDescriptor,
): Promise<readonly (Finding | SharedKeyFinding)[]> {
  return (await examineConsumers(ports, gateway, ports.now())).findings;
}

/** The consumers of a gateway, and their inconsistencies. */
export interface ExaminedConsumers {
  readonly overviews: readonly Overview[];
  readonly findings: readonly (Finding | SharedKeyFinding)[];
}

/** Reads every consumer's public record, API key and usage plan at a gateway, in pages; reads no secret. */
export async function examineConsumers(
  ports: Pick<OnboardingPorts, 'credentials' | 'metering'>,
  gateway: GatewayDescriptor,
  now: Date,
): Promise<ExaminedConsumers> {
  const [listed, apiKeys] = await allSettled([
    listConsumers(ports.credentials, gateway.environment, gateway),
    readApiKeys(ports.metering, gateway),
  ]);
  const entries = new Map(listed.map((entry) => [entry.consumerKey, entry]));
  const consumerKeys = [...new Set([...entries.keys(), ...apiKeys.own.keys()])].toSorted();
  const overviews = await allSettled(
    consumerKeys.map(async (consumerKey): Promise<Overview> => {
      const entry = entries.get(consumerKey);
      const credentials = !entry ? 'absent' : entry.deletedAt ? 'scheduled' : (entry.consumer ?? 'unreadable');
      const named = apiKeys.own.get(consumerKey) ?? [];
      const id = typeof credentials === 'object' ? credentials.apiKeyId : undefined;
      const other =
        id === undefined || [...named, ...apiKeys.shared].some((key) => key.id === id)
          ? undefined
          : await readKey(ports, id);
      const own = other ? [...named, other] : named;
      return { consumerKey, credentials, apiKeys: own, sharedKeys: apiKeys.shared };
    }),
  );
  const findings = [
    ...overviews.flatMap((overview) => diagnose(overview, gateway, now)),
    ...diagnoseSharedKeys(apiKeys.shared, usedKeys(listed), gateway, now),
  ];
  return { overviews, findings };
}

/** Ids of the API keys that the records of consumers name; those of offboarded ones no longer count. */
function usedKeys(listed: readonly ListedConsumer[]): ReadonlySet<string> {
  return new Set(listed.flatMap(({ consumer, deletedAt }) => (consumer && !deletedAt ? [consumer.apiKeyId] : [])));
}

/** Checks the client certificate that API Gateway generated for a gateway, if it has one. */
export async function examineCertificate(
  ports: OnboardingPorts,
  { restApiId, stage }: GatewayDescriptor,
): Promise<GatewayFinding | undefined> {
  const certificate = await ports.certificates.ofStage(restApiId, stage);
  return certificate && certificateFinding(certificate, ports.now());
}

/**
 * Repairs a finding if possible; otherwise `left` says why not.
 *
 * @param tier for consumers whose tier has no usage plan, or is not one of their reseller's
 */
export async function repair(
  ports: OnboardingPorts,
  gateway: GatewayDescriptor,
  finding: Finding | SharedKeyFinding,
  tier?: string,
): Promise<'repaired' | { readonly left: string }> {
  if (finding.code === 'sharedKeyUnneeded') return removeShared(ports, gateway, finding);
  const { repair: kind } = finding;
  if (kind === 'byHand' || kind === 'wait' || (kind === 'tier' && tier === undefined)) return { left: finding.message };
  try {
    const current = await readCurrentState(ports, gateway, finding.consumerKey);
    const context: PlanContext = { ...planContext(ports, gateway), ...(kind === 'remeter' && { remeter: true }) };
    const steps =
      kind === 'tier' && tier !== undefined
        ? changeTier(current, tier, context)
        : repairSteps(current, finding, context);
    await applySteps(steps, ports);
    return 'repaired';
  } catch (error) {
    if (error instanceof OnboardingError) return { left: error.message };
    throw error;
  }
}

/** Removes a shared API key, unless the record of a consumer names it now, or could. */
async function removeShared(
  ports: OnboardingPorts,
  gateway: GatewayDescriptor,
  { apiKeyId, repair: kind, message }: SharedKeyFinding,
): Promise<'repaired' | { readonly left: string }> {
  if (kind === 'wait') return { left: message };
  const listed = await listConsumers(ports.credentials, gateway.environment, gateway);
  const user = listed.find(({ consumer, deletedAt }) => !deletedAt && consumer?.apiKeyId === apiKeyId);
  if (user) return { left: `${message}; consumer ${user.consumerKey} still uses it` };
  const unread = listed.find(({ consumer, deletedAt }) => !deletedAt && !consumer);
  if (unread)
    return { left: `${message}; consumer ${unread.consumerKey} may use it: its public record cannot be read` };
  const key = await readKey(ports, apiKeyId);
  if (key) await applySteps(removeKey(key, gateway), ports);
  return 'repaired';
}

function changeTier(current: CurrentState, tier: string, context: PlanContext): readonly Step[] {
  if (current.credentials.state !== 'stored') return [];
  const { reseller } = current.credentials.consumer;
  return planUpdate(current, reseller, { tier, facts: {}, rules: {} }, context);
}

function repairSteps(current: CurrentState, { repair: kind, code }: Finding, context: PlanContext): readonly Step[] {
  if (current.credentials.state !== 'stored') {
    return kind === 'removeKeys' ? current.apiKeys.flatMap((key) => removeKey(key, context.gateway)) : [];
  }
  const { consumer, versionId } = current.credentials;
  const steps = converge(current, consumer, context);
  if (code !== 'recordUnreadable' || steps.some((step) => step.kind === 'updateCredentials')) return steps;
  const { apiKey, ...draft } = consumer;
  const changes = ['record'];
  return [
    ...steps,
    { kind: 'updateCredentials', secretName: current.name, consumer: draft, apiKey, versionId, changes },
  ];
}

/** Reads an API key that does not have its consumer's name. */
async function readKey(
  { metering }: Pick<OnboardingPorts, 'metering'>,
  id: string,
): Promise<MeteredApiKey | undefined> {
  const key = await metering.key(id);
  return key && { ...key, usagePlanIds: await metering.plansOf(id) };
}
