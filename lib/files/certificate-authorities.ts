import { X509Certificate } from 'node:crypto';

const CERTIFICATES = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** Returns the problem of a text that should hold certificates of authorities in PEM; `undefined` if it is valid. */
export function authoritiesProblem(pem: string): string | undefined {
  const blocks = pem.match(CERTIFICATES) ?? [];
  if (blocks.length === 0) return 'contains no certificate; expected PEM, -----BEGIN CERTIFICATE-----';
  const damaged = blocks.findIndex((block) => !isCertificate(block));
  return damaged < 0 ? undefined : `has a damaged certificate, number ${damaged + 1}; expected PEM`;
}

function isCertificate(pem: string): boolean {
  try {
    void new X509Certificate(pem);
    return true;
  } catch {
    return false;
  }
}
