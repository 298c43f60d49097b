import { setTimeout as pause } from 'node:timers/promises';
import { CALL_TIMEOUTS } from '../authorizer/adapters/aws-client';
import { authorizerFunction } from '../authorizer/authorizer-function';
import { connectBrakes } from '../authorizer/connect-brakes';
import { readSettings } from '../authorizer/settings';
import { bearerAuthentication } from '../authorizer/bearer/bearer-authentication';
import { jwksFetcher } from '../authorizer/bearer/fetch-jwks';
import { readBearerSettings } from '../authorizer/bearer/settings';
import { signingKeys } from '../authorizer/bearer/signing-keys';

const settings = readBearerSettings(process.env);
const { outageGraceSeconds } = readSettings(process.env);
const keys = signingKeys({ fetchJwks: jwksFetcher(new URL(settings.jwksUri)), clock: Date.now, outageGraceSeconds });

/** The Lambda function of gateways that accept bearer tokens, with or without brakes. */
export const handler = authorizerFunction(
  {
    environmentVariables: process.env,
    clock: Date.now,
    pause,
    random: Math.random,
    timeouts: CALL_TIMEOUTS,
    // Not by console: Lambda would put a prefix before the line, and CloudWatch would find no metrics in it.
    write: (line) => void process.stdout.write(line),
    connectBrakes,
  },
  bearerAuthentication(settings, keys),
);
