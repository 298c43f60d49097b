import { Duration } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type LogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type Fault, METRICS } from '../../../lambda/authorizer/contract';
import { STAGE_NAME } from '../names';
import type { OAuthAuthorizer } from '../authorizer/oauth-authorizer';

const period = Duration.minutes(5);
/** Metric that is extracted from the access log, and its dimension: API Gateway's response type. */
export const REFUSALS_METRIC = 'GatewayRefusals';
export const REFUSAL_DIMENSION = 'refusal';

export interface GatewayMetricsProps {
  readonly environment: string;
  /** `{environment}/{reseller}` */
  readonly gateway: string;
  readonly api: RestApi;
  readonly oauth: OAuthAuthorizer;
  readonly accessLog: LogGroup;
}

/**
 * Metrics of a gateway over five minutes, each with its statistic. The first one that counts refusals adds a metric
 * filter to the access log.
 */
export class GatewayMetrics extends Construct {
  private countsRefusals = false;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: GatewayMetricsProps,
  ) {
    super(scope, id);
  }

  /** Name of the log group with the cause of each fault. */
  get authorizerLog(): string {
    return this.props.oauth.logs.logGroupName;
  }

  requests = () => this.api('Count', 'Sum');
  /** Share of all responses, 0 to 1. */
  serverErrors = () => this.api('5XXError', 'Average');
  /** The same share from this many errors on, otherwise 0: at night, a single error can be 100 percent. */
  serverErrorsFrom = (least: number) =>
    new MathExpression({
      expression: `IF(errors >= ${least}, share, 0)`,
      usingMetrics: { errors: this.api('5XXError', 'Sum'), share: this.serverErrors() },
      period,
    });
  clientErrors = () => this.api('4XXError', 'Sum');
  latency = (statistic = 'p95') => this.api('Latency', statistic);
  uiNodeLatency = () => this.api('IntegrationLatency', 'p95');
  authorizerErrors = () => this.props.oauth.function.metricErrors({ period, statistic: 'Sum' });
  authorizerDuration = () => this.props.oauth.function.metricDuration({ period, statistic: 'p95' });
  decisions = (reason: string) => this.own(METRICS.decisions, { [METRICS.reason]: reason });
  nonceTableFaults = () => this.own(METRICS.faults, { [METRICS.fault]: 'nonces_unavailable' satisfies Fault });
  credentialsRefusals = () => this.own(METRICS.faults, { [METRICS.fault]: 'credentials_refused' satisfies Fault });
  /** @param type API Gateway's response type, such as THROTTLED */
  refusals = (type: string) => {
    this.countRefusals();
    return this.own(REFUSALS_METRIC, { [REFUSAL_DIMENSION]: type });
  };

  /** Counts throttled and over-quota requests from now on: API Gateway counts both as 4XX, the access log tells them apart. */
  countRefusals(): void {
    if (this.countsRefusals) return;
    this.countsRefusals = true;
    new MetricFilter(this, 'Refusals', {
      logGroup: this.props.accessLog,
      filterPattern: FilterPattern.stringValue('$.status', '=', '429'),
      metricNamespace: METRICS.namespace,
      metricName: REFUSALS_METRIC,
      dimensions: {
        [METRICS.environment]: '$.environment',
        [METRICS.gateway]: '$.gateway',
        [REFUSAL_DIMENSION]: '$.refusal',
      },
    });
  }

  private api(metricName: string, statistic: string): Metric {
    const dimensionsMap = { ApiName: this.props.api.restApiName, Stage: STAGE_NAME };
    return new Metric({ namespace: 'AWS/ApiGateway', metricName, dimensionsMap, period, statistic });
  }

  private own(metricName: string, dimensions: Record<string, string>): Metric {
    const { environment, gateway } = this.props;
    const dimensionsMap = { [METRICS.environment]: environment, [METRICS.gateway]: gateway, ...dimensions };
    return new Metric({ namespace: METRICS.namespace, metricName, dimensionsMap, period, statistic: 'Sum' });
  }
}
