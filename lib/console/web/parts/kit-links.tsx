import type { Session } from '../../contract';
import { pathTo } from '../router';

/** Links to the welcome kit of a reseller or a consumer, as a page and as an archive. */
export function KitLinks({
  session,
  reseller,
  consumerKey,
}: {
  session: Session;
  reseller: string;
  consumerKey?: string;
}) {
  const path = consumerKey === undefined ? pathTo('resellers', reseller) : pathTo('consumers', reseller, consumerKey);
  const kit = `${session.pages}/kit${path}`;
  return (
    <>
      <a href={`${kit}/`} target="_blank" rel="noreferrer">
        Welcome kit
      </a>{' '}
      <a href={`${kit}/kit.zip`}>as a ZIP archive</a>
    </>
  );
}
