import { parseTypedQuery } from '../query-parameters';
import { signedUriText, type SignedUri, type Signing } from '../signing';
import { NO_PARAMETERS, typedPair, type TypedParameter, typedParameter } from '../typed-parameter';
import { percentDecode, percentEncode } from '../percent-encoding';
import type { KnownFault } from './known-fault';

const METHODS = ['GET', 'POST', 'PUT', 'DELETE'] as const;

/** Faults in the method, the URL and the header parameters. */
export const REQUEST_FAULTS: readonly KnownFault[] = [
  {
    id: 'url_with_query',
    clients: ['peony-twitter given the whole URL'],
    sentence: 'the query as part of the base string URI',
    remedy: 'Cut the URL before its ? in the base string, and sign the query as parameters.',
    proves: 'secret',
    change: (signing) => {
      const { query } = signing.sent;
      if (query.length === 0) return [];
      const spelled = new Set([query.map(typedPair), query.map(escapedPair)].map((pairs) => `?${pairs.join('&')}`));
      return [...spelled]
        .flatMap((text) => withUri(signing, { query: text }))
        .flatMap((whole) => [whole, { ...whole, query: NO_PARAMETERS }]);
    },
  },
  {
    id: 'method_other',
    clients: [],
    sentence: 'another method than the one that was sent',
    remedy: 'Sign the method that you send; a redirect or a default of the client may have changed it.',
    proves: 'secret',
    change: (signing) =>
      METHODS.filter((method) => method !== signing.method).map((method) => ({ ...signing, method })),
  },
  {
    id: 'method_case',
    clients: [],
    sentence: 'the method not in upper case',
    remedy: 'Sign the method in upper case.',
    proves: 'secret',
    change: (signing) => [{ ...signing, method: signing.method.toLowerCase() }],
  },
  {
    id: 'scheme_http',
    clients: [],
    sentence: 'the scheme http',
    remedy: 'Sign the URL with https, as it is sent.',
    proves: 'secret',
    change: (signing) => withUri(signing, { scheme: 'http' }),
  },
  {
    id: 'port_signed',
    clients: [
      'oauth-1.0a',
      'Insomnia',
      'request',
      'postman-request',
      'bell',
      'twitter-api-v2',
      'Perl',
      'liboauth',
      'Go mrjones',
      'Qt',
    ],
    sentence: 'the default port in the URL',
    remedy: 'Leave :443 out of the URL.',
    proves: 'secret',
    change: (signing) =>
      signing.sent.port === undefined ? withUri(signing, { authority: `${signing.uri.authority}:443` }) : [],
  },
  {
    id: 'port_unsigned',
    clients: [],
    sentence: 'no port in the URL',
    remedy: 'Sign the port that you call; only 443 is left out.',
    proves: 'secret',
    change: (signing) =>
      signing.sent.port === undefined
        ? []
        : withUri(signing, { authority: signing.uri.authority.replace(/:\d+$/, '') }),
  },
  {
    id: 'host_case',
    clients: [],
    sentence: 'the host in the case that was typed',
    remedy: 'Write the host in lower case.',
    proves: 'secret',
    change: (signing) => withUri(signing, { authority: signing.uri.authority.replace(/^[^:]*/, signing.sent.host) }),
  },
  {
    id: 'path_slash',
    clients: [],
    sentence: 'a slash more, or one less, at the end of the path',
    remedy: 'Sign the path as it is sent, with or without a slash at its end.',
    proves: 'secret',
    change: (signing) => {
      const { path } = signing.uri;
      return withUri(signing, { path: path.endsWith('/') ? path.slice(0, -1) : `${path}/` });
    },
  },
  {
    id: 'path_prefix_missing',
    clients: [],
    sentence: 'the path without its first part',
    remedy: 'Sign the whole path, /aps included.',
    proves: 'secret',
    change: (signing) => withUri(signing, { path: signing.uri.path.replace(/^\/[^/]*/, '') || '/' }),
  },
  {
    id: 'path_decoded',
    clients: ['Go mrjones', 'QtNetworkAuth', 'signet', 'LWP::Authen::OAuth'],
    sentence: 'the path decoded',
    remedy: 'Sign the path as it is sent, with its escapes.',
    proves: 'secret',
    change: (signing) => withUri(signing, { path: percentDecode(signing.uri.path) ?? signing.uri.path }),
  },
  {
    id: 'path_escaped_twice',
    clients: [],
    sentence: 'the path percent-encoded once more',
    remedy: 'Sign the path as it is sent; encode it once.',
    proves: 'secret',
    change: (signing) => [
      ...withUri(signing, { path: signing.uri.path.split('/').map(percentEncode).join('/') }),
      ...withUri(signing, { path: encodeURI(signing.uri.path) }),
    ],
  },
  {
    id: 'token_unsent',
    clients: ['Postman with "add empty parameters"', 'GData'],
    sentence: 'an oauth_token or oauth_callback that was not sent',
    remedy: 'Send every OAuth parameter that is signed, empty ones too, or none of them.',
    proves: 'secret',
    change: (signing) =>
      (
        [
          ['oauth_token', ''],
          ['oauth_callback', 'oob'],
          ['oauth_version', '1.0'],
        ] as const
      )
        .filter(([name]) => !signing.header.some((each) => each.name === name))
        .map((added) => ({ ...signing, header: [...signing.header, typedParameter(added)] })),
  },
  {
    id: 'body_signed',
    clients: [],
    sentence: 'the body signed as if it were a form',
    remedy: 'Sign no body except a form: leave JSON out of the parameters.',
    proves: 'secret',
    change: (signing) => {
      const { body } = signing.sent;
      if (body === undefined || body === '') return [];
      const form = parseTypedQuery(body);
      const whole = typedParameter([body, '']);
      return [[whole], form].map((added) => ({ ...signing, query: [...signing.query, ...added] }));
    },
  },
];

/** Signs another base string URI; none if it is the same. */
function withUri(signing: Signing, part: Partial<SignedUri>): readonly Signing[] {
  const uri = { ...signing.uri, ...part };
  return signedUriText(uri) === signedUriText(signing.uri) ? [] : [{ ...signing, uri }];
}

function escapedPair({ name, value, typedValue }: TypedParameter): string {
  return typedValue === undefined ? percentEncode(name) : `${percentEncode(name)}=${percentEncode(value)}`;
}
