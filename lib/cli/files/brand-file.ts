import { existsSync } from 'node:fs';
import { dirname, extname, join, relative, resolve } from 'node:path';
import { ConfigError } from '../../config/problem';
import { type Brand, type BrandDeclaration, type Logo, parseBrand } from '../../kit/brand';
import { OnboardingError } from '../../onboarding/errors';
import type { Context } from '../context';
import { readFileBytes, readFileText } from './read-input';

/** Larger pictures are photos by mistake. */
const MOST_LOGO_BYTES = 200 * 1024;
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * Reads a brand file and its logo. Without a name, it is `brand.yaml` of the environment, if there is one.
 *
 * @throws OnboardingError `usage` with every problem of the file
 */
export async function readBrandFile(
  { io, environment }: Context,
  configRoot: string,
  named: string | undefined,
): Promise<Brand | undefined> {
  const own = join(configRoot, environment, 'brand.yaml');
  const file = named ?? (existsSync(resolve(io.workingDirectory, own)) ? own : undefined);
  if (file === undefined) return undefined;
  const { declared, problems } = parseBrand(file, (await readFileText(io, file)).text);
  if (!declared) throw new OnboardingError('usage', new ConfigError(problems).message);
  const { logo, ...brand } = declared;
  if (logo === undefined) return withoutLogo(brand);
  const path = relative(io.workingDirectory, resolve(io.workingDirectory, dirname(file), logo));
  return { ...withoutLogo(brand), logo: logoOf(path, await readFileBytes(io, path)) };
}

function withoutLogo({ name, support }: Omit<BrandDeclaration, 'logo'>): Brand {
  return { name, support };
}

function logoOf(path: string, bytes: Buffer): Logo {
  if (bytes.length > MOST_LOGO_BYTES) {
    throw new OnboardingError('usage', `the logo ${path} has ${bytes.length} bytes; expected at most 200 KB`);
  }
  const isPng = extname(path) === '.png';
  const isRight = isPng ? bytes.subarray(0, PNG.length).equals(PNG) : /<svg[\s>]/.test(bytes.toString('utf8'));
  if (!isRight) {
    throw new OnboardingError(
      'usage',
      `the logo ${path} is not ${isPng ? 'a PNG' : 'an SVG'} picture, as its name says`,
    );
  }
  return { name: isPng ? 'logo.png' : 'logo.svg', bytes };
}
