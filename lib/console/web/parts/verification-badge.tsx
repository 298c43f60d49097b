import type { VerificationSummary } from '../../contract';
import { Badge } from './badge';
import { timeUtc } from './text';

/** The last verification of a gateway: its result and day. */
export function VerificationBadge({
  verification,
}: {
  /** Undefined while it is read, null if there was none. */
  verification: VerificationSummary | null | 'unknown' | undefined;
}) {
  if (verification === undefined) return <>…</>;
  if (verification === 'unknown') return <span class="muted">unknown</span>;
  if (verification === null) return <span class="muted nowrap">not verified</span>;
  const { at, failed } = verification;
  return (
    <span class="nowrap" title={timeUtc(at)}>
      <Badge state={failed.length === 0 ? 'held' : `${failed.length} failed`} /> {at.slice(0, 10)}
    </span>
  );
}
