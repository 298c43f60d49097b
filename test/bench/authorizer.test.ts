import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

test('the benchmark of the authorizer runs, and compares each number with a reference', () => {
  const printed = execFileSync(process.execPath, ['--import', 'tsx', 'bench/authorizer.ts', '1'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  const numbers = printed.split('\n').filter((line) => /\d (?:us|ms)\b/.test(line));
  expect(numbers.map((line) => line.trim().split(/ {2}/, 1)[0])).toEqual([
    'bare createHmac',
    'header to outcome',
    '… parse the header',
    '… read the protocol parameters',
    '… build the base string',
    '… HMAC and comparison',
    'the same with oauth-1.0a',
    'unknown key',
    'known key, wrong signature',
    '… with 100 CIDR blocks and 20 operations',
    '… and its rules compiled',
    'unknown subject',
    'key of a consumer that signs',
    '… with 100 CIDR blocks and 20 operations',
    'its own consumer, accepted',
    'event to result and log line',
    '… of a consumer with three groups of ten operations',
    '… of a gateway with a lockout',
    '… of a wrong signature, with all known faults tried',
    'empty handler',
    'floor: two signed POSTs',
    'the function',
    '… minified',
    '… first request 50 ms after load',
    '… over SDK clients, bundled',
    '… over SDK clients, external',
  ]);
});
