import { type KeyObject, timingSafeEqual } from 'node:crypto';
import { encodedSecretOf, hmacSignature } from './hmac-signature';
import { type KnownFault, KNOWN_FAULTS } from './known-faults/known-faults';
import type { Parameter } from './parameter';
import { base64Length, HMAC_BYTES } from './signature-shape';
import { spellingsOf } from './spellings';
import { baseStringOf, correctSigning, type SentRequest, signedParameters, type Signing } from './signing';

/** A request whose query is known decoded only, as API Gateway hands it over. */
export type DecodedRequest = Omit<SentRequest, 'query'> & { readonly query: readonly Parameter[] };

/**
 * Finds the first known fault under which a signature that does not verify would match. Tries single faults only, always
 * the same ones for a request whatever the secret, so that the time reveals nothing about it.
 *
 * A query of very many parameters is not tried, because some faults compare each parameter with every other.
 *
 * A match does not accept the request, and naming it reveals nothing new. Unless the fault's key is not secret at all, only
 * a sender with the whole consumer secret can make a matching signature, as long as HMAC holds. So only senders who could
 * have signed correctly, or who replay a request of one, learn something. A fault whose key is a part of the secret is left
 * out: it would confirm a guess. Only complete HMACs are compared, in constant time.
 *
 * @param signature the decoded `oauth_signature`
 * @param key the HMAC key of the consumer secret, or a dummy
 */
export function findFault(request: DecodedRequest, signature: string, key: KeyObject): KnownFault | undefined {
  if (request.query.length > MAX_PARAMETERS) return undefined;
  const spelled = spellingsOf(request.query).map((query) => correctSigning({ ...request, query }));
  const usual = spelled.slice(0, 1);
  const matches = matcher(spelled[0]!, signature, key);
  return KNOWN_FAULTS.find(
    ({ proves, readsSpelling, change }) =>
      proves !== 'part of secret' && (readsSpelling ? spelled : usual).some((signing) => change(signing).some(matches)),
  );
}

/** The most parameters of a query that is tried. RQL has fewer than ten. */
const MAX_PARAMETERS = 50;
/**
 * The most characters of base strings for one request. It bounds the CPU time: a long query ends the trial sooner. A base
 * string of up to 350 characters is tried under every fault.
 */
const MAX_CHARACTERS = 24_000;

/** Returns a test of a signing against a signature, which makes nothing twice that the correct signing shares. */
function matcher(correct: Signing, signature: string, key: KeyObject): (signing: Signing) => boolean {
  const written = new Map([[correct.query, signedParameters(correct)]]);
  const baseString = baseStringOf(correct, written.get(correct.query));
  const base64 = hmacSignature(correct.hash, key, baseString);
  const encodedSecret = encodedSecretOf(key);
  const given = Buffer.from(signature);
  const couldBeBase64 = (hash: Signing['hash']) => given.length === base64Length(HMAC_BYTES[hash]);
  let left = MAX_CHARACTERS;

  function parametersOf(signing: Signing): string {
    if (!differsInQueryOnly(signing, correct)) return signedParameters(signing);
    const made = written.get(signing.query) ?? signedParameters(signing);
    written.set(signing.query, made);
    return made;
  }

  return (signing) => {
    if (signing.text !== correct.text) return isEqual(given, signing.text(base64));
    if (!couldBeBase64(signing.hash) || left < 0) return false;
    left -= baseString.length;
    if (signing.key !== correct.key)
      return isEqual(given, hmacSignature(signing.hash, signing.key(encodedSecret), baseString));
    return isEqual(given, hmacSignature(signing.hash, key, baseStringOf(signing, parametersOf(signing))));
  };
}

/** Tests whether the parameters of two signings are the same, except perhaps those of the query. */
function differsInQueryOnly(one: Signing, other: Signing): boolean {
  return (
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
