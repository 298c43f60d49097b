import { Denied } from '../decision';
import {
  type AuthorizationProblem,
  firstAmbiguity,
  formatAuthorizationHeader,
  hasOneReading,
  parseAuthorizationHeader,
} from '../oauth1/authorization-header';
import type { Parameter } from '../oauth1/parameter';
import {
  type ProtocolParameters,
  type ProtocolParametersProblem,
  readProtocolParameters,
} from '../oauth1/protocol-parameters';
import { printable } from '../text/printable';
import type { SignatureMethod } from '../contract';
import type { AuthorizerSettings } from '../settings';
import type { SignedRequest } from './read-request';

/** Protocol parameters whose values are acceptable from any consumer. */
export interface AcceptableParameters extends ProtocolParameters {
  readonly signatureMethod: SignatureMethod;
  /** The Authorization header for the UI nodes. */
  readonly authorization: string;
}

type ParameterSettings = Pick<AuthorizerSettings, 'signatureMethods' | 'authorization'>;

const MAX_AUTHORIZATION_LENGTH = 8192;
const MAX_NONCE_LENGTH = 256;

/**
 * Reads the protocol parameters from the Authorization header, and validates those that need no look-up (RFC 5849 §3.1
 * and §3.2). OAuth servers differ in how they read unusual headers, so the UI nodes get a canonical one, or nothing
 * unusual is accepted.
 */
export function readParameters({ headers }: SignedRequest, settings: ParameterSettings): AcceptableParameters | Denied {
  const values = headers.get('authorization') ?? [];
  if (values.length > 1) return new Denied('authorization_repeated');
  const [header = ''] = values;
  if (header.trim() === '') return new Denied('authorization_missing');
  if (header.length > MAX_AUTHORIZATION_LENGTH) return new Denied('authorization_too_large');

  const parsed = parseAuthorizationHeader(header);
  if ('problem' in parsed) return malformed(parsed);
  const read = readProtocolParameters(parsed);
  if ('problem' in read) return invalid(read);
  if (settings.authorization === 'asSent' && !hasOneReading(header.trim())) return ambiguous(header.trim());

  const parameters = validateValues(read, settings.signatureMethods);
  if (parameters instanceof Denied) return parameters;
  return settings.authorization === 'asSent'
    ? { ...parameters, authorization: header.trim() }
    : withCanonicalHeader(parameters, parsed);
}

function malformed({ problem, at }: AuthorizationProblem): Denied {
  if (problem === 'scheme_other') return new Denied('authorization_scheme_unsupported');
  const sentence =
    problem === 'comma_after_scheme'
      ? 'The scheme OAuth is followed by a comma instead of a space.'
      : `It cannot be read from character ${at + 1} on.`;
  return new Denied('authorization_malformed', { sentence });
}

function ambiguous(header: string): Denied {
  const at = firstAmbiguity(header);
  const [name] = /^(?:oauth_[a-z0-9_]+|realm)(?==)/.exec(header.slice(at)) ?? [];
  const what = name === undefined ? '' : `, ${printable(name)}`;
  const sentence = at === header.length ? 'It ends in a comma.' : `The cause begins at character ${at + 1}${what}.`;
  return new Denied('authorization_ambiguous', { sentence });
}

function invalid(read: ProtocolParametersProblem): Denied {
  switch (read.problem) {
    case 'missing':
      return new Denied('parameter_missing', {
        sentence: `Missing: ${read.names.join(', ')}.`,
        challenge: { oauth_parameters_absent: read.names.join('&') },
      });
    case 'repeated':
      return new Denied('parameter_repeated', { sentence: `It is ${printable(read.name)}.`, ...rejected(read.name) });
    case 'unexpected':
      return new Denied('parameter_unexpected', { sentence: `It is ${printable(read.name)}.`, ...rejected(read.name) });
  }
}

type AcceptableValues = Omit<AcceptableParameters, 'authorization'>;

/** Adds the header that consists only of the verified parameters, in one spelling. */
function withCanonicalHeader(
  parameters: AcceptableValues,
  parsed: readonly Parameter[],
): AcceptableParameters | Denied {
  const authorization = formatAuthorizationHeader(parsed);
  if (authorization.length <= MAX_AUTHORIZATION_LENGTH) return { ...parameters, authorization };
  return new Denied('authorization_too_large', { sentence: `Percent-encoded, it has ${authorization.length}.` });
}

function validateValues(
  parameters: ProtocolParameters,
  signatureMethods: readonly SignatureMethod[],
): AcceptableValues | Denied {
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
    const sentence = `It has ${parameters.nonce.length}.`;
    return new Denied('nonce_malformed', { sentence, ...rejected('oauth_nonce') });
  }
  return { ...parameters, signatureMethod };
}

function rejected(name: string): { readonly challenge: Readonly<Record<string, string>> } {
  return { challenge: { oauth_parameters_rejected: printable(name) } };
}
