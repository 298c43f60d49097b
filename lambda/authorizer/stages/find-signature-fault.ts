import type { VerificationKey } from '../consumers/consumer';
import { type DecodedRequest, findFault } from '../oauth1/find-fault';
import type { KnownFault } from '../oauth1/known-faults/known-faults';
import type { AuthorizerPorts } from '../ports';
import type { AcceptableParameters } from './read-parameters';
import type { SignedRequest } from './read-request';
import { isValid } from './verify-signature';

type SignedParameters = Pick<AcceptableParameters, 'signed' | 'signature' | 'signatureMethod'>;

/**
 * Finds the known fault of a client that explains a signature which does not verify, by the newest valid secret. An
 * unknown consumer costs the same: the dummy key takes the place of its secret. Trials are bounded for each function
 * instance; beyond that no fault is found.
 */
export function findSignatureFault(
  request: SignedRequest,
  parameters: SignedParameters,
  secrets: readonly VerificationKey[],
  { clock, dummyKey, takeFaultTrial }: Pick<AuthorizerPorts, 'clock' | 'dummyKey' | 'takeFaultTrial'>,
): KnownFault | undefined {
  if (takeFaultTrial() === 'empty') return undefined;
  const now = clock();
  const newest = secrets.find((secret) => isValid(secret, now));
  const fault = findFault(decodedRequest(request, parameters), parameters.signature, newest?.key ?? dummyKey);
  // By the dummy key nothing is proved.
  return newest || fault?.proves === 'nothing' ? fault : undefined;
}

function decodedRequest(request: SignedRequest, { signed, signatureMethod }: SignedParameters): DecodedRequest {
  const { method, path, query, authority } = request;
  return { method, host: authority.host, port: authority.port, path, query, protocol: signed, signatureMethod };
}
