import { isIP } from 'node:net';
import { z } from 'zod';
import { CONSUMER_KEY_PATTERN } from '../../../lambda/authorizer/contract';
import { ID_ALLOWED, ID_PATTERN } from '../../identifiers';
import { parseCidr } from '../cidr';

/** A text that matches a pattern. `allowed` describes it in words; problems print it, here and below. */
export function text(pattern: RegExp, allowed: string) {
  return z.string({ error: allowed }).regex(pattern, { error: allowed });
}

/** Key of a consumer, as the platform generates it. */
export const CONSUMER_KEY = text(CONSUMER_KEY_PATTERN, '1 to 128 letters, digits and _ . = @ + -');

/** A whole number between two inclusive bounds. */
export function whole(min: number, max: number, unit = '') {
  const allowed = `a whole number from ${min} to ${max}${unit && ` ${unit}`}`;
  return z.int({ error: allowed }).min(min, { error: allowed }).max(max, { error: allowed });
}

/** One word of a fixed list. */
export function oneOf<const T extends readonly string[]>(words: T) {
  return z.enum(words, { error: `one of: ${words.join(', ')}` });
}

/** A map with these keys and no others. */
export function object<T extends z.ZodRawShape>(shape: T) {
  const keys = Object.keys(shape).join(', ');
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? `one of: ${keys}` : `a map with these keys: ${keys}`),
  });
}

/**
 * A rule over several keys of a map. It is checked even if single keys have problems.
 *
 * @param holds gets the map as written; its keys may have values of any type
 */
export function rule<T extends z.ZodType>(
  shape: T,
  holds: (written: z.output<T>) => boolean,
  path: string[],
  allowed: string,
) {
  return shape.refine(holds, {
    path,
    error: allowed,
    when: ({ value }) => typeof value === 'object' && value !== null,
  });
}

/** A non-empty list without duplicates. `repeated` says which entries are duplicates and where to report them. */
export function list<T extends z.ZodType>(
  item: T,
  allowed: string,
  repeated: { by: (entry: z.output<T>) => string; path: string[]; allowed: string } = {
    by: (entry) => JSON.stringify(entry),
    path: [],
    allowed: 'each entry once',
  },
) {
  return z
    .array(item, { error: allowed })
    .min(1, { error: `${allowed}, at least one` })
    .superRefine((items, context) => {
      const seen = new Set<string>();
      for (const [index, entry] of items.entries()) {
        const name = repeated.by(entry);
        if (seen.has(name))
          context.addIssue({ code: 'custom', path: [index, ...repeated.path], message: repeated.allowed });
        seen.add(name);
      }
    });
}

/** Declares that there is no limit; `0` never does. */
export const UNLIMITED = 'unlimited';
/** The largest number that API Gateway accepts. */
export const MOST = 2_147_483_647;
const LIMIT = `a whole number from 1 to ${MOST}, or ${UNLIMITED}`;
/** A limit: a number, or the word `unlimited`. */
export function limit() {
  return z.union([z.int({ error: LIMIT }).min(1, { error: LIMIT }).max(MOST, { error: LIMIT }), z.literal(UNLIMITED)], {
    error: LIMIT,
  });
}

export const PRINTABLE = text(/^[\x20-\x7e\u00a0-\uffff]{1,200}$/, 'printable text of 1 to 200 characters');

export const RESELLER_ID = text(ID_PATTERN, `a reseller id: ${ID_ALLOWED}`);
export const TIER_NAME = text(ID_PATTERN, `a tier: ${ID_ALLOWED}`);

const ORIGIN_ALLOWED =
  'https:// and a lower-case host name, with an optional port (80, 443 or 1024 to 65535) and no path';
/** An HTTPS origin with an optional port, and no path. */
export const HTTPS_ORIGIN = text(
  /^https:\/\/(?=.{1,253}(?::|$))(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?::(?:80|443|102[4-9]|10[3-9]\d|1[1-9]\d{2}|[2-9]\d{3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d{2}|655[0-2]\d|6553[0-5]))?$/,
  ORIGIN_ALLOWED,
).refine(isWholeHost, { error: ORIGIN_ALLOWED });

/** False for a host that URL parsers rewrite as an address: `https://10` would be 0.0.0.10. */
function isWholeHost(origin: string): boolean {
  const [, host = ''] = /^https:\/\/([a-z0-9.-]+)(?::\d+)?$/.exec(origin) ?? [];
  // The pattern has reported it.
  if (host === '') return true;
  return URL.canParse(origin) && new URL(origin).hostname === host;
}

export const TAGS = z
  .record(
    text(
      /^(?!aws:)[\w .:/=+@-]{1,128}$/,
      'a tag name of 1 to 128 letters, digits, spaces and . : / = + @ _ -, not starting with aws:',
    ),
    text(/^[\w .:/=+@-]{0,256}$/, 'a tag value of at most 256 letters, digits, spaces and . : / = + @ _ -'),
    { error: 'a map of tag name to tag value' },
  )
  .describe('Tags for every resource of the stack.');

const IPV4_CIDR_ALLOWED = 'a block of IPv4 addresses without host bits, such as 10.20.0.0/16';
/** A block of IPv4 addresses. */
export const IPV4_CIDR = z
  .string({ error: IPV4_CIDR_ALLOWED })
  .refine((block) => parseCidr(block)?.version === 4, { error: IPV4_CIDR_ALLOWED });

const SOURCE_BLOCK_ALLOWED =
  'a block of IPv4 addresses without host bits, with a prefix of /1 or longer, such as 203.0.113.0/24: consumers reach a gateway over IPv4 only; to allow every address, leave the list out';
/**
 * A block of source addresses. An API and its domains have IPv4 addresses only, so an IPv6 block would never match. AWS
 * WAF does not accept /0.
 */
export const SOURCE_BLOCK = z
  .string({ error: SOURCE_BLOCK_ALLOWED })
  .refine((block) => parseCidr(block)?.version === 4 && !block.endsWith('/0'), { error: SOURCE_BLOCK_ALLOWED });

/** An IPv4 address. */
export const IPV4 = z
  .string({ error: 'an IPv4 address' })
  .refine((address) => isIP(address) === 4, { error: 'an IPv4 address' });

/** `arn:<partition>:<service>:<region>:<account>:<resource>` */
export function arn(service: string, resource: string, allowed: string) {
  return text(new RegExp(`^arn:aws[a-z-]*:${service}:[a-z0-9-]*:(?:\\d{12})?:${resource}$`), allowed);
}

/** A host name with at least two labels. */
export const HOST_NAME = text(
  /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
  'a lower-case host name such as api.example.com',
);
