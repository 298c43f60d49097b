import { randomUUID } from 'node:crypto';
import { LAMBDA_HOST } from '../authorizer/lambda-host';
import { probeFunction } from './probe-function';
import { send } from './send';

/** The Lambda function that probes gateways on a clock. */
export const handler = probeFunction({
  ...LAMBDA_HOST,
  send: (url, authorization) => send(url, authorization),
  nonce: randomUUID,
});
