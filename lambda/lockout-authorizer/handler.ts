import { setTimeout as pause } from 'node:timers/promises';
import { CALL_TIMEOUTS } from '../authorizer/adapters/aws-client';
import { authorizerFunction } from '../authorizer/authorizer-function';
import { connectLockout } from '../authorizer/lockout/connect-lockout';

/** The Lambda function of gateways with a lockout: the authorizer, and the lockout's stages. */
export const handler = authorizerFunction({
  environmentVariables: process.env,
  clock: Date.now,
  pause,
  random: Math.random,
  timeouts: CALL_TIMEOUTS,
  write: (line) => void process.stdout.write(line),
  lockout: connectLockout,
});
