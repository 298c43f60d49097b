/** `npm run test:unit -- [options of Jest]`: runs the unit tests. */
import { spawnSync } from 'node:child_process';
import { ROOT } from '../architecture/imports';
import { unitTests } from './unit-tests';

const config: object = require('../../jest.config.js');
const units = { ...config, rootDir: ROOT, testMatch: unitTests().map((file) => `<rootDir>/${file}`) };
const options = ['--config', JSON.stringify(units), ...process.argv.slice(2)];
const { status } = spawnSync(process.execPath, [require.resolve('jest/bin/jest'), ...options], { stdio: 'inherit' });
process.exitCode = status ?? 1;
