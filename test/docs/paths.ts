import { join } from 'node:path';
import { PACKAGE_NAME } from '../../lib/package-root';
import { ROOT } from './sections';

/** Sources of what the package exports, by the name with which an app imports it. */
export const PATHS: Readonly<Record<string, readonly [string]>> = {
  [PACKAGE_NAME]: [join(ROOT, 'lib/index.ts')],
  [`${PACKAGE_NAME}/onboarding`]: [join(ROOT, 'lib/onboarding/index.ts')],
  [`${PACKAGE_NAME}/oauth1`]: [join(ROOT, 'lib/oauth1/index.ts')],
};
