import { readRequestTarget, type RequestTarget } from '../../../rest-api/request-target';
import { Rejection } from '../rejection';

/**
 * Splits a request target.
 * @throws Rejection for a target that API Gateway refuses before anything else
 */
export function requireRequestTarget(target: string): RequestTarget {
  const read = readRequestTarget(target);
  if (!('problem' in read)) return read;
  const { status, problem } = read;
  if (status === 414) throw new Rejection('BAD_REQUEST_PARAMETERS', 'Request URI Too Long', { fixedStatus: status });
  throw new Rejection('BAD_REQUEST_PARAMETERS', `Bad Request: ${problem}`);
}
