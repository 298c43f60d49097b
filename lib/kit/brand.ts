import type { z } from 'zod';
import { parseFile } from '../config/files/parse';
import type { ConfigProblem } from '../config/problem';
import { object, PRINTABLE, rule, text } from '../config/shapes/vocabulary';

/** The provider's name, logo and support address. */
export interface Brand {
  readonly name: string;
  readonly logo?: Logo;
  readonly support: { readonly email?: string; readonly url?: string; readonly phone?: string };
}

/** A picture, with the name that it gets in the kit. */
export interface Logo {
  readonly name: 'logo.svg' | 'logo.png';
  readonly bytes: Uint8Array;
}

const SUPPORT = rule(
  object({
    email: text(/^[^\s@,"<>]+@[^\s@,"<>]+\.[^\s@,"<>]+$/, 'an email address').exactOptional(),
    url: text(/^https:\/\/[!-~]{1,500}$/, 'an address that starts with https://').exactOptional(),
    phone: text(/^\+?[0-9][0-9 ()/-]{3,40}$/, 'a phone number').exactOptional(),
  }),
  (written) => Object.keys(written).length > 0,
  [],
  'at least one of: email, url, phone',
);

/** The shape of a brand file. */
const BRAND = object({
  name: PRINTABLE.describe('Name of the provider.'),
  logo: text(/\.(?:svg|png)$/, 'a path to an .svg or .png file, from the folder of this file')
    .exactOptional()
    .describe('Picture of at most 200 KB, as a path from the folder of this file. Default: none.'),
  support: SUPPORT.describe('Where integrators get help: email, url, phone.'),
});

/** A brand file: its logo is still a path. */
export type BrandDeclaration = z.output<typeof BRAND>;

/** Parses a brand file, YAML or JSON. Pure; never throws. */
export function parseBrand(
  file: string,
  source: string,
): { readonly declared?: BrandDeclaration; readonly problems: readonly ConfigProblem[] } {
  const { value, problems } = parseFile(file, source, BRAND, {});
  return { problems, ...(value !== undefined && problems.length === 0 && { declared: value }) };
}
