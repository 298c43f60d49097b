import { timingSafeEqual } from 'node:crypto';
import { type KnownFault, KNOWN_FAULTS } from './known-faults/known-faults';
import type { Parameter } from './parameter';
import { base64Length, HMAC_BYTES } from './signature-shape';
import { spellingsOf } from './spellings';
import { baseStringOf, correctSigning, hmacOf, type SentRequest, signedParameters, type Signing } from './signing';

/** A request whose query is known decoded only, as API Gateway hands it over. */
export type DecodedRequest = Omit<SentRequest, 'query'> & { readonly query: readonly Parameter[] };

/**
 * Finds the first known fault under which a signature that does not verify would match. Tries single faults only, always
 * the same ones for a request whatever the secret, so that the time reveals nothing about it.
 *
 * A match is no acceptance, and naming it is no oracle: unless the fault's key is not secret at all, nobody can make a
 * matching signature without the whole consumer secret, as long as HMAC holds. So only those learn something who could
 * have signed correctly, or who replay what one of them signed. A fault whose key is a part of the secret is left out: a
 * guess could be confirmed by it. Only complete HMACs are compared, in constant time.
 *
 * @param signature the decoded `oauth_signature`
 * @param encodedSecret the percent-encoded consumer secret, or a dummy of the same length
 */
export function findFault(request: DecodedRequest, signature: string, encodedSecret: string): KnownFault | undefined {
  const spelled = spellingsOf(request.query).map((query) => correctSigning({ ...request, query }));
  const usual = spelled.slice(0, 1);
  const matches = matcher(spelled[0]!, signature, encodedSecret);
  return KNOWN_FAULTS.find(
    ({ proves, readsSpelling, change }) =>
      proves !== 'part of secret' && (readsSpelling ? spelled : usual).some((signing) => change(signing).some(matches)),
  );
}

/** Returns a test of a signing against a signature, which makes nothing twice that the correct signing shares. */
function matcher(correct: Signing, signature: string, encodedSecret: string): (signing: Signing) => boolean {
  const written = signedParameters(correct);
  const baseString = baseStringOf(correct, written);
  const base64 = hmacOf(correct, encodedSecret, baseString);
  const tried = new Set([baseString]);
  const given = Buffer.from(signature);

  return (signing) => {
    if (signing.text !== correct.text) return isEqual(given, signing.text(base64));
    if (given.length !== base64Length(HMAC_BYTES[signing.hash])) return false;
    if (signing.key !== correct.key || signing.hash !== correct.hash)
      return isEqual(given, hmacOf(signing, encodedSecret, baseString));
    const other = baseStringOf(signing, sharesParameters(signing, correct) ? written : undefined);
    if (tried.has(other)) return false;
    tried.add(other);
    return isEqual(given, hmacOf(signing, encodedSecret, other));
  };
}

function sharesParameters(one: Signing, other: Signing): boolean {
  return (
    one.query === other.query &&
    one.header === other.header &&
    one.encode === other.encode &&
    one.arrange === other.arrange &&
    one.write === other.write
  );
}

function isEqual(given: Buffer, text: string): boolean {
  const expected = Buffer.from(text);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
