import { OnboardingError } from '../../onboarding/errors';
import type { ReadRecords } from '../../onboarding/records/records';
import type { Output } from './output';

/**
 * Says which records of a file are skipped because they are those of other resellers.
 *
 * @throws OnboardingError `usage` when the file has records of other resellers only: it is not the reseller's file
 */
export function noticeSkipped(
  out: Output,
  reseller: string,
  { records, skipped }: Pick<ReadRecords, 'records' | 'skipped'>,
): void {
  if (skipped.size === 0) return;
  const others = [...skipped].map(([name, count]) => `${name} (${count})`).join(', ');
  if (records.length === 0) {
    throw new OnboardingError('usage', `The file has no record of reseller ${reseller}; it has those of: ${others}.`);
  }
  out.notice(`notice: records of other resellers are skipped: ${others}`);
}
