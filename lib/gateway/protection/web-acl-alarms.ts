import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { METRICS } from '../../../lambda/authorizer/contract';
import type { WebAclAlarmsConfig } from '../../config/environment';
import { platformStackName, type WEB_ACL_ALARMS, webAclLogGroupName } from '../names';
import { savedQueryName, WEB_ACL_QUERY } from '../observability/saved-queries';
import type { WebAcl } from './web-acl';

const WEB_ACL_DIMENSION = 'webAcl';

export interface WebAclAlarmsProps {
  readonly environment: string;
  readonly webAcl: WebAcl;
  readonly thresholds: WebAclAlarmsConfig;
  readonly topic: ITopic;
}

/**
 * Alarms on requests that the web ACL blocked or only counted. Their metrics come from its log, which holds no other
 * lines; AWS WAF logs the final action, so a request that was only counted is a line with ALLOW.
 */
export class WebAclAlarms extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: WebAclAlarmsProps,
  ) {
    super(scope, id);
    const { webAclBlocks, webAclCounts } = props.thresholds;
    this.alarm('web-acl-blocks', 'BLOCK', webAclBlocks, 'the web ACL blocks many requests');
    this.alarm('web-acl-counts', 'ALLOW', webAclCounts, 'many requests match managed rules that only count');
  }

  private alarm(
    name: (typeof WEB_ACL_ALARMS)[number],
    action: 'BLOCK' | 'ALLOW',
    threshold: number,
    meaning: string,
  ): void {
    const { environment, webAcl, topic } = this.props;
    const metricName = action === 'BLOCK' ? 'WebAclBlocks' : 'WebAclCounts';
    new MetricFilter(this, metricName, {
      logGroup: webAcl.logs,
      filterPattern: FilterPattern.stringValue('$.action', '=', action),
      metricNamespace: METRICS.namespace,
      metricName,
      dimensions: { [WEB_ACL_DIMENSION]: '$.webaclId' },
    });
    const alarm = new Metric({
      namespace: METRICS.namespace,
      metricName,
      dimensionsMap: { [WEB_ACL_DIMENSION]: webAcl.arn },
      period: Duration.minutes(5),
      statistic: 'Sum',
    }).createAlarm(this, name, {
      alarmName: `${platformStackName(environment)}-${name}`,
      alarmDescription: `${environment}: ${meaning}; run the saved Logs Insights query "${savedQueryName(environment, WEB_ACL_QUERY)}" on ${webAclLogGroupName(environment)} for the rules`,
      threshold,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    const notice = new SnsAction(topic);
    alarm.addAlarmAction(notice);
    alarm.addOkAction(notice);
  }
}
