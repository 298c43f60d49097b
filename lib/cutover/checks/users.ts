import { type ListedStatus, statusOf } from '../../onboarding/inventory/filter-consumers';
import type { ListedConsumer } from '../../onboarding/inventory/list-consumers';
import type { CutoverCheck } from '../check';

/** A user of the platform whom the gateway would refuse after the cut-over. */
export interface RefusedUser {
  readonly consumerKey: string;
  readonly why: string;
}

/** The users of the platform, compared with the consumers of the gateway. */
export interface ComparedUsers {
  readonly served: readonly string[];
  readonly refused: readonly RefusedUser[];
  /** Consumers of the reseller that are not among the users. */
  readonly unlisted: readonly string[];
}

const WHY: Readonly<Record<Exclude<ListedStatus, 'active'>, string>> = {
  suspended: 'is suspended',
  expired: 'has expired',
  offboarded: 'is offboarded',
  unreadable: 'has a public record that cannot be read',
};

/** Compares the consumer keys of a reseller's users on the platform with the consumers at its gateway. */
export function compareUsers(
  userKeys: readonly string[],
  listed: readonly ListedConsumer[],
  reseller: string,
  now: Date,
): ComparedUsers {
  const entries = new Map(listed.map((entry) => [entry.consumerKey, entry]));
  const keys = [...new Set(userKeys)].toSorted();
  const refused = keys.flatMap((consumerKey) => {
    const why = refusal(entries.get(consumerKey), reseller, now);
    return why === undefined ? [] : [{ consumerKey, why }];
  });
  const refusedKeys = new Set(refused.map(({ consumerKey }) => consumerKey));
  return {
    served: keys.filter((key) => !refusedKeys.has(key)),
    refused,
    unlisted: listed
      .filter((entry) => entry.consumer?.reseller === reseller && statusOf(entry, now) === 'active')
      .map(({ consumerKey }) => consumerKey)
      .filter((key) => !keys.includes(key)),
  };
}

/** Checks that the gateway serves every user of the reseller on the platform. */
export function checkUsers(users: ComparedUsers | undefined): CutoverCheck {
  if (users === undefined) {
    return {
      id: 'users',
      verdict: 'unknown',
      found: 'The users of the platform are not known: it does not let other systems list their consumer keys.',
      remedy:
        "List the consumer keys of the reseller's users, one a line, and give the file with --users. The reseller control panel shows each key on the tab APS Bus Access of its user.",
    };
  }
  const { served, refused, unlisted } = users;
  const extra =
    unlisted.length === 0 ? '' : ` Onboarded, but not on your list, which may be incomplete: ${unlisted.join(', ')}.`;
  if (refused.length === 0 && served.length > 0)
    return {
      id: 'users',
      verdict: 'holds',
      found: `The gateway serves every user on your list (${served.length}).${extra}`,
    };
  const named = refused.map(({ consumerKey, why }) => `${consumerKey} ${why}`).join('; ');
  return {
    id: 'users',
    verdict: 'fails',
    found:
      refused.length === 0
        ? `Your list has no user.${extra}`
        : `Of ${counted(served.length + refused.length)}, the gateway would refuse ${refused.length}: ${named}.${extra}`,
    remedy:
      'Onboard the missing ones with "aps-gateway consumer onboard" or "consumer import", resume or extend the others, or delete them on the platform.',
  };
}

function refusal(entry: ListedConsumer | undefined, reseller: string, now: Date): string | undefined {
  if (entry === undefined) return 'is not onboarded';
  const status = statusOf(entry, now);
  if (status !== 'active') return WHY[status];
  const { consumer } = entry;
  if (consumer?.reseller !== reseller) return `is onboarded for reseller ${consumer?.reseller}`;
  const { validFrom } = consumer.rules ?? {};
  return validFrom !== undefined && Date.parse(validFrom) > now.getTime()
    ? `is valid only from ${validFrom}`
    : undefined;
}

function counted(users: number): string {
  return users === 1 ? '1 user' : `${users} users`;
}
