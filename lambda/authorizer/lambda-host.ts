import { setTimeout as pause } from 'node:timers/promises';
import { CALL_TIMEOUTS } from './adapters/aws-client';
import type { FunctionHost } from './authorizer-function';

/** The process of a Lambda function: its variables, clock and log. Only handlers use it. */
export const LAMBDA_HOST: FunctionHost = {
  environmentVariables: process.env,
  clock: Date.now,
  pause,
  random: Math.random,
  timeouts: CALL_TIMEOUTS,
  // Not by console: Lambda would put a prefix before the line, and CloudWatch would find no metrics in it.
  write: (line) => void process.stdout.write(line),
};
