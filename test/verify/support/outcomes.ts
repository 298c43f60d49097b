import type { Line } from '../../../lib/verify/line';
import { verifyGateway, type VerifyRequest } from '../../../lib/verify/verify';

/** Verifies a gateway, and returns its lines by id. */
export async function verified(
  request: Pick<VerifyRequest, 'gateway' | 'target'> & Partial<VerifyRequest>,
): Promise<ReadonlyMap<string, Line>> {
  const lines = await Promise.all(verifyGateway({ now: new Date(), throttle: false, ...request }));
  return new Map(lines.map((line) => [line.id, line]));
}

/** Ids of the lines in a state. */
export function idsOf(lines: ReadonlyMap<string, Line>, state: Line['state']): readonly string[] {
  return [...lines.values()].filter((line) => line.state === state).map(({ id }) => id);
}

/** Returns what each failed line found, so that a test that expects none says why it fails. */
export function failuresIn(lines: ReadonlyMap<string, Line>): Readonly<Record<string, string>> {
  const failed = [...lines.values()].filter(({ state }) => state === 'failed');
  return Object.fromEntries(failed.map(({ id, found }) => [id, found]));
}
