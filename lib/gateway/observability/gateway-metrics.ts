import { Duration } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type IFilterPattern, type LogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type Fault, type GatewayRefusal, METRICS } from '../../../lambda/authorizer/contract';
import { STAGE_NAME } from '../names';
import { type Backend, BackendMetrics } from './backend-metrics';
import { serverErrorPattern } from '../shedding/server-error-pattern';
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
  /** True if the gateway sheds load. */
  readonly sheds: boolean;
}

/**
 * Metrics of a gateway that sheds load, also from the access log: API Gateway and Lambda count each shed request as an error
 * of theirs. To subtract those would not do, because two metrics of one request arrive at different times.
 */
const SERVER_ERRORS_METRIC = 'ServerErrors';
const UNCHECKED_METRIC = 'Unchecked';

/**
 * Metrics of a gateway over five minutes, each with its statistic. The first use of one that is counted in the access log
 * adds a metric filter.
 */
export class GatewayMetrics extends Construct {
  private readonly counted = new Set<string>();

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
    this.props.sheds ? this.countedServerErrorsFrom(least) : this.awsServerErrorsFrom(least);
  clientErrors = () => this.api('4XXError', 'Sum');
  latency = (statistic = 'p95') => this.api('Latency', statistic);
  uiNodeLatency = () => this.api('IntegrationLatency', 'p95');
  authorizerErrors = () =>
    this.props.sheds ? this.unchecked() : this.props.oauth.function.metricErrors({ period, statistic: 'Sum' });
  authorizerDuration = () => this.props.oauth.function.metricDuration({ period, statistic: 'p95' });
  /** Requests that were refused because the platform is busy; none if the gateway does not shed load. */
  shed = () => (this.props.sheds ? [this.decisions('platform_busy' satisfies GatewayRefusal)] : []);
  decisions = (reason: string) => this.own(METRICS.decisions, { [METRICS.reason]: reason });
  nonceTableFaults = () => this.own(METRICS.faults, { [METRICS.fault]: 'nonces_unavailable' satisfies Fault });
  /** Most failed attempts of one pair of consumer key and source, by a rule of Contributor Insights. */
  failedAttempts = (rule: string) =>
    new MathExpression({ expression: `INSIGHT_RULE_METRIC("${rule}", "MaxContributorValue")`, period });
  credentialsRefusals = () => this.own(METRICS.faults, { [METRICS.fault]: 'credentials_refused' satisfies Fault });
  /** Counts the requests of a backend; to be called once for each. */
  backend = (backend: Backend) => new BackendMetrics(this, `Backend-${backend.host}`, { ...this.props, backend });
  /** @param type API Gateway's response type, such as THROTTLED */
  refusals = (type: string) => {
    this.countRefusals();
    return this.own(REFUSALS_METRIC, { [REFUSAL_DIMENSION]: type });
  };

  /** Counts throttled and over-quota requests from now on: API Gateway counts both as 4XX, the access log tells them apart. */
  countRefusals(): void {
    const pattern = FilterPattern.stringValue('$.status', '=', '429');
    this.count('Refusals', pattern, REFUSALS_METRIC, { [REFUSAL_DIMENSION]: '$.refusal' });
  }

  /** Adds the metric filter, unless it is there already. */
  private count(
    id: string,
    filterPattern: IFilterPattern,
    metricName: string,
    more: Record<string, string> = {},
  ): void {
    if (this.counted.has(id)) return;
    this.counted.add(id);
    new MetricFilter(this, id, {
      logGroup: this.props.accessLog,
      filterPattern,
      metricNamespace: METRICS.namespace,
      metricName,
      dimensions: { [METRICS.environment]: '$.environment', [METRICS.gateway]: '$.gateway', ...more },
    });
  }

  private awsServerErrorsFrom(least: number): MathExpression {
    return new MathExpression({
      expression: `IF(errors >= ${least}, share, 0)`,
      usingMetrics: { errors: this.api('5XXError', 'Sum'), share: this.serverErrors() },
      period,
    });
  }

  private countedServerErrorsFrom(least: number): MathExpression {
    this.count('ServerErrors', serverErrorPattern(true), SERVER_ERRORS_METRIC);
    return new MathExpression({
      expression: `IF(errors >= ${least}, errors / requests, 0)`,
      usingMetrics: { errors: this.own(SERVER_ERRORS_METRIC, {}), requests: this.requests() },
      period,
    });
  }

  private unchecked(): Metric {
    this.count('Unchecked', FilterPattern.stringValue('$.refusal', '=', 'AUTHORIZER_*'), UNCHECKED_METRIC);
    return this.own(UNCHECKED_METRIC, {});
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
