import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { AlarmsConfig, RouteConfig } from '../../config/environment';
import { backendsOf } from './backend-metrics';
import type { GatewayMetrics } from './gateway-metrics';
import { failureRule } from './failure-rule';
import { alarmName, backendAlarm, failureRuleName, GATEWAY_ALARMS, type GatewayAlarm } from '../names';
import { FAULT_QUERY, savedQueryName } from './saved-queries';
import { sharedValue } from '../shared';

export interface GatewayAlarmsProps {
  readonly environment: string;
  readonly resellerId: string;
  readonly thresholds: AlarmsConfig;
  readonly metrics: GatewayMetrics;
  readonly routes: readonly RouteConfig[];
  /** The app's own topic, or none. @default the environment's topic */
  readonly given?: { readonly alarmTopic?: ITopic } | undefined;
}

interface Watch {
  readonly metric: IMetric;
  /** Without it there is no alarm. */
  readonly threshold: number | undefined;
  readonly meaning: string;
  /** The authorizer logs a line with the cause of each. */
  readonly faults?: true;
}

/** Alarms of one gateway. They notify their topic when they start and when they end. */
export class GatewayAlarms extends Construct {
  private readonly action: SnsAction | undefined;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: GatewayAlarmsProps,
  ) {
    super(scope, id);
    const { environment, resellerId, thresholds, metrics, routes, given } = props;
    const topic = given
      ? given.alarmTopic
      : Topic.fromTopicArn(this, 'Topic', sharedValue(this, environment, 'alarm-topic-arn'));
    this.action = topic && new SnsAction(topic);
    const ruleName = failureRuleName(environment, resellerId);
    const rule = thresholds.failedAttempts ? failureRule(this, ruleName, metrics.authorizerLog) : undefined;
    const all = watches(thresholds, metrics, ruleName);
    for (const name of GATEWAY_ALARMS) {
      const alarm = this.add(name, all[name]);
      if (rule && name === 'failed-attempts') alarm?.node.addDependency(rule);
    }
    if (thresholds.serverErrorPercent === undefined) return;
    const threshold = thresholds.serverErrorPercent / 100;
    for (const backend of backendsOf(routes)) {
      const paths = backend.routes.map(({ path }) => path).join(', ');
      const meaning = `the UI nodes at ${backend.host} fail many requests to ${paths}; look at them`;
      const metric = metrics.backend(backend).failuresFrom(LEAST_SERVER_ERRORS);
      this.add(backendAlarm(backend.host), { metric, threshold, meaning });
    }
  }

  private add(name: Parameters<typeof alarmName>[2], { metric, threshold, meaning, faults }: Watch): Alarm | undefined {
    const { environment, resellerId, metrics } = this.props;
    if (threshold === undefined) return undefined;
    const alarm = new Alarm(this, name, {
      alarmName: alarmName(environment, resellerId, name),
      alarmDescription: `${resellerId}: ${meaning}${faults ? `; ${findFaults(environment, metrics.authorizerLog)}` : ''}`,
      metric,
      threshold,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      // A gateway without requests is healthy.
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    if (this.action) {
      alarm.addAlarmAction(this.action);
      alarm.addOkAction(this.action);
    }
    return alarm;
  }
}

/** Below this many 5XX responses in five minutes no alarm fires, whatever the percentage. */
const LEAST_SERVER_ERRORS = 5;

function watches(
  thresholds: AlarmsConfig,
  metrics: GatewayMetrics,
  ruleName: string,
): Readonly<Record<GatewayAlarm, Watch>> {
  return {
    'server-errors': {
      metric: metrics.serverErrorsFrom(LEAST_SERVER_ERRORS),
      threshold: thresholds.serverErrorPercent === undefined ? undefined : thresholds.serverErrorPercent / 100,
      meaning: 'many requests end with 5XX; look at the UI nodes and the authorizer',
    },
    latency: {
      metric: metrics.latency(),
      threshold: thresholds.latencyMilliseconds,
      meaning: 'answers are slow; compare the latency of UI nodes and authorizer',
    },
    'authorizer-errors': {
      metric: metrics.authorizerErrors(),
      threshold: thresholds.authorizerErrors,
      meaning: 'requests cannot be checked and get 503',
      faults: true,
    },
    'authorizer-duration': {
      metric: metrics.authorizerDuration(),
      threshold: thresholds.authorizerDurationMilliseconds,
      meaning: 'the authorizer is slow; look at Secrets Manager and DynamoDB',
    },
    ...callerWatches(thresholds, metrics, ruleName),
    throttles: {
      metric: metrics.refusals('THROTTLED'),
      threshold: thresholds.throttles,
      meaning: 'consumers call faster than their tier or the gateway allows',
    },
    'nonce-table-faults': {
      metric: metrics.nonceTableFaults(),
      threshold: thresholds.nonceTableFaults,
      meaning: 'the nonce table does not answer, so requests get 503',
      faults: true,
    },
    'credentials-refusals': {
      metric: metrics.credentialsRefusals(),
      threshold: thresholds.credentialsRefusals,
      meaning:
        'Secrets Manager or KMS refuses to show credentials, so requests get 503; look at the policy of the role and at the key',
      faults: true,
    },
    'quota-refusals': {
      metric: metrics.refusals('QUOTA_EXCEEDED'),
      threshold: thresholds.quotaRefusals,
      meaning: "a consumer's quota is used up; extend it or change the tier",
    },
  };
}

/** Alarms on callers who prove nothing. */
function callerWatches(
  thresholds: AlarmsConfig,
  metrics: GatewayMetrics,
  ruleName: string,
): Readonly<Record<'signature-failures' | 'failed-attempts', Watch>> {
  return {
    'signature-failures': {
      metric: metrics.decisions('signature_invalid'),
      threshold: thresholds.signatureFailures,
      meaning: 'many signatures do not verify: a rotated secret, or someone is guessing',
    },
    'failed-attempts': {
      metric: metrics.failedAttempts(ruleName),
      threshold: thresholds.failedAttempts,
      meaning: `one address fails often with one consumer key: a client that signs wrongly, or someone is guessing; the rule ${ruleName} of Contributor Insights names both`,
    },
  };
}

/** Says where to find the log line behind an alarm. */
function findFaults(environment: string, authorizerLog: string): string {
  const query = savedQueryName(environment, FAULT_QUERY);
  return `run the saved Logs Insights query "${query}" on ${authorizerLog} for fault, error and place in the code`;
}
