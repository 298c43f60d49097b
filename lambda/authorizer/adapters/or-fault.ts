import { AuthorizerUnavailableError, type Fault } from '../faults';

/**
 * Runs a call and turns its failure into a fault, with the failure as its cause.
 *
 * @throws AuthorizerUnavailableError
 */
export async function orFault<T>(fault: Fault, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    throw new AuthorizerUnavailableError(fault, {}, { cause });
  }
}
