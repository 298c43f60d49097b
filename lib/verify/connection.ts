import { lookup } from 'node:dns/promises';
import { type RequestOptions, request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { checkServerIdentity, type PeerCertificate, type SecureVersion, type TLSSocket } from 'node:tls';
import { type Failure, LIST } from '../conformance/case';
import type { Target } from '../conformance/target';
import { failed, held, type Line, type Subject, unknown } from './line';

/** API Gateway renews certificates of ACM long before. A renewal that has not come by now has failed. */
const RENEWED_BEFORE_DAYS = 7;
const DAY_MS = 86_400_000;
const TIMEOUT_MS = 5000;

const subject = (id: string, title: string, proves: string): Subject => ({ id, group: 'connection', title, proves });

/** Subjects of the lines about the way to the gateway. */
export const CONNECTION = {
  dns: subject('dns', 'the name of the gateway resolves', 'consumers find the gateway'),
  name: subject('tls-name', 'the certificate names the host', 'consumers talk to this gateway and no other'),
  chain: subject('tls-chain', 'the certificate comes from a trusted authority', 'consumers need no exception'),
  expiry: subject(
    'tls-expiry',
    `the certificate is valid for at least ${RENEWED_BEFORE_DAYS} more days`,
    'its renewal works, so that no consumer is locked out soon',
  ),
  versions: subject('tls-versions', 'TLS 1.2 or 1.3 is accepted', 'current libraries can connect'),
  old: subject('tls-old-versions', 'TLS 1.0 and 1.1 are refused', 'no connection uses a broken version'),
} as const;

/** The way to a gateway, with a sentence why no request can be sent, if none can. */
export interface ConnectionReport {
  readonly lines: readonly Line[];
  readonly unusable?: string;
}

/** The server's side of a TLS connection, as the handshake showed it. */
interface Handshake {
  readonly certificate: PeerCertificate;
  /** Code of OpenSSL's error for the chain; `undefined` for a trusted one. */
  readonly chainError?: string;
}

/** Facts that explain why nothing answers. */
export interface Hints {
  /** Target of the CNAME record that must be made by hand, if there is one. */
  readonly dnsTarget?: string | undefined;
  /** The network in which the gateway answers, if not on the internet. */
  readonly network?: string | undefined;
}

/** Checks name, certificate and TLS versions of a gateway. It sends unsigned requests only. */
export async function checkConnection(target: Target, now: Date, hints: Hints = {}): Promise<ConnectionReport> {
  const { hostname, protocol } = new URL(target.origin);
  const dns = await checkName(target, hostname, hints);
  if (dns.state === 'failed') return withoutTls([dns], `there is no host ${hostname}`);
  if (protocol === 'http:') return { lines: [dns, ...tlsUnknown('the URL is http')] };
  const handshake = await shakeHands(target, {}).catch((error: unknown) => codeOf(error));
  if (typeof handshake === 'string') {
    return withoutTls(
      [failed(CONNECTION.versions, `no TLS connection: ${handshake}`, unreachable(hints)), dns],
      'there is no TLS connection',
    );
  }
  const [certificate, versions] = [checkCertificate(handshake, hostname, now), await checkVersions(target)];
  const bad = certificate.find(
    ({ id, state }) => state === 'failed' && (id !== CONNECTION.expiry.id || expired(handshake, now)),
  );
  return {
    lines: [dns, ...certificate, ...versions],
    ...(bad && { unusable: `the certificate is not valid (${bad.id}), so no credential is sent` }),
  };
}

function unreachable({ network }: Hints): Failure {
  const check = network ?? 'check the URL, DNS, and proxies and firewalls on the way';
  return { by: 'provider', means: `nothing answers at this address: ${check}` };
}

function withoutTls(lines: readonly Line[], unusable: string): ConnectionReport {
  const known = new Set(lines.map(({ id }) => id));
  const rest = tlsUnknown(unusable).filter(({ id }) => !known.has(id));
  return { lines: [...lines, ...rest].toSorted((a, b) => ORDER.indexOf(a.id) - ORDER.indexOf(b.id)), unusable };
}

const ORDER = Object.values(CONNECTION).map(({ id }) => id);

function tlsUnknown(why: string): readonly Line[] {
  const { dns: _, ...tls } = CONNECTION;
  return Object.values(tls).map((one) => unknown(one, why));
}

async function checkName({ agent, connect }: Target, hostname: string, hints: Hints): Promise<Line> {
  if (connect) return unknown(CONNECTION.dns, `connected to ${new URL(connect.origin).host} instead`);
  if (agent) return unknown(CONNECTION.dns, 'a proxy resolves it');
  try {
    const addresses = await lookup(hostname, { all: true });
    return held(CONNECTION.dns, `${hostname} is ${addresses.map(({ address }) => address).join(', ')}`);
  } catch (error) {
    const { dnsTarget, network = "check the URL; a gateway's domain needs its DNS record" } = hints;
    const means = dnsTarget === undefined ? network : `make the CNAME record ${hostname} → ${dnsTarget}`;
    return failed(CONNECTION.dns, codeOf(error), { by: 'provider', means });
  }
}

function checkCertificate({ certificate, chainError }: Handshake, hostname: string, now: Date): readonly Line[] {
  const names = certificate.subjectaltname ?? 'no name';
  const { name, chain, expiry } = CONNECTION;
  const wrongName = checkServerIdentity(hostname, certificate) !== undefined;
  const days = Math.floor((Date.parse(certificate.valid_to) - now.getTime()) / DAY_MS);
  const until = `valid until ${new Date(certificate.valid_to).toISOString()}`;
  const issuer = String(certificate.issuer.O ?? certificate.issuer.CN);
  return [
    wrongName
      ? failed(name, `it names ${names}`, {
          by: 'provider',
          means: `the DNS record leads to another server, or the certificate lacks ${hostname}`,
        })
      : held(name, names),
    chainError === undefined || isDate(chainError)
      ? held(chain, `issued by ${issuer}`)
      : failed(chain, `${chainError}, issued by ${issuer}`, {
          by: 'provider',
          means: 'a proxy on the way reads the traffic, or the certificate is not from a public authority (--cacert)',
        }),
    days >= RENEWED_BEFORE_DAYS
      ? held(expiry, until)
      : failed(expiry, until, {
          by: 'provider',
          means: 'the renewal failed: look at the certificate in ACM and at its DNS validation record',
        }),
  ];
}

function isDate(chainError: string): boolean {
  return ['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'].includes(chainError);
}

function expired({ certificate, chainError = '' }: Handshake, now: Date): boolean {
  return isDate(chainError) || Date.parse(certificate.valid_to) < now.getTime();
}

async function checkVersions(target: Target): Promise<readonly Line[]> {
  const [tls13, tls12, tls11, tls10] = await Promise.all(
    (['TLSv1.3', 'TLSv1.2', 'TLSv1.1', 'TLSv1'] as const).map((version) => accepts(target, version)),
  );
  const current = [...(tls13 === 'yes' ? ['TLS 1.3'] : []), ...(tls12 === 'yes' ? ['TLS 1.2'] : [])];
  const old = [...(tls11 === 'yes' ? ['TLS 1.1'] : []), ...(tls10 === 'yes' ? ['TLS 1.0'] : [])];
  const policy = { by: 'provider', means: "set tlsPolicy, and deploy the reseller's stack" } as const;
  return [
    current.length > 0
      ? held(CONNECTION.versions, `${current.join(' and ')} accepted`)
      : failed(CONNECTION.versions, 'neither is accepted', policy),
    old.length > 0
      ? failed(CONNECTION.old, `${old.join(' and ')} accepted`, policy)
      : [tls11, tls10].includes('not tried')
        ? unknown(CONNECTION.old, 'this machine cannot offer them')
        : held(CONNECTION.old),
  ];
}

async function accepts(target: Target, version: SecureVersion): Promise<'yes' | 'no' | 'not tried'> {
  // OpenSSL offers versions before 1.2 only at its lowest security level.
  const options = { minVersion: version, maxVersion: version, ciphers: 'DEFAULT:@SECLEVEL=0' };
  try {
    await shakeHands(target, options);
    return 'yes';
  } catch (error) {
    return codeOf(error) === 'ERR_SSL_NO_PROTOCOLS_AVAILABLE' ? 'not tried' : 'no';
  }
}

/** Sends an unsigned request, through a proxy where one is set, and reads the certificate of the connection. */
function shakeHands(
  { origin, connect, ca, agent, clientCertificate }: Target,
  tls: RequestOptions,
): Promise<Handshake> {
  const url = new URL(connect?.origin ?? origin);
  const { host, hostname } = new URL(origin);
  const options: RequestOptions = {
    hostname: url.hostname,
    port: url.port || 443,
    path: LIST,
    ...(isIP(hostname) === 0 && { servername: hostname }),
    headers: { Host: host },
    rejectUnauthorized: false,
    agent: agent ?? false,
    timeout: TIMEOUT_MS,
    ...(ca !== undefined && { ca }),
    ...clientCertificate,
    ...tls,
  };
  return new Promise((resolve, reject) => {
    const outgoing = httpsRequest(options, (incoming) => {
      const socket = incoming.socket as TLSSocket;
      const error = socket.authorizationError as (Error & { code?: string }) | string | null | undefined;
      const chainError = typeof error === 'string' ? error : error?.code;
      const ofName = chainError === 'ERR_TLS_CERT_ALTNAME_INVALID';
      resolve({
        certificate: socket.getPeerCertificate(),
        ...(chainError !== undefined && !ofName && { chainError }),
      });
      incoming.destroy();
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer within ${TIMEOUT_MS / 1000} s`)));
    outgoing.on('error', reject);
    outgoing.end();
  });
}

/** The code of a network error, or its message. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
