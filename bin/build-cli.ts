import { join } from 'node:path';
import { buildCli } from '../lib/cli/build';
import { Bundler } from '../lib/package/bundler';

const root = join(__dirname, '..');
buildCli(new Bundler(root), join(root, 'dist'));
