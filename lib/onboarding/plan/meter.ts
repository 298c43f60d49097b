import { type GatewayDescriptor, isMeteredByReseller } from '../../descriptor';
import type { Consumer, ConsumerDraft } from '../consumer';
import { consumerName, isSharedKeyValue, sharedKeyName, sharedKeyValue } from '../names';
import type { CurrentApiKey, CurrentState } from './current-state';

/** Inputs of {@link meterFor} in addition to the consumer's current state. */
export interface MeterContext {
  readonly gateway: GatewayDescriptor;
  /** Value for an API key of the consumer's own, if one has to be created: 20 to 128 alphanumeric characters. */
  readonly newApiKeyValue: string;
  /** Set to choose the API key that the tier asks for now; otherwise a consumer keeps one that serves its tier. */
  readonly remeter?: true;
}

/** The API key that meters a consumer: its own, or the one that all consumers of its reseller on its tier share. */
export interface Meter {
  readonly name: string;
  /** Set for a shared API key. It is always enabled: a suspension of one consumer must not reach the others. */
  readonly shared?: true;
  readonly enabled: boolean;
  /** Value of the API key if it has to be created. */
  readonly value: string;
  /** Absent if it has to be created. */
  readonly key?: CurrentApiKey;
  /** The consumer's own API key, which it keeps even if it is not metered by it. */
  readonly own?: CurrentApiKey;
}

/** Chooses the API key for a consumer on its desired tier. */
export function meterFor(current: CurrentState, desired: ConsumerDraft, context: MeterContext): Meter {
  const stored = current.credentials.state === 'stored' ? current.credentials.consumer : undefined;
  const own = current.apiKeys.find(({ id }) => id === stored?.apiKey.id) ?? current.apiKeys[0];
  return sharesKey(current, stored, desired, context)
    ? sharedMeter(current, stored, desired, { context, own })
    : ownMeter(stored, desired, { context, own });
}

interface Chosen {
  readonly context: MeterContext;
  readonly own: CurrentApiKey | undefined;
}

function ownMeter(stored: Consumer | undefined, desired: ConsumerDraft, { context, own }: Chosen): Meter {
  const { gateway, newApiKeyValue } = context;
  // A lost API key gets the value that is stored, so that gateways with cached credentials meter the consumer at once.
  const lost = stored && !isSharedKeyValue(stored.apiKey.value) ? stored.apiKey.value : undefined;
  return {
    name: consumerName(gateway, desired.consumerKey),
    enabled: desired.status === 'active',
    value: lost ?? newApiKeyValue,
    ...(own && { key: own, own }),
  };
}

function sharedMeter(
  { sharedKeys }: CurrentState,
  stored: Consumer | undefined,
  desired: ConsumerDraft,
  { context, own }: Chosen,
): Meter {
  const { gateway, remeter } = context;
  const name = sharedKeyName(gateway, desired);
  const named = sharedKeys.filter((key) => key.name === name);
  const key = (remeter ? undefined : named.find(({ id }) => id === stored?.apiKey.id)) ?? named[0];
  // The documents of the reseller's other consumers have the value of a lost API key, too.
  const lost =
    stored && isOn(stored, desired) && isSharedKeyValue(stored.apiKey.value) ? stored.apiKey.value : undefined;
  return {
    name,
    shared: true,
    enabled: true,
    value: lost ?? sharedKeyValue(gateway, desired),
    ...(key && { key }),
    ...(own && { own }),
  };
}

/** Tests whether the API key of its reseller must meter a consumer. */
function sharesKey(
  { apiKeys, sharedKeys }: CurrentState,
  stored: Consumer | undefined,
  desired: ConsumerDraft,
  { gateway, remeter }: MeterContext,
): boolean {
  const byReseller = isMeteredByReseller(gateway, desired.tier);
  if (!stored || remeter || !isOn(stored, desired)) return byReseller;
  const { id } = stored.apiKey;
  if (sharedKeys.some((key) => key.id === id && key.name === sharedKeyName(gateway, desired))) return true;
  return apiKeys.some((key) => key.id === id) ? false : byReseller;
}

function isOn(stored: Consumer, { reseller, tier }: ConsumerDraft): boolean {
  return stored.tier === tier && stored.reseller === reseller;
}
