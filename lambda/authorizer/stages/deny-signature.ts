import { type ConsumerIdentity, Denied, identityOf } from '../decision';
import type { KnownFault } from '../oauth1/known-faults/known-faults';
import { signatureShapeProblem } from '../oauth1/signature-shape';
import { printableParameter, printableUri } from '../text/printable';
import type { AcceptableParameters } from './read-parameters';
import type { SignedRequest } from './read-request';

/** Keeps the message short. */
const MAX_LISTED_PARAMETERS = 8;

type Signature = Pick<AcceptableParameters, 'consumerKey' | 'signatureMethod' | 'signature'>;

/**
 * Denies the request and shows it as the gateway saw it, so that a caller who signed another host, path or query
 * notices. Names the known fault that explains the signature, or says why no key can produce it. Without a fault that
 * proves the secret, the text depends only on the request, so it reveals nothing about the consumer key.
 */
export function denySignature(request: SignedRequest, parameters: Signature, fault?: KnownFault): Denied {
  const checked = `It was checked against ${request.method} ${printableUri(request.uri)}; query parameters: ${describe(request.query)}.`;
  if (!fault) return new Denied('signature_invalid', { sentence: [checked, ...oddities(parameters)].join(' ') });
  const proved = fault.proves === 'secret' ? ', and all else is right' : '';
  const sentence = `${checked} It verifies with ${fault.sentence}${proved}.`;
  return new Denied('signature_invalid', { sentence, remedy: fault.remedy });
}

/** Denies a request that is signed correctly, but with a secret that has ended. */
export function denyEndedSecret(consumer: ConsumerIdentity, endedAtMs: number): Denied {
  const sentence = `It ended at ${new Date(endedAtMs).toISOString()}.`;
  return new Denied('consumer_secret_expired', { sentence }, identityOf(consumer));
}

function oddities({ consumerKey, signatureMethod, signature }: Signature): readonly string[] {
  const problem = signatureShapeProblem(signatureMethod, signature);
  const shape = problem === undefined ? [] : [`No key can produce this oauth_signature: ${problem}.`];
  const key = consumerKey === consumerKey.trim() ? [] : ['The oauth_consumer_key begins or ends with white space.'];
  return [...key, ...shape];
}

/** Formats the number of parameters and the decoded parameters, such as `1: 'limit(0,10)' = ''`. */
function describe(query: SignedRequest['query']): string {
  if (query.length === 0) return '0';
  const listed = query
    .slice(0, MAX_LISTED_PARAMETERS)
    .map(([name, value]) => `'${printableParameter(name)}' = '${printableParameter(value)}'`);
  if (query.length > MAX_LISTED_PARAMETERS) listed.push('...');
  return `${query.length}: ${listed.join(', ')}`;
}
