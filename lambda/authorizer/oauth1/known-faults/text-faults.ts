import { percentEncode } from '../percent-encoding';
import type { KnownFault } from './known-fault';

/** Faults in writing the HMAC as text. */
export const TEXT_FAULTS: readonly KnownFault[] = [
  {
    id: 'signature_plus_unescaped',
    clients: [],
    sentence: 'each + of the oauth_signature in place of its spaces',
    remedy: 'Percent-encode the oauth_signature in the header: + as %2B.',
    proves: 'secret',
    change: (signing) => [{ ...signing, text: (base64) => base64.replaceAll('+', ' ') }],
  },
  {
    id: 'signature_escaped_twice',
    clients: [],
    sentence: 'the oauth_signature percent-encoded once',
    remedy: 'Percent-encode the oauth_signature once; most libraries do it for you.',
    proves: 'secret',
    change: (signing) => [{ ...signing, text: percentEncode }],
  },
  {
    id: 'signature_hex',
    clients: [],
    sentence: 'the oauth_signature in base64',
    remedy: "Send base64 of the HMAC's bytes, not hexadecimal text.",
    proves: 'secret',
    change: (signing) => [
      { ...signing, text: hexOf },
      { ...signing, text: (base64) => hexOf(base64).toUpperCase() },
    ],
  },
  {
    id: 'signature_hex_base64',
    clients: [],
    sentence: "the oauth_signature as base64 of the HMAC's bytes",
    remedy:
      "Send base64 of the HMAC's bytes, not of their hexadecimal text (in PHP: hash_hmac with true as last argument).",
    proves: 'secret',
    change: (signing) => [{ ...signing, text: (base64) => Buffer.from(hexOf(base64)).toString('base64') }],
  },
  {
    id: 'signature_base64url',
    clients: [],
    sentence: 'the oauth_signature in the standard alphabet of base64',
    remedy: 'Send + and / instead of - and _, and the = at the end.',
    proves: 'secret',
    change: (signing) => [
      { ...signing, text: (base64) => base64.replaceAll('+', '-').replaceAll('/', '_').replace('=', '') },
      { ...signing, text: (base64) => base64.replaceAll('+', '-').replaceAll('/', '_') },
    ],
  },
  {
    id: 'signature_padding_missing',
    clients: [],
    sentence: 'the = at the end of the oauth_signature',
    remedy: 'Send base64 with its padding.',
    proves: 'secret',
    change: (signing) => [{ ...signing, text: (base64) => base64.replace('=', '') }],
  },
  {
    id: 'hash_other',
    clients: [],
    sentence: 'the hash of another oauth_signature_method',
    remedy: 'Name the hash that you sign with: HMAC-SHA1 or HMAC-SHA256, as far as the gateway accepts it.',
    proves: 'secret',
    change: (signing) => [{ ...signing, hash: signing.hash === 'HMAC-SHA1' ? 'HMAC-SHA256' : 'HMAC-SHA1' }],
  },
];

function hexOf(base64: string): string {
  return Buffer.from(base64, 'base64').toString('hex');
}
