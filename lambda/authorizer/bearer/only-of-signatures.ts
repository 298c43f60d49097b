import { checkOf } from '../checks';

/** Checks that only a signature goes through, except for the reasons of every Authorization header. */
const SIGNATURE_CHECKS: readonly unknown[] = ['parameters', 'timestamp', 'signature', 'nonce'];
const OF_EVERY_HEADER: readonly string[] = [
  'authorization_missing',
  'authorization_repeated',
  'authorization_too_large',
  'authorization_scheme_unsupported',
];
/** A rule of the consumer. */
const OF_METHODS = 'signature_method_not_permitted';

/**
 * Tests whether a refusal that every gateway can give is one of signatures only: no bearer token gets it.
 *
 * @param code of a common refusal, or of the gateway's own
 */
export function isOnlyOfSignatures(code: string): boolean {
  return code === OF_METHODS || (SIGNATURE_CHECKS.includes(checkOf(code)) && !OF_EVERY_HEADER.includes(code));
}
