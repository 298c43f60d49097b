import type { ConsumerDetails, ConsumerView, ResellerDetails } from '../../contract';
import { Badge } from '../parts/badge';
import { Notice } from '../parts/notice';
import { timeUtc } from '../parts/text';
import { ShedNotice } from './shed-notice';

/** Name and status of a consumer. */
export function Lead({ consumer: { facts, status } }: { consumer: ConsumerView }) {
  const { displayName } = facts;
  return (
    <p class="lead">
      {typeof displayName === 'string' ? displayName : 'Consumer without a display name'} <Badge state={status} />
    </p>
  );
}

/** Reasons for which requests of the consumer are refused now, as far as its record and its gateway show it. */
export function Standing({ details, reseller }: { details: ConsumerDetails; reseller: ResellerDetails | undefined }) {
  const { status, tier, expiresAt, gateway } = details.consumer;
  const locked = (details.locks ?? []).filter((lock) => lock.locked);
  return (
    <>
      {status === 'suspended' && <Notice kind="warn">Suspended: its requests are refused until it is resumed.</Notice>}
      {status === 'expired' && (
        <Notice kind="warn">Expired at {timeUtc(expiresAt)}: update its validity, or rotate its secret.</Notice>
      )}
      {locked.map(({ source, endsAt }) => (
        <Notice key={source} kind="warn">
          Locked out from <code>{source}</code> until {timeUtc(endsAt)}: too many of its requests failed. Correct
          requests from there are refused too, until the lock ends or you unlock it.
        </Notice>
      ))}
      {reseller?.reseller.shedsLoad === true && tier !== null && <ShedNotice gateway={gateway} tiers={[tier]} />}
    </>
  );
}
