import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { CALL_TIMEOUTS } from '../authorizer/adapters/aws-client';
import { probeFunction } from './probe-function';
import { send } from './send';

/** The Lambda function that probes gateways on a clock. */
export const handler = probeFunction({
  environmentVariables: process.env,
  clock: Date.now,
  pause,
  random: Math.random,
  timeouts: CALL_TIMEOUTS,
  // Not by console: Lambda would put a prefix before the line, and CloudWatch would find no metrics in it.
  write: (line) => void process.stdout.write(line),
  send: (url, authorization) => send(url, authorization),
  nonce: randomUUID,
});
