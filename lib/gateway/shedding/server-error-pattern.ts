import { FilterPattern, type IFilterPattern } from 'aws-cdk-lib/aws-logs';
import { SHED_RESPONSE } from '../api/response-refusals';

/**
 * Returns the filter for access-log lines of 5XX answers. Shedding is not a failure, so `platform_busy` is not one of
 * them; API Gateway's own metric 5XXError counts it.
 */
export function serverErrorPattern(sheds: boolean): IFilterPattern {
  const failed = FilterPattern.stringValue('$.status', '=', '5*');
  return sheds ? FilterPattern.all(failed, FilterPattern.stringValue('$.refusal', '!=', SHED_RESPONSE)) : failed;
}
