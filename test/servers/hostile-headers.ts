import { hmacsign } from 'oauth-sign';
import type { Parameter } from '../../lambda/authorizer/oauth1/parameter';
import { percentEncode } from '../../lambda/authorizer/oauth1/percent-encoding';
import type { Random } from '../authorizer/fuzz/random';

/** The request that every header signs. It has no query, so that readers differ only in how they read the header. */
export const METHOD = 'GET';
export const URL = 'https://gw1.example.com/aps/2/resources';

/** Two consumers of one sender: the gateway serves the first and has suspended the second. */
export const SERVED = { consumerKey: 'served', consumerSecret: 'kd94hf93k423kf44' };
export const SUSPENDED = { consumerKey: 'suspended', consumerSecret: 'pfkkdhi9sl3r4s00' };

type Consumer = typeof SERVED;

/** Makes a header that is signed by the served consumer, and in which some reader could find the suspended one. */
export function hostileHeader(random: Random, timestamp: number): string {
  const hidden = signed(SUSPENDED, random, timestamp);
  const own = signed(SERVED, random, timestamp, valueWith(random, hidden));
  const elements = own.map(([name, value]) => `${name}="${spell(random, value)}"`);
  const hiding = random.pick([inRealm, inNames, () => []])(random, hidden);
  const at = random.below(elements.length + 1);
  elements.splice(random.pick([0, at, elements.length]), 0, ...hiding);
  const separator = random.pick([', ', ',', ' ,\t', ',, ']);
  return `${random.pick(['OAuth ', 'OAuth ', 'oauth ', 'OAuth ,'])}${elements.join(separator)}${random.pick(['', '', ','])}`;
}

/** Makes a header as most clients write it. */
export function plainHeader(random: Random, timestamp: number): string {
  const elements = signed(SERVED, random, timestamp).map(([name, value]) => `${name}="${percentEncode(value)}"`);
  return `OAuth ${elements.join(', ')}`;
}

/** Returns the protocol parameters of a consumer's request, with the signature over them. */
function signed(
  { consumerKey, consumerSecret }: Consumer,
  random: Random,
  timestamp: number,
  extension: readonly Parameter[] = [],
): readonly Parameter[] {
  const parameters: readonly Parameter[] = [
    ['oauth_consumer_key', consumerKey],
    ['oauth_nonce', random.next().toString(36).slice(2).padEnd(8, '0')],
    ['oauth_signature_method', 'HMAC-SHA1'],
    ['oauth_timestamp', String(timestamp)],
    ['oauth_version', '1.0'],
    ...extension,
  ];
  const signature = hmacsign(METHOD, URL, Object.fromEntries(parameters), consumerSecret, '');
  return [...parameters, ['oauth_signature', signature]];
}

/** Parameters as text, in each way in which a reader could take them for elements of the header. */
function listed(random: Random, parameters: readonly Parameter[], quotes: readonly string[]): string {
  const quote = random.pick(quotes);
  const some = random.pick([parameters, parameters.slice(0, 1)]);
  const written = some.map(([name, value]) => `${name}=${quote}${percentEncode(value)}${quote}`);
  return written.join(random.pick([',', ', ', '&']));
}

/** A realm is a quoted string, in which a quote is escaped. */
function inRealm(random: Random, hidden: readonly Parameter[]): readonly string[] {
  const text = listed(random, hidden, [String.raw`\"`, "'", '']);
  return [`${random.pick(['realm', 'realm', 'Realm', 'REALM'])}="${random.pick(['x,', ''])}${text}"`];
}

/** Names that one reader tells from the genuine ones, and another does not. */
function inNames(random: Random, hidden: readonly Parameter[]): readonly string[] {
  const respell = random.pick<(name: string) => string>([
    (name) => `!${name}`,
    (name) => `x.${name}`,
    (name) => `x ${name}`,
    (name) => name.toUpperCase(),
    (name) => name.replace('oauth_c', 'oauth_C'),
    (name) => name.replace('_', '-'),
    (name) => name.replace('_', '%5F'),
    (name) => `${name}%00`,
    (name) => `%20${name}`,
    (name) => name,
  ]);
  return hidden.map(([name, value]) => `${respell(name)}="${percentEncode(value)}"`);
}

/** A protocol parameter that no server knows, with the hidden parameters in its value. */
function valueWith(random: Random, hidden: readonly Parameter[]): readonly Parameter[] {
  if (random.below(2) === 0) return [];
  return [['oauth_extension', `x${random.pick(['', '"', "'"])},${listed(random, hidden, ['"', "'", ''])}`]];
}

/** Percent-encodes a value, or leaves what the gateway accepts unencoded. */
function spell(random: Random, value: string): string {
  const encoded = percentEncode(value);
  return random.pick([
    encoded,
    encoded.toLowerCase() === encoded ? encoded : encoded.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase()),
    value.replace(/[^!#$&-[\]-~]/g, percentEncode),
  ]);
}
