import { join } from 'node:path';
import { buildCli } from '../lib/cli/build';

const root = join(__dirname, '..');
buildCli(root, join(root, 'dist'));
