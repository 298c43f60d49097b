import type { Concurrency } from '../account-reader';
import { type Check, judge, type Reading } from '../check';
import type { Requirements } from '../requirements';

/** Every request runs the authorizer once; a first one, with its look-ups, stays below this. */
const SECONDS_PER_REQUEST = 0.1;
/** Enough for a burst at the smallest gateway while other functions of the account run too. */
const LEAST = 100;
/** AWS's default for an account that is not new (Lambda developer guide, "Lambda quotas"). */
const USUAL = 1000;

/** Checks Lambda's concurrency: at the limit, API Gateway cannot run the authorizer and every consumer gets 503. */
export function checkConcurrency(
  { requestsPerSecond }: Requirements,
  concurrency: Reading<Concurrency>,
  region: string,
): Check {
  const least = Math.max(LEAST, Math.ceil((requestsPerSecond ?? 0) * SECONDS_PER_REQUEST));
  const line = {
    id: 'lambda-concurrency',
    checked: 'Lambda concurrency',
    needed: `${least} unreserved concurrent executions (the authorizer runs for every request)`,
  };
  return judge(line, concurrency, ({ limit, unreserved }) => {
    const found = `${unreserved} of ${limit} unreserved`;
    if (unreserved >= least) return { verdict: 'fine', found };
    const wanted = Math.max(USUAL, least + limit - unreserved);
    const ask = `Service Quotas > AWS Lambda > Concurrent executions > Request increase, or: aws service-quotas request-service-quota-increase --service-code lambda --quota-code L-B99A9384 --desired-value ${wanted} --region ${region}`;
    return { verdict: 'missing', found, ask };
  });
}
