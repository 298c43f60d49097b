import { X509Certificate } from 'node:crypto';
import { Denied } from '../../decision';
import { printableUri } from '../../text/printable';
import { MalformedDocumentError } from '../malformed-document';
import type { ClientCertificate, Rule } from './rule';

const FINGERPRINT = /^[0-9a-f]{2}(?::?[0-9a-f]{2}){31}$/i;

/** Makes the rule that allows only the listed client certificates, each a SHA-256 fingerprint or a subject name. */
export function clientCertificatesRule(declared: unknown): Rule {
  if (!Array.isArray(declared) || declared.length === 0 || !declared.every(isEntry)) {
    throw new MalformedDocumentError('rules.clientCertificates', 'a list of SHA-256 fingerprints and subject names');
  }
  // A subject name has `=`, so it equals no fingerprint.
  const allowed = new Set(declared.map((entry) => (FINGERPRINT.test(entry) ? plainFingerprint(entry) : entry)));
  return ({ clientCertificate }) => {
    if (!clientCertificate) return refused('The request has none.');
    const fingerprint = fingerprintOf(clientCertificate);
    if (allowed.has(clientCertificate.subject) || allowed.has(fingerprint)) return undefined;
    return refused(
      `Its subject is ${printableUri(clientCertificate.subject)}, its SHA-256 fingerprint ${fingerprint}.`,
    );
  };
}

function refused(sentence: string): Denied {
  return new Denied('client_certificate_refused', { sentence });
}

/** A subject name has at least one attribute, such as `CN=crm.example`. */
function isEntry(entry: unknown): entry is string {
  return typeof entry === 'string' && (FINGERPRINT.test(entry) || entry.includes('='));
}

function fingerprintOf({ pem }: ClientCertificate): string {
  try {
    return plainFingerprint(new X509Certificate(pem).fingerprint256);
  } catch {
    return 'unreadable';
  }
}

function plainFingerprint(fingerprint: string): string {
  return fingerprint.replaceAll(':', '').toLowerCase();
}
