import type { FailureReports } from '../failure-ports';
import { explained } from './aws-error';
import { CloudWatchClient, GetInsightRuleReportCommand } from './failures-sdk';
import { type AwsClientConfig, serviceConfig } from './service-config';

/** A report has at most this many contributors (CloudWatch API, GetInsightRuleReport). */
const MOST_CONTRIBUTORS = 100;

/** CloudWatch Contributor Insights. */
export class ContributorInsights implements FailureReports {
  private readonly client: CloudWatchClient;

  constructor(config: AwsClientConfig) {
    this.client = new CloudWatchClient(serviceConfig(config, 'cloudWatch'));
  }

  async contributors(rule: string, from: Date, to: Date): ReturnType<FailureReports['contributors']> {
    const command = new GetInsightRuleReportCommand({
      RuleName: rule,
      StartTime: from,
      EndTime: to,
      // One period for all, so that the values are sums.
      Period: Math.ceil((to.getTime() - from.getTime()) / 60_000) * 60,
      MaxContributorCount: MOST_CONTRIBUTORS,
    });
    const { Contributors = [] } = await this.client.send(command).catch((error: unknown) => {
      throw explained(error, 'cloudwatch:GetInsightRuleReport');
    });
    return Contributors.map(({ Keys = [], ApproximateAggregateValue = 0 }) => ({
      keys: Keys,
      count: ApproximateAggregateValue,
    }));
  }
}
