import { setTimeout as pause } from 'node:timers/promises';
import { CALL_TIMEOUTS } from '../authorizer/adapters/aws-client';
import { authorizerFunction } from '../authorizer/authorizer-function';
import { connectBrakes } from '../authorizer/connect-brakes';

/** The Lambda function of gateways with a lockout, or that shed load: the authorizer, and the stages of its brakes. */
export const handler = authorizerFunction({
  environmentVariables: process.env,
  clock: Date.now,
  pause,
  random: Math.random,
  timeouts: CALL_TIMEOUTS,
  write: (line) => void process.stdout.write(line),
  connectBrakes,
});
