import type { AuthorizerEvent } from '../support/events';
import type { Random } from './random';

/** Fragments on which parsers, encoders, maps and matchers have failed in other projects. */
const NASTY = [
  '',
  ' ',
  '"',
  '\\',
  ',',
  '=',
  '&',
  '%',
  '%%',
  '%zz',
  '%00',
  '%FF',
  '%ED%A0%80',
  '%u0041',
  '+',
  '%2B',
  '%252B',
  '\u0000',
  '\u0001',
  '\t',
  '\r\n',
  '\n ',
  '\u007f',
  'é',
  '☃',
  '💥',
  '\ud800',
  '\udc00x',
  '\ufeff',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'oauth_',
  'oauth_token="x"',
  'oauth_signature=""',
  'realm="',
  'OAuth ',
  'Bearer ',
  'PLAINTEXT',
  '1e9',
  '+1',
  ' 1',
  '٣',
  '-0',
  'NaN',
  '0x10',
  '9'.repeat(400),
  'a'.repeat(10_000),
  '"='.repeat(2000),
  ',a="'.repeat(900),
  '%41'.repeat(800),
  '../..',
  '%2e%2E/',
  '/',
  '//',
  '?',
  '#',
  ':443',
  ':99999',
  'null',
  '[object Object]',
  '${jndi:x}',
  "'",
  '*',
  '(',
  ')',
] as const;

const JUNK: readonly unknown[] = [
  null,
  undefined,
  0,
  -1,
  1.5,
  true,
  '',
  'text',
  [],
  [[]],
  {},
  { length: 3 },
  [null],
  [undefined, 7],
  Number.NaN,
];

/** Makes a new value each time, because a later mutation may change it. */
const junk = (random: Random): unknown => structuredClone(random.pick(JUNK));

const HEADER_NAMES = [
  'authorization',
  'AUTHORIZATION',
  'Host',
  'Content-Type',
  'APS-Token',
  'x-forwarded-host',
  '__proto__',
  '',
  'X\u0000',
  'Forwarded',
];

type Mutation = (event: AuthorizerEvent, random: Random) => AuthorizerEvent;

/** Mutations of an event: of its text, its shape and its meaning. */
export const MUTATIONS: readonly Mutation[] = [
  changeText(
    (event) => [event.headers, 'Authorization'],
    (event, value) => (event.multiValueHeaders.Authorization = [value]),
  ),
  changeText(
    (event) => [event.headers, 'Authorization'],
    (event, value) => (event.multiValueHeaders.Authorization = [value]),
  ),
  changeText(
    (event) => [event.headers, 'Authorization'],
    (event, value) => (event.multiValueHeaders.Authorization = [value]),
  ),
  changeText((event) => [event.requestContext, 'path']),
  changeText((event) => [event.requestContext, 'domainName']),
  changeText((event) => [event, 'httpMethod']),
  changeText((event) => [event, 'methodArn']),
  changeText((event) => [event.requestContext?.identity, 'sourceIp']),
  changeText((event) => [event.requestContext?.identity, 'vpceId']),
  (event, random) => setPath(event, pathsOf(event), junk(random), random),
  (event, random) => setPath(event, pathsOf(event), random.pick(NASTY), random),
  (event, random) => {
    const map = random.pick([event.headers, event.multiValueHeaders]) as object | undefined;
    return put(
      event,
      map,
      random.pick(HEADER_NAMES),
      random.pick([random.pick(NASTY), [random.pick(NASTY)], junk(random)]),
    );
  },
  (event, random) => {
    const map = random.pick([event.queryStringParameters, event.multiValueQueryStringParameters]) as object | undefined;
    return put(event, map, random.pick(NASTY), random.pick([random.pick(NASTY), [random.pick(NASTY)], junk(random)]));
  },
  (_, random) => junk(random) as AuthorizerEvent,
];

function changeText(
  place: (event: AuthorizerEvent) => [Record<string, unknown> | undefined, string],
  after: (event: AuthorizerEvent, value: string) => unknown = () => undefined,
): Mutation {
  return (event, random) => {
    const [object, key] = place(event);
    const text = object?.[key];
    if (typeof object !== 'object' || typeof text !== 'string') return event;
    const from = random.below(text.length + 1);
    const to = random.pick([from, from, from + 1, from + random.below(40)]);
    const changed = text.slice(0, from) + random.pick(NASTY) + text.slice(to);
    object[key] = changed;
    if (typeof event.multiValueHeaders === 'object' && event.multiValueHeaders) after(event, changed);
    return event;
  };
}

function put(event: AuthorizerEvent, object: object | undefined, key: string, value: unknown): AuthorizerEvent {
  // As JSON.parse makes it: an own property, whatever its name.
  if (typeof object === 'object' && object)
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  return event;
}

function pathsOf(event: AuthorizerEvent): readonly (readonly string[])[] {
  const within = (object: unknown, path: readonly string[]): readonly (readonly string[])[] =>
    typeof object === 'object' && object !== null
      ? Object.entries(object).flatMap(([key, value]) => [[...path, key], ...within(value, [...path, key])])
      : [];
  return within(event, []);
}

function setPath(
  event: AuthorizerEvent,
  paths: readonly (readonly string[])[],
  value: unknown,
  random: Random,
): AuthorizerEvent {
  if (paths.length === 0) return event;
  const path = random.pick(paths);
  let object = event;
  for (const key of path.slice(0, -1)) object = object[key];
  object[path.at(-1)!] = value;
  return event;
}
