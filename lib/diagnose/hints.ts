import { signatureShapeProblem } from '../../lambda/authorizer/oauth1/signature-shape';
import { type CapturedRequest, headerOf } from './inputs/captured-request';
import type { GatewayView } from './gateway-view';
import { urlParts } from './url-parts';

/** Something in a request that often makes its signature fail, and that can be seen without the secret. */
export interface Hint {
  readonly sentence: string;
  readonly remedy: string;
}

type Look = (captured: CapturedRequest, view: GatewayView) => Hint | undefined;

/** Looks for hints, in the order in which they are reported: certain ones first. */
const LOOKS: readonly Look[] = [
  lookAtSignature,
  lookAtConsumerKey,
  lookAtScheme,
  lookAtPort,
  inQuery(/;/, 'The query contains ";", at which API Gateway splits it.', 'Percent-encode it as %3B, and sign it so.'),
  inQuery(
    /\+/,
    'The query contains "+", which API Gateway reads as a space; some clients sign it as a plus.',
    'Write %2B for a plus and %20 for a space; sort by sort(name) or sort(-name).',
  ),
  inQuery(
    /%25[0-9A-F]{2}/i,
    'The query is percent-encoded twice: %25 begins an escape of an escape.',
    'Percent-encode names and values once.',
  ),
  inQuery(
    /(?:^|&)[^=&]*%[0-9A-F]{2}/i,
    'A name in the query has escapes; some clients, such as Insomnia with URL encoding on, sign them encoded twice.',
    'Write RQL with literal parentheses and commas, and switch URL encoding off.',
  ),
  inQuery(
    /(?:^|&)[^=&]+(?=&|$)/,
    'A parameter in the query has no =; many libraries, most of those for Java and PHP among them, do not sign it.',
    'Give each RQL term to the library as a parameter with an empty value, or end each term with =, as in limit(0,10)=.',
  ),
  inQuery(
    /(?:^|&)[^=&]*=[^&]*=/,
    'A value in the query contains =; some clients cut it there.',
    'Percent-encode = inside a value as %3D.',
  ),
  inQuery(
    /(?:^|&)(?=&|$)/,
    'The query has an empty parameter, as in && or with & at its end; some clients sign it.',
    'Remove the & that no parameter follows.',
  ),
  lookAtRepeatedNames,
  lookAtVpcEndpoint,
  lookAtHostCase,
  lookAtPathEscapes,
];

/** Returns hints from a request without its secret. None of them proves anything. */
export function hintsAbout(captured: CapturedRequest, view: GatewayView): readonly Hint[] {
  return LOOKS.map((look) => look(captured, view)).filter((hint) => hint !== undefined);
}

/** Returns hints at why the platform may refuse a request whose signature the gateway verifies. */
export function hintsOnPlatform(captured: CapturedRequest): readonly Hint[] {
  const hint = lookAtVpcEndpoint(captured);
  return hint ? [hint] : [];
}

/** A name of a VPC endpoint, its own or with the id of an API (API Gateway developer guide, "Invoke a private API"). */
function lookAtVpcEndpoint(captured: CapturedRequest): Hint | undefined {
  const host = headerOf(captured, 'host') ?? urlParts(captured.url).authority;
  if (!/^(?:[a-z0-9]+-)?vpce-[\w-]+\.execute-api\./i.test(host)) return undefined;
  return {
    sentence: 'The host is a name of the VPC endpoint, not of the gateway; the platform accepts no signature over it.',
    remedy: 'Call and sign the domain of the gateway, or send it in the header Host and sign that.',
  };
}

function lookAtSignature(_captured: CapturedRequest, { parameters }: GatewayView): Hint | undefined {
  if (!parameters) return undefined;
  const problem = signatureShapeProblem(parameters.signatureMethod, parameters.signature);
  if (problem === undefined) return undefined;
  return {
    sentence: `No key can produce this oauth_signature: ${problem}.`,
    remedy: "Send base64 of the HMAC's bytes, percent-encoded once in the header.",
  };
}

function lookAtConsumerKey(_captured: CapturedRequest, { parameters }: GatewayView): Hint | undefined {
  if (!parameters || parameters.consumerKey === parameters.consumerKey.trim()) return undefined;
  return {
    sentence: 'The oauth_consumer_key begins or ends with white space.',
    remedy: 'Remove the white space from the consumer key, and look at the consumer secret, too.',
  };
}

function lookAtScheme({ url }: CapturedRequest): Hint | undefined {
  if (urlParts(url).scheme.toLowerCase() === 'https') return undefined;
  return {
    sentence: 'The URL has the scheme http; a gateway verifies the signature over https.',
    remedy: 'Call and sign the URL with https.',
  };
}

function lookAtPort({ url }: CapturedRequest): Hint | undefined {
  const { scheme, authority } = urlParts(url);
  const [, port] = /:(\d+)$/.exec(authority) ?? [];
  // The scheme is the fault of a URL with http and its port.
  if (port === undefined || (port === '80' && scheme.toLowerCase() === 'http')) return undefined;
  return port === '443'
    ? { sentence: 'The URL names the port 443, which is not signed; some clients sign it.', remedy: 'Leave :443 out.' }
    : { sentence: `The URL names the port ${port}, which is signed.`, remedy: `Sign the host with :${port}.` };
}

function lookAtHostCase({ url }: CapturedRequest): Hint | undefined {
  const { authority } = urlParts(url);
  if (authority === authority.toLowerCase()) return undefined;
  return {
    sentence: 'The host has capital letters; it is signed in lower case, which some clients do not do.',
    remedy: 'Write the host in lower case.',
  };
}

function lookAtPathEscapes({ url }: CapturedRequest): Hint | undefined {
  if (!urlParts(url).path.includes('%')) return undefined;
  return {
    sentence: 'The path has escapes; it is signed as it is sent, but some clients decode it or encode it once more.',
    remedy: 'Sign the path as it is sent.',
  };
}

function lookAtRepeatedNames(_captured: CapturedRequest, { request }: GatewayView): Hint | undefined {
  const names = request?.query.map(([name]) => name) ?? [];
  if (new Set(names).size === names.length) return undefined;
  return {
    sentence: 'A name occurs more than once in the query; some clients sign only one of its values.',
    remedy: 'Send each name once, or use a library that signs repeated names.',
  };
}

/** A pattern in the raw query. */
function inQuery(pattern: RegExp, sentence: string, remedy: string): Look {
  return ({ url }) => {
    const { query = '' } = urlParts(url);
    return query !== '' && pattern.test(query) ? { sentence, remedy } : undefined;
  };
}
