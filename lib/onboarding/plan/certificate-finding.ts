import type { ClientCertificate } from '../ports';

/** An inconsistency of a gateway as a whole. Only a deployment mends it. */
export interface GatewayFinding {
  readonly code: 'clientCertificateExpires';
  /** A sentence for the person who runs the command. */
  readonly message: string;
}

const DAY_MS = 86_400_000;
/** The UI nodes need time to trust the next certificate. */
const WARN_DAYS = 30;

const REMEDY = 'set uiNodes.nextClientCertificate with a new serial and deploy (docs/how-to/change-tls-and-domains.md)';

/** Returns a finding from 30 days before a certificate expires. */
export function certificateFinding({ name, expiresAt }: ClientCertificate, now: Date): GatewayFinding | undefined {
  const days = Math.floor((expiresAt.getTime() - now.getTime()) / DAY_MS);
  if (days >= WARN_DAYS) return undefined;
  const day = expiresAt.toISOString().slice(0, 10);
  const when = days < 0 ? `expired on ${day}` : `expires on ${day}, in ${days} ${days === 1 ? 'day' : 'days'}`;
  const message = `client certificate ${name} ${when}; UI nodes that check an expired one refuse every request; ${REMEDY}`;
  return { code: 'clientCertificateExpires', message };
}
