import { Tags } from 'aws-cdk-lib';
import type { IAuthorizer } from 'aws-cdk-lib/aws-apigateway';
import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { RESELLER_TAG } from '../descriptor';
import { buildAuthorizer, buildBearerAuthorizer, buildBrakesAuthorizer } from '../gateway/authorizer/authorizer-code';
import { type AuthorizerKind, kindOf } from '../gateway/authorizer/authorizer-kind';
import { Gateway } from '../gateway/gateway';
import type { GatewayMetrics } from '../gateway/observability/gateway-metrics';
import { type OperatorRole, operatorStatements } from '../gateway/protection/operator-statements';
import { buildForwarder } from '../gateway/ui-nodes/forwarder-code';
import type { GatewaySettings } from '../config/resolve-props';
import type { ResellerGatewayProps } from './reseller-gateway-props';
import { settingsOf } from './settings';

/** Directories of bundled functions by what makes them: all gateways of an app have the same. */
const codes = new Map<() => string, string>();

/** Function that bundles each kind of authorizer. */
const AUTHORIZERS: Readonly<Record<AuthorizerKind, () => string>> = {
  plain: buildAuthorizer,
  brakes: buildBrakesAuthorizer,
  bearer: buildBearerAuthorizer,
};

function codeOf(build: () => string): string {
  const code = codes.get(build) ?? build();
  codes.set(build, code);
  return code;
}

/**
 * A managed gateway of one reseller in front of a CloudBlue/Odin platform: a REST API whose authorizer verifies OAuth 1.0a, with a
 * usage plan for each tier.
 *
 * It publishes its descriptor in an SSM parameter, by which the command `aps-gateway` finds it. The account's CloudWatch role for API
 * Gateway must be set before it is deployed.
 */
export class ResellerGateway extends Gateway {
  /** Verifies the signature of every request. */
  readonly authorizer: IAuthorizer;

  private readonly settings: GatewaySettings;

  /** @throws GatewayPropsError with every problem of the props */
  constructor(scope: Construct, id: string, props: ResellerGatewayProps) {
    const { given, ...settings } = settingsOf(scope, id, props);
    const { uiNodes } = settings.gateway;
    super(scope, id, {
      ...settings,
      given,
      authorizerCode: codeOf(AUTHORIZERS[kindOf(settings.gateway)]),
      forwarderCode: uiNodes.forwarding === 'lambda' ? codeOf(buildForwarder) : '',
      closed: false,
    });
    this.settings = settings;
    this.authorizer = this.oauth.authorizer;
    Tags.of(this).add(RESELLER_TAG, settings.gateway.resellerId);
  }

  /** Grants what `aps-gateway` needs to show the gateway's consumers and their usage; no secret. */
  grantViewing(grantee: IGrantable): Grant {
    return this.grant(grantee, 'viewer');
  }

  /** Grants what `aps-gateway` needs to onboard, change, rotate and offboard the gateway's consumers. */
  grantOnboarding(grantee: IGrantable): Grant {
    return this.grant(grantee, 'onboarder');
  }

  /** Grants what `aps-gateway` needs to rotate the secrets of the gateway's consumers, and neither to make nor to delete any. */
  grantRotation(grantee: IGrantable): Grant {
    return this.grant(grantee, 'rotator');
  }

  /** Requests, by default their sum over five minutes. */
  metricRequests(props?: MetricOptions): Metric {
    return this.metricOf((metrics) => metrics.requests(), props);
  }

  /** Share of the answers with 5XX, 0 to 1, by default over five minutes. */
  metricServerErrors(props?: MetricOptions): Metric {
    return this.metricOf((metrics) => metrics.serverErrors(), props);
  }

  /** Answers with 4XX, by default their sum over five minutes. */
  metricClientErrors(props?: MetricOptions): Metric {
    return this.metricOf((metrics) => metrics.clientErrors(), props);
  }

  /** Milliseconds to the end of the answer, by default the 95th percentile over five minutes. */
  metricLatency(props?: MetricOptions): Metric {
    return this.metricOf((metrics) => metrics.latency(), props);
  }

  /** Milliseconds that the UI nodes took, by default the 95th percentile over five minutes. */
  metricUiNodeLatency(props?: MetricOptions): Metric {
    return this.metricOf((metrics) => metrics.uiNodeLatency(), props);
  }

  /** Requests that could not be authorized because of an error, by default their sum over five minutes. */
  metricAuthorizerErrors(props?: MetricOptions): Metric {
    return this.metricOf((metrics) => metrics.authorizerErrors(), props);
  }

  /** Milliseconds of the authorizer, by default the 95th percentile over five minutes. */
  metricAuthorizerDuration(props?: MetricOptions): Metric {
    return this.metricOf((metrics) => metrics.authorizerDuration(), props);
  }

  /**
   * Requests that the authorizer decided by one reason, by default their sum over five minutes.
   *
   * @param reason a code of the refusals' table, such as `signature_invalid`, or `allowed`
   */
  metricDecisions(reason: string, props?: MetricOptions): Metric {
    return this.metricOf((metrics) => metrics.decisions(reason), props);
  }

  /** Requests refused because of a throttle, by default their sum over five minutes. The first use adds a metric filter. */
  metricThrottled(props?: MetricOptions): Metric {
    return this.metricOf((metrics) => metrics.refusals('THROTTLED'), props);
  }

  /** Requests refused because of a quota, by default their sum over five minutes. The first use adds a metric filter. */
  metricQuotaExceeded(props?: MetricOptions): Metric {
    return this.metricOf((metrics) => metrics.refusals('QUOTA_EXCEEDED'), props);
  }

  private metricOf(choose: (metrics: GatewayMetrics) => Metric, props: MetricOptions = {}): Metric {
    return choose(this.metricsOf(this.settings)).with(props).attachTo(this);
  }

  private grant(grantee: IGrantable, role: OperatorRole): Grant {
    const statements = operatorStatements(this, this.operatorLimits(this.settings))[role];
    return statements
      .map(({ actions, resources: resourceArns, conditions }) =>
        Grant.addToPrincipal({
          grantee,
          actions,
          resourceArns,
          conditions: conditions as Record<string, Record<string, unknown>>,
        }),
      )
      .reduce((all, one) => all.combine(one));
  }
}
