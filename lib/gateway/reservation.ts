import type { FunctionOptions } from 'aws-cdk-lib/aws-lambda';
import type { GatewayConfig } from '../config/environment';

/** Returns the concurrency that a gateway reserves for each of its functions, which also limits the function to it. */
export function reservation({
  reservedConcurrency,
}: GatewayConfig): Pick<FunctionOptions, 'reservedConcurrentExecutions'> {
  return reservedConcurrency === undefined ? {} : { reservedConcurrentExecutions: reservedConcurrency };
}
