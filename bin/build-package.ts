/** `npm run build:package`: everything that the published package holds. */
import { join } from 'node:path';
import { buildPackage } from '../lib/package/build-package';

buildPackage(join(__dirname, '..'));
