import { setTimeout as pause } from 'node:timers/promises';
import { CALL_TIMEOUTS } from './adapters/aws-client';
import { authorizerFunction } from './authorizer-function';

/** The Lambda function. It is made while the function instance starts, when Lambda gives it most CPU. */
export const handler = authorizerFunction({
  environmentVariables: process.env,
  clock: Date.now,
  pause,
  random: Math.random,
  timeouts: CALL_TIMEOUTS,
  // Not by console: Lambda would put a prefix before the line, and CloudWatch would find no metrics in it.
  write: (line) => void process.stdout.write(line),
});
