import { Stack } from 'aws-cdk-lib';
import { CfnInsightRule } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';

/**
 * Counts failed attempts by consumer key and source (CloudWatch User Guide, "Contributor Insights rule syntax"). Only the
 * lines of failed attempts have these members, so the rule needs no filter.
 *
 * @param authorizerLog name of the log group
 */
export function failureRule(scope: Construct, ruleName: string, authorizerLog: string): CfnInsightRule {
  return new CfnInsightRule(scope, 'FailureRule', {
    ruleName,
    ruleState: 'ENABLED',
    ruleBody: Stack.of(scope).toJsonString({
      Schema: { Name: 'CloudWatchLogRule', Version: 1 },
      LogGroupNames: [authorizerLog],
      LogFormat: 'JSON',
      Contribution: { Keys: ['$.failedKey', '$.failedFrom'], Filters: [] },
      AggregateOn: 'Count',
    }),
  });
}
