import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type ILogGroup, type JsonPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { METRICS } from '../../../lambda/authorizer/contract';
import type { RouteConfig } from '../../config/environment';
import { STAGE_NAME } from '../names';
import { FAILED, SENT } from '../shedding/ui-node-metrics';

const COUNTS = { requests: SENT, failures: FAILED } as const;
type Count = keyof typeof COUNTS;

/** UI nodes that single routes of a gateway have, and these routes. */
export interface Backend {
  readonly host: string;
  readonly routes: readonly RouteConfig[];
}

/** Returns the backends of routes by their hosts, without the UI nodes that all other routes share. */
export function backendsOf(routes: readonly RouteConfig[]): readonly Backend[] {
  const byHost = new Map<string, RouteConfig[]>();
  for (const route of routes) {
    if (route.brandEndpoint === undefined) continue;
    const { host } = new URL(route.brandEndpoint);
    byHost.set(host, [...(byHost.get(host) ?? []), route]);
  }
  return [...byHost].map(([host, ofHost]) => ({ host, routes: ofHost }));
}

export interface BackendMetricsProps {
  readonly environment: string;
  /** `{environment}/{reseller}` */
  readonly gateway: string;
  readonly accessLog: ILogGroup;
  readonly backend: Backend;
}

/**
 * Counts requests of a backend in the access log. The host is part of the metric's name: a dimension is a field of the
 * log, and the log has routes, of which a backend can have several.
 */
export class BackendMetrics extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: BackendMetricsProps,
  ) {
    super(scope, id);
    const { accessLog, backend } = props;
    for (const { path } of backend.routes) {
      for (const [count, pattern] of Object.entries(COUNTS)) {
        new MetricFilter(this, `${count}-${path.replaceAll('/', '-')}`, {
          logGroup: accessLog,
          filterPattern: FilterPattern.all(pattern, isRoute(path)),
          metricNamespace: METRICS.namespace,
          metricName: this.nameOf(count as Count),
          dimensions: { [METRICS.environment]: '$.environment', [METRICS.gateway]: '$.gateway' },
        });
      }
    }
  }

  /** Share of the requests that the nodes failed, 0 to 1; 0 below this many failures in five minutes. */
  failuresFrom(least: number): MathExpression {
    return new MathExpression({
      expression: `IF(failures >= ${least}, failures / requests, 0)`,
      usingMetrics: { failures: this.metric('failures'), requests: this.metric('requests') },
      period: Duration.minutes(5),
    });
  }

  private metric(count: Count): Metric {
    const { environment, gateway } = this.props;
    return new Metric({
      namespace: METRICS.namespace,
      metricName: this.nameOf(count),
      dimensionsMap: { [METRICS.environment]: environment, [METRICS.gateway]: gateway },
      period: Duration.minutes(5),
      statistic: 'Sum',
    });
  }

  private nameOf(count: Count): string {
    return `Backend${count === 'requests' ? 'Requests' : 'Failures'}-${this.props.backend.host}`;
  }
}

/** Matches lines of a route itself and of what is below it, but not of longer routes. */
function isRoute(path: string): JsonPattern {
  const resource = path.slice(`/${STAGE_NAME}`.length);
  const resources = [resource, `${resource}/{proxy+}`];
  return FilterPattern.any(...resources.map((one) => FilterPattern.stringValue('$.route', '=', one)));
}
