import type { GatewayDescriptor } from '../descriptor';
import { runningFailures } from '../onboarding/plan/unlock';
import type { SourceFailures } from '../onboarding/failure-ports';
import type { Context } from './context';

/** Failed attempts that count at a gateway with a lockout, and the locks among them; none without a lockout. */
export async function readLocks(
  context: Context,
  { lockoutTable }: GatewayDescriptor,
  consumerKey: string,
): Promise<readonly SourceFailures[] | undefined> {
  if (lockoutTable === undefined) return undefined;
  const failures = await (await context.ports()).failures();
  return runningFailures(await failures.of(lockoutTable, consumerKey), context.io.now());
}

/** Locks and counts as texts, the locks first. */
export function lockTexts(locks: readonly SourceFailures[] = []): readonly string[] {
  const [locked, counted] = [locks.filter((one) => one.locked), locks.filter((one) => !one.locked)];
  return [
    ...locked.map(({ source, failures, endsAt }) => `${source} until ${endsAt.toISOString()}, ${attempts(failures)}`),
    ...counted.map(
      ({ source, failures, endsAt }) =>
        `none; ${source} has ${attempts(failures)}, counted until ${endsAt.toISOString()}`,
    ),
  ];
}

/** Locks and counts in JSON output. */
export function locksJson(locks: readonly SourceFailures[]) {
  return locks.map(({ source, failures, locked, endsAt }) => ({
    source,
    failures,
    locked,
    endsAt: endsAt.toISOString(),
  }));
}

function attempts(failures: number): string {
  return `${failures} failed attempt${failures === 1 ? '' : 's'}`;
}
