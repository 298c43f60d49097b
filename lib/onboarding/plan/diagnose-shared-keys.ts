import { type GatewayDescriptor, isMeteredByReseller } from '../../descriptor';
import { type SharedMeter, sharedMeterOf } from '../names';
import type { MeteredApiKey } from './current-state';
import { UNDER_WAY_MS } from './diagnose';

/** A shared API key that the gateway does not need. */
export interface SharedKeyFinding extends SharedMeter {
  readonly code: 'sharedKeyUnneeded';
  readonly apiKeyId: string;
  /** A sentence for the person who runs the command. */
  readonly message: string;
  readonly repair: 'removeSharedKey' | 'wait';
}

/**
 * Finds shared API keys to remove: second ones of a reseller and tier, and those of tiers that are not metered by
 * reseller, or of resellers that the gateway no longer serves. The oldest of a metered tier stays even if no consumer uses it: reports need it for the calls that it counted.
 *
 * @param sharedKeys oldest first
 * @param used ids of the API keys that consumers' records name
 */
export function diagnoseSharedKeys(
  sharedKeys: readonly MeteredApiKey[],
  used: ReadonlySet<string>,
  gateway: GatewayDescriptor,
  now: Date,
): readonly SharedKeyFinding[] {
  return sharedKeys.flatMap((key): SharedKeyFinding[] => {
    const meter = sharedMeterOf(gateway, key.name);
    if (!meter) return [];
    const isSecond = sharedKeys.find(({ name }) => name === key.name) !== key;
    const { reseller, tier } = meter;
    const isServed = gateway.serves.includes(reseller) && isMeteredByReseller(gateway, tier);
    const isNeeded = used.has(key.id) || isServed;
    if (!isSecond && isNeeded) return [];
    const what = `API key ${key.id} of reseller ${reseller} on tier ${tier}`;
    const finding = { code: 'sharedKeyUnneeded', ...meter, apiKeyId: key.id } as const;
    if (now.getTime() - (key.createdAt?.getTime() ?? 0) < UNDER_WAY_MS) {
      const message = `${what} may belong to an onboarding that is running; look again in two minutes`;
      return [{ ...finding, message, repair: 'wait' }];
    }
    if (isSecond && used.has(key.id)) {
      const message = `${what} is a second one; when no consumer has used it for some minutes, another run removes it`;
      return [{ ...finding, message, repair: 'wait' }];
    }
    const message = isSecond
      ? `${what} is a second one`
      : `${what} is no longer needed; without it, reports lack the calls that it counted`;
    return [{ ...finding, message, repair: 'removeSharedKey' }];
  });
}
