import { isObject } from '../../is-object';
import type { PublicConsumer } from '../consumer';
import { decodeDescription } from '../documents/record-codec';
import { OnboardingError } from '../errors';
import { changedMembers } from '../plan/changed-members';
import type { TrailEvent } from './audit-trail';

type Described = Omit<PublicConsumer, 'lastChange'>;

/**
 * Differences between the records that successive writes of a credentials secret carry in their Description, by the id of
 * the later event. Writes without a Description, or with one that cannot be read, have none.
 *
 * @param events oldest first
 */
export function recordChanges(
  secretName: string,
  consumerKey: string,
  events: readonly TrailEvent[],
): ReadonlyMap<string, readonly string[]> {
  const changes = new Map<string, readonly string[]>();
  let before: Described | undefined;
  for (const { id, errorCode, name, request } of events) {
    if (errorCode !== undefined || (name !== 'CreateSecret' && name !== 'UpdateSecret')) continue;
    const after = describedIn(secretName, consumerKey, request);
    if (before && after) changes.set(id, changedMembers(before, after));
    before = after;
  }
  return changes;
}

function describedIn(secretName: string, consumerKey: string, request: unknown): Described | undefined {
  const description = isObject(request) ? request.description : undefined;
  if (typeof description !== 'string') return undefined;
  try {
    const { lastChange: _change, ...consumer } = decodeDescription(secretName, consumerKey, description);
    return consumer;
  } catch (error) {
    if (error instanceof OnboardingError) return undefined;
    throw error;
  }
}
