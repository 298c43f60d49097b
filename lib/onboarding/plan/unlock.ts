import type { GatewayDescriptor } from '../../descriptor';
import type { CurrentState } from './current-state';
import { OnboardingError } from '../errors';
import type { SourceFailures } from '../failure-ports';
import { requireReseller } from './require-consumer';
import type { Step } from './step';

/** One source, or all sources, of a consumer key. */
export interface UnlockIntent {
  readonly reseller: string;
  /** As `sourceOf` returns it. */
  readonly source?: string | undefined;
}

/** The table of a gateway's lockout. @throws OnboardingError `notFound` if the gateway has none */
export function requireLockout({ lockoutTable, resellerId }: GatewayDescriptor): string {
  if (lockoutTable !== undefined) return lockoutTable;
  throw new OnboardingError(
    'notFound',
    `The gateway of ${resellerId} has no lockout, so no source is locked out. "lockout" in its file or in platform.yaml declares one.`,
  );
}

/** Returns the failures that still count. */
export function runningFailures(failures: readonly SourceFailures[], now: Date): readonly SourceFailures[] {
  return failures.filter(({ endsAt }) => endsAt > now);
}

/**
 * Steps that end locks of a consumer key, and forget failures that would make new ones; none if there are none. A key
 * without a consumer can be unlocked as well: its failures count in the same way.
 */
export function planUnlock(
  {
    consumerKey,
    credentials,
    apiKeys,
    sharedKeys,
  }: Pick<CurrentState, 'consumerKey' | 'credentials' | 'apiKeys' | 'sharedKeys'>,
  failures: readonly SourceFailures[],
  { reseller, source }: UnlockIntent,
  { gateway, now }: { readonly gateway: GatewayDescriptor; readonly now: Date },
): Step[] {
  const table = requireLockout(gateway);
  const consumer = credentials.state === 'stored' ? credentials.consumer : undefined;
  if (consumer) requireReseller(consumer, reseller, gateway);
  const key = [...apiKeys, ...sharedKeys].find(({ id }) => id === consumer?.apiKey.id);
  return runningFailures(failures, now)
    .filter((one) => source === undefined || one.source === source)
    .map((one) => ({
      kind: 'unlock' as const,
      table,
      consumerKey,
      source: one.source,
      failures: one.failures,
      locked: one.locked,
      ...(key && { apiKeyId: key.id }),
    }));
}
