import { DAY_MS } from '../periods';
import type { PublicConsumer } from '../onboarding/consumer';
import { lastSecretEnd } from '../onboarding/last-secret-end';
import type { ClientCertificate } from '../onboarding/ports';
import { attention, note, type StatusFinding } from './finding';
import type { AcmCertificate } from './ports';

/** The time at which a status is taken, and how far it looks ahead. */
export interface Horizon {
  readonly now: Date;
  readonly withinMs: number;
}

/** Returns the credentials of a consumer that expire soon; none of a suspended one, which is refused anyway. */
export function expiringCredentials(consumer: PublicConsumer, horizon: Horizon): readonly StatusFinding[] {
  const { consumerKey, reseller, status, secrets, rules } = consumer;
  if (status === 'suspended') return [];
  const last = lastSecretEnd(consumer);
  const found: StatusFinding[] = [];
  if (rules?.validUntil !== undefined && isSoon(rules.validUntil, horizon)) {
    const remedy = `extend it with "aps-gateway consumer update ${reseller} ${consumerKey} --valid-until", or offboard it`;
    found.push(attention('consumerExpires', consumerKey, `its validity ${when(rules.validUntil, horizon)}`, remedy));
  }
  if (last !== undefined && isSoon(last, horizon)) {
    const remedy = `give it another with "aps-gateway consumer rotate ${reseller} ${consumerKey}"`;
    found.push(attention('secretExpires', consumerKey, `its last secret ${when(last, horizon)}`, remedy));
  } else {
    const ends = secrets.flatMap(({ validUntil }) => validUntil ?? []);
    const ending = ends.find((end) => isAhead(end, horizon) && isSoon(end, horizon));
    if (ending !== undefined)
      found.push(note('overlapEnds', consumerKey, `its previous secret ${when(ending, horizon)}`));
  }
  return found;
}

/** Returns a finding for a certificate that API Gateway generated, if it expires soon. */
export function expiringClientCertificate(
  { name, expiresAt }: ClientCertificate,
  horizon: Horizon,
): readonly StatusFinding[] {
  const end = expiresAt.toISOString();
  if (!isSoon(end, horizon)) return [];
  const message = `the client certificate ${when(end, horizon)}; UI nodes that check it then refuse every request`;
  const remedy =
    'set uiNodes.nextClientCertificate with a new serial and deploy (docs: "Change TLS, certificates and domains")';
  return [attention('certificateExpires', name, message, remedy)];
}

/** Returns a finding for a certificate of ACM that expires soon, or is not valid now. */
export function expiringAcmCertificate(
  subject: string,
  { status, expiresAt, issuedByAcm }: AcmCertificate,
  horizon: Horizon,
): readonly StatusFinding[] {
  const end = expiresAt?.toISOString();
  const soon = end !== undefined && isSoon(end, horizon);
  if (status === 'ISSUED' && !soon) return [];
  const message = soon ? `its certificate ${when(end, horizon)}` : `its certificate has the state ${status}`;
  const remedy = issuedByAcm
    ? 'ACM renews it only while its validation record is in the DNS: look at it in the ACM console'
    : 'ACM does not renew imported certificates: import the next one under the same ARN';
  return [attention('certificateExpires', subject, message, remedy)];
}

function isSoon(end: string, { now, withinMs }: Horizon): boolean {
  return Date.parse(end) < now.getTime() + withinMs;
}

function isAhead(end: string, { now }: Horizon): boolean {
  return Date.parse(end) > now.getTime();
}

function when(end: string, { now }: Horizon): string {
  const at = `${new Date(end).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const days = Math.floor((Date.parse(end) - now.getTime()) / DAY_MS);
  if (Date.parse(end) <= now.getTime()) return `ended at ${at}`;
  return `ends at ${at}, ${days === 0 ? 'within a day' : `in ${days} ${days === 1 ? 'day' : 'days'}`}`;
}
