import { Denied } from '../decision';
import { signatureShapeProblem } from '../oauth1/signature-shape';
import { printableParameter, printableUri } from '../text/printable';
import type { AcceptableParameters } from './read-parameters';
import type { SignedRequest } from './read-request';

/** Keeps the message short. */
const MAX_LISTED_PARAMETERS = 8;

/**
 * Denies the request and shows it as the gateway saw it, so that a caller who signed another host, path or query
 * notices. If no key can produce the signature, says why. The text depends only on the request, so it reveals nothing
 * about the consumer key.
 */
export function denySignature(
  { method, uri, query }: SignedRequest,
  {
    consumerKey,
    signatureMethod,
    signature,
  }: Pick<AcceptableParameters, 'consumerKey' | 'signatureMethod' | 'signature'>,
): Denied {
  const checked = `It was checked against ${method} ${printableUri(uri)}; query parameters: ${describe(query)}.`;
  const problem = signatureShapeProblem(signatureMethod, signature);
  const shape = problem === undefined ? [] : [`No key can produce this oauth_signature: ${problem}.`];
  const key = consumerKey === consumerKey.trim() ? [] : ['The oauth_consumer_key begins or ends with white space.'];
  return new Denied('signature_invalid', { sentence: [checked, ...key, ...shape].join(' ') });
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
