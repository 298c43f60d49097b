import { Denied } from '../decision';
import { parseAuthorizationHeader } from '../oauth1/authorization-header';
import { readProtocolParameters, type ProtocolParameters } from '../oauth1/protocol-parameters';
import { printable } from '../text/printable';
import type { SignatureMethod } from '../contract';
import type { SignedRequest } from './read-request';

/** Protocol parameters whose values are acceptable from any consumer. */
export interface AcceptableParameters extends ProtocolParameters {
  readonly signatureMethod: SignatureMethod;
}

const MAX_AUTHORIZATION_LENGTH = 8192;
const MAX_NONCE_LENGTH = 256;

/**
 * Reads the protocol parameters from the Authorization header, and validates those that need no look-up (RFC 5849 §3.1
 * and §3.2).
 *
 * @param signatureMethods the ones that the gateway accepts
 */
export function readParameters(
  { headers }: SignedRequest,
  signatureMethods: readonly SignatureMethod[],
): AcceptableParameters | Denied {
  const values = headers.get('authorization') ?? [];
  if (values.length > 1) return new Denied('authorization_repeated');
  const [header = ''] = values;
  if (header.trim() === '') return new Denied('authorization_missing');
  if (header.length > MAX_AUTHORIZATION_LENGTH) return new Denied('authorization_too_large');

  const parsed = parseAuthorizationHeader(header);
  if (parsed === 'scheme_other') return new Denied('authorization_scheme_unsupported');
  if (parsed === 'malformed') return new Denied('authorization_malformed');

  const read = readProtocolParameters(parsed);
  if (!('problem' in read)) return validateValues(read, signatureMethods);
  return read.problem === 'repeated'
    ? new Denied('parameter_repeated', { sentence: `It is ${printable(read.name)}.`, ...rejected(read.name) })
    : new Denied('parameter_missing', {
        sentence: `Missing: ${read.names.join(', ')}.`,
        challenge: { oauth_parameters_absent: read.names.join('&') },
      });
}

function validateValues(
  parameters: ProtocolParameters,
  signatureMethods: readonly SignatureMethod[],
): AcceptableParameters | Denied {
  const { version = '1.0' } = parameters;
  if (version !== '1.0') {
    return new Denied('version_unsupported', {
      sentence: `It is ${printable(version)}.`,
      challenge: { oauth_acceptable_versions: '1.0-1.0' },
    });
  }
  const signatureMethod = signatureMethods.find((method) => method === parameters.signatureMethod);
  if (!signatureMethod) {
    return new Denied('signature_method_unsupported', {
      sentence: `It is ${printable(parameters.signatureMethod)}; the gateway accepts ${signatureMethods.join(', ')}.`,
    });
  }
  if (parameters.token !== '') return new Denied('token_unsupported');
  if (parameters.nonce === '' || parameters.nonce.length > MAX_NONCE_LENGTH) {
    return new Denied('nonce_malformed', rejected('oauth_nonce'));
  }
  return { ...parameters, signatureMethod };
}

function rejected(name: string): { readonly challenge: Readonly<Record<string, string>> } {
  return { challenge: { oauth_parameters_rejected: printable(name) } };
}
