import { connect, type TLSSocket } from 'node:tls';

/** A UI node that is not on localhost, such as one of a lab platform. */
export interface RealNode {
  /** HTTPS origin, such as `https://lab.example:8443`. */
  readonly origin: string;
  /** PEM of the authorities that may have issued its certificate. @default those that Node.js trusts */
  readonly ca?: string;
  /** Accepts every certificate. @default false */
  readonly insecure?: boolean;
}

/** The UI node cannot be reached; the message says why and what to do. */
export class UiNodeUnreachableError extends Error {
  override readonly name = 'UiNodeUnreachableError';

  constructor(node: RealNode, cause: unknown) {
    super(`The UI node ${node.origin} cannot be reached: ${reasonOf(cause)}`, { cause });
  }
}

const CONNECT_MS = 5000;

/** Host, port and TLS options for a connection to a node. */
export function dialOptions({ origin, ca, insecure = false }: RealNode) {
  const { hostname, port } = new URL(origin);
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port || 443),
    rejectUnauthorized: !insecure,
    ...(ca !== undefined && { ca }),
  };
}

/**
 * Opens a TLS connection to a node and closes it again.
 * @throws UiNodeUnreachableError
 */
export async function requireReachable(node: RealNode, timeoutMs = CONNECT_MS): Promise<void> {
  const options = dialOptions(node);
  await new Promise<TLSSocket>((resolve, reject) => {
    const socket = connect(options, () => resolve(socket.end()));
    socket.setTimeout(timeoutMs, () => socket.destroy(new Error(`it does not answer within ${timeoutMs / 1000} s`)));
    socket.on('error', reject);
  }).catch((error: unknown) => {
    throw new UiNodeUnreachableError(node, error);
  });
}

const TRUST =
  'Name the authority that issued it with --ui-node-ca FILE, or accept every certificate with --ui-node-insecure.';

const NO_TLS = 'it does not speak TLS on this port, or no version of it that Node.js accepts.';

const REASONS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its host name cannot be resolved. Check the name, the DNS and the VPN.',
  EAI_AGAIN: 'its host name cannot be resolved. Check the name, the DNS and the VPN.',
  ECONNREFUSED: 'nothing listens on this port. Check host and port.',
  EHOSTUNREACH: 'there is no route to the host. Check the address and the VPN.',
  ENETUNREACH: 'there is no route to the host. Check the address and the VPN.',
  ETIMEDOUT: 'it does not answer. Check host, port and firewall.',
  ECONNRESET: 'it closed the connection without an answer.',
  EPIPE: 'it closed the connection without an answer.',
  EPROTO: NO_TLS,
  DEPTH_ZERO_SELF_SIGNED_CERT: `its certificate is self-signed. ${TRUST}`,
  SELF_SIGNED_CERT_IN_CHAIN: `its certificate comes from an authority that is not trusted. ${TRUST}`,
  UNABLE_TO_GET_ISSUER_CERT: `its certificate comes from an authority that is not trusted. ${TRUST}`,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: `its certificate comes from an authority that is not trusted. ${TRUST}`,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: `its certificate comes from an authority that is not trusted. ${TRUST}`,
  ERR_TLS_CERT_ALTNAME_INVALID:
    'its certificate is for another name. Use a name in the certificate, or accept every certificate with --ui-node-insecure.',
  CERT_HAS_EXPIRED: 'its certificate has expired. Renew it, or accept every certificate with --ui-node-insecure.',
};

/** Says in a sentence why a node cannot be reached, and what to do about it. */
function reasonOf(error: unknown): string {
  const { code = '', message }: NodeJS.ErrnoException = error instanceof Error ? error : new Error(String(error));
  const reason = REASONS[code] ?? (code.startsWith('ERR_SSL_') ? NO_TLS : undefined);
  if (reason !== undefined) return `${reason} (${code})`;
  return `${message}${/[.)]$/.test(message) ? '' : '.'}${code && ` (${code})`}`;
}
