import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NoticeSettings } from '../../lib/notices/settings';
import { SETTINGS_FILE } from './contract';
import { noticesFunction } from './notices-function';

/** The Lambda function that sends notices on a clock. */
export const handler = noticesFunction({
  environmentVariables: process.env,
  settings: JSON.parse(readFileSync(join(__dirname, SETTINGS_FILE), 'utf8')) as NoticeSettings,
  now: () => new Date(),
  // Not by console: Lambda would put a prefix before the line, and CloudWatch would find no metrics in it.
  write: (line) => void process.stdout.write(line),
});
