import { OnboardingError } from '../onboarding/errors';
import { isLoopbackHost } from './proxy';

/** Parts of a URL, with path and query exactly as typed. */
export interface Target {
  readonly url: string;
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly port: number;
  /** Path and query as typed. */
  readonly path: string;
}

const URL_PARTS = /^(https?):\/\/(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::(\d{1,5}))?(\/[^#]*|\?[^#]*)?(?:#.*)?$/i;

/**
 * Reads a URL.
 *
 * @param name of the argument or option, for messages
 * @throws OnboardingError `usage` when it cannot be sent as typed
 */
export function readTarget(text: string, name = 'url'): Target {
  const [, scheme = '', host = '', port, rest = '/'] = URL_PARTS.exec(text) ?? [];
  if (host === '') {
    const got = JSON.stringify(text.replace(/\/\/[^/]*@/, '//…@'));
    throw new OnboardingError(
      'usage',
      `${name}: got ${got}, expected an absolute URL such as https://host/aps/2/resources, in quotes`,
    );
  }
  if (!/^[!-~]*$/.test(rest)) {
    throw new OnboardingError(
      'usage',
      `${name}: percent-encode spaces and characters beyond ASCII; all others are sent as typed`,
    );
  }
  const [malformed] = /%(?![0-9a-f]{2}).{0,2}/i.exec(rest) ?? [];
  if (malformed !== undefined) {
    const got = JSON.stringify(malformed);
    throw new OnboardingError(
      'usage',
      `${name}: got ${got}, expected two hexadecimal digits after %; a % itself is %25`,
    );
  }
  if (scheme.toLowerCase() === 'http' && !isLoopbackHost(host)) {
    throw new OnboardingError(
      'usage',
      `${name}: got http://${host}, expected https; over http others can read the request, so it is allowed for localhost only`,
    );
  }
  const secure = scheme.toLowerCase() === 'https';
  return {
    url: text.replace(/#.*$/, ''),
    scheme: secure ? 'https' : 'http',
    host: host.replace(/^\[|\]$/g, ''),
    port: port === undefined ? (secure ? 443 : 80) : Number(port),
    path: rest.startsWith('?') ? `/${rest}` : rest,
  };
}

/** Returns a warning for each part of a target that API Gateway changes on the way, so that the signature may fail. */
export function warningsAbout({ path: target }: Target): readonly string[] {
  const [path = '', query = ''] = target.split(/\?(.*)/s);
  return [
    ...(query.includes(';') ? ['API Gateway splits a query at ";": write %3B'] : []),
    ...(query.includes('+')
      ? ['API Gateway reads "+" in a query as a space: write %2B for a plus, %20 for a space, and sort(name) to sort']
      : []),
    ...(path.length > 1 && path.endsWith('/')
      ? ['API Gateway drops a slash at the end of the path, unless the gateway forwards by lambda: leave it out']
      : []),
  ];
}
