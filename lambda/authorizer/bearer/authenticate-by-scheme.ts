import type { Scheme } from '../contract';
import { Denied } from '../decision';
import type { Authenticate } from '../ports';
import type { SignedRequest } from '../stages/read-request';

/** As many characters as an OAuth 1.0a header may have; longer ones do not reach the UI nodes whole. */
const MAX_AUTHORIZATION_LENGTH = 8192;

/**
 * Makes the authentication by the scheme of the one Authorization header. A request with two credentials is refused.
 *
 * @param ways by scheme, those that the gateway accepts
 */
export function authenticateByScheme(ways: Readonly<Partial<Record<Scheme, Authenticate>>>): Authenticate {
  return async (request, ports, trace) => {
    const scheme = readScheme(request);
    if (scheme instanceof Denied) return scheme;
    const authenticate = scheme && ways[scheme];
    return authenticate ? authenticate(request, ports, trace) : new Denied('authorization_scheme_unsupported');
  };
}

function readScheme({ headers }: SignedRequest): Scheme | undefined | Denied {
  const values = headers.get('authorization') ?? [];
  if (values.length > 1) return new Denied('authorization_repeated');
  const [header = ''] = values;
  if (header.trim() === '') return new Denied('authorization_missing');
  if (header.length > MAX_AUTHORIZATION_LENGTH) return new Denied('authorization_too_large');
  const scheme = header.trim().replace(/[\s,].*/s, '');
  return SCHEME_OF.get(scheme.toLowerCase());
}

/** By the lower-case name of the scheme in the header. */
const SCHEME_OF: ReadonlyMap<string, Scheme> = new Map([
  ['oauth', 'oauth1'],
  ['bearer', 'bearer'],
]);
