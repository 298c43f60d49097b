import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';

import { DAY_MS } from '../../periods';
import type * as Issue from './issue';
import type { TlsIdentity } from '../http/https-server';

/** The local certificate authority's certificate and a server identity of it. */
export interface LocalCertificates {
  /** PEM file that clients trust. */
  readonly caFile: string;
  /** PEM of the same certificate. */
  readonly ca: string;
  readonly server: TlsIdentity;
}

export interface CertificateOptions {
  /** Folder that git ignores; created if it does not exist. */
  readonly directory: string;
  /** Host names and addresses that the server's certificate must show. */
  readonly hosts: readonly string[];
  readonly now: Date;
}

/** Certificates are renewed this long before they expire. */
const RENEW_BEFORE_MS = 14 * DAY_MS;

/**
 * Returns certificates for localhost. The folder's own authority issues them at the first start, and again shortly
 * before they expire. Keys are ECDSA P-256, and only their owner can read the files.
 */
export async function ensureCertificates({ directory, hosts, now }: CertificateOptions): Promise<LocalCertificates> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const caFile = join(directory, 'ca.pem');
  const authority =
    readIdentity(directory, 'ca', now) ?? writeIdentity(directory, 'ca', await issuing().issueAuthority(now));
  const wanted = [...new Set(hosts)].toSorted();
  const leafName = `server-${createHash('sha256').update(wanted.join()).digest('hex').slice(0, 8)}`;
  const kept = readIdentity(directory, leafName, now);
  const server =
    kept && isOf(kept, authority, wanted)
      ? kept
      : writeIdentity(directory, leafName, await issuing().issueLeaf(authority, wanted, now));
  return { caFile, ca: authority.cert, server };
}

/** Loads the library only to issue a certificate, since it costs about 0.2 s of a start. */
function issuing(): typeof Issue {
  return require('./issue') as typeof Issue;
}

/** Reads a certificate and its key; `undefined` if they are missing, do not match or expire soon. */
function readIdentity(directory: string, name: string, now: Date): TlsIdentity | undefined {
  const [certFile, keyFile] = [join(directory, `${name}.pem`), join(directory, `${name}-key.pem`)];
  if (!existsSync(certFile) || !existsSync(keyFile)) return undefined;
  try {
    const identity = { cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8') };
    const certificate = new X509Certificate(identity.cert);
    const left = new Date(certificate.validTo).getTime() - now.getTime();
    const usable = left > RENEW_BEFORE_MS && certificate.checkPrivateKey(createPrivateKey(identity.key));
    return usable ? identity : undefined;
  } catch {
    // A damaged file is replaced.
    return undefined;
  }
}

function isOf(leaf: TlsIdentity, authority: TlsIdentity, hosts: readonly string[]): boolean {
  const certificate = new X509Certificate(leaf.cert);
  const issuer = new X509Certificate(authority.cert);
  return (
    certificate.verify(issuer.publicKey) &&
    hosts.every((host) => (isIP(host) ? certificate.checkIP(host) : certificate.checkHost(host)) !== undefined)
  );
}

/** Writes both files so that another program never reads half of one. */
function writeIdentity(directory: string, name: string, identity: TlsIdentity): TlsIdentity {
  writeAtOnce(join(directory, `${name}-key.pem`), identity.key, 0o600);
  writeAtOnce(join(directory, `${name}.pem`), identity.cert, 0o644);
  return identity;
}

function writeAtOnce(file: string, content: string, mode: number): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, content, { mode });
  chmodSync(draft, mode);
  renameSync(draft, file);
}
