import { AuthorizerUnavailableError, type Fault } from '../faults';
import { AwsCallError } from './aws-client';
import { ExchangeError } from './exchange';

/** Names the fault for a call that failed. */
export type FaultOf = (error: AwsCallError | ExchangeError) => Fault;

/**
 * Runs a call and turns its failure into a fault, with the failure as its cause. Other errors are the program's own and
 * pass unchanged, so that none of them counts as an outage.
 *
 * @throws AuthorizerUnavailableError
 */
export async function orFault<T>(faultOf: FaultOf, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof AwsCallError) && !(error instanceof ExchangeError)) throw error;
    throw new AuthorizerUnavailableError(faultOf(error), {}, { cause: error });
  }
}
