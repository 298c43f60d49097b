import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { METRICS } from '../../lambda/authorizer/contract';
import { NOTICES_METRICS } from '../../lambda/notices/contract';
import { PROBE_METRICS } from '../../lambda/probe/contract';
import { ALARM_THRESHOLDS } from '../../lib/config/shapes/shared-shape';
import { ACCESS_LOG_FIELDS, MUTUAL_TLS_FIELDS, WEB_ACL_FIELDS } from '../../lib/gateway/observability/access-log';
import { type Declared, environmentOf } from '../gateway/support/environment';
import { appOf, resourcesOf, text } from '../gateway/support/synthesis';

type Row = readonly string[];

interface Statement {
  readonly Action: string | readonly string[];
  readonly Effect: string;
}

/** Each alarm gets a threshold of its own, by which its key is found again. */
const THRESHOLDS: Readonly<Record<string, number>> = Object.fromEntries(
  Object.keys(ALARM_THRESHOLDS).map((key, index) => [key, index + 11]),
);

let made: { readonly platform: Template; readonly reseller: Template; readonly summed: Template } | undefined;

/** Host of a route with UI nodes of its own. */
const BACKEND = 'orders.provider.test';

/** Templates of an environment that declares all that this page describes, and of a platform whose alarms are sums. */
function templates() {
  made ??= {
    ...stacksOf({
      platform: {
        operatorPolicies: 'managed',
        cloudWatchRole: true,
        alarms: { ...THRESHOLDS, emails: ['operations@provider.test'] },
        protection: { webAcl: { managedRules: true } },
        logs: { executionLevel: 'error' },
        lockout: { failures: 10, withinMinutes: 15, forMinutes: 30 },
        shedding: { automatic: { from: 5, serverErrorPercent: 30, latencyMilliseconds: 12_000 } },
        probe: { everyMinutes: 5, consumer: 'probe' },
        notices: { from: 'gateways@provider.test' },
      },
      resellers: {
        alpha: {
          uiNodes: { forwarding: 'lambda' },
          routes: [
            { path: '/aps/2/resources' },
            { path: '/aps/2/services/orders', brandEndpoint: `https://${BACKEND}` },
          ],
          domains: [
            { name: 'api.acme.example', certificateArn: 'arn:aws:acm:eu-central-1:111122223333:certificate/a' },
          ],
        },
      },
    }),
    summed: stacksOf({
      platform: {
        alarms: {
          scope: 'environment',
          emails: ['operations@provider.test'],
          serverErrors: 25,
          signatureFailures: 100,
          throttles: 50,
          quotaRefusals: 5,
        },
      },
      resellers: { alpha: {} },
    }).platform,
  };
  return made;
}

function stacksOf(declared: Declared) {
  const app = appOf(environmentOf(declared));
  const template = (name: string) => Template.fromStack(app.node.findChild(name) as Stack);
  return { platform: template('aps-gateway-unit-platform'), reseller: template('aps-gateway-unit-alpha') };
}

/** Outputs of the stacks. */
export function outputRows(): readonly Row[] {
  const { platform, reseller } = templates();
  return [
    ...Object.entries(reseller.findOutputs('*')).map(([name, { Description }]) => ['reseller', name, Description]),
    ...Object.entries(platform.findOutputs('*')).map(([name, { Description }]) => ['platform', name, Description]),
  ].map(([stack, name, description]) => [stack as string, `\`${name as string}\``, description as string]);
}

/** Alarms of a gateway with the key of their threshold. */
export function alarmRows(): readonly Row[] {
  return resourcesOf(templates().reseller, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => {
    const { AlarmName, AlarmDescription, Threshold } = Properties as Record<string, string> & { Threshold: number };
    const declared = Object.entries(THRESHOLDS).find(([, value]) => Threshold === value || Threshold === value / 100);
    return [
      `\`${AlarmName!.replace(/^aps-gateway-unit-alpha-/, '…-').replace(BACKEND, '<host>')}\``,
      `\`alarms.${declared?.[0] ?? ''}\``,
      meaningOf(AlarmDescription),
    ];
  });
}

/** Alarms of the platform stack with the key that declares them, by the path of their construct. */
const DECLARED_BY: Readonly<Record<string, string>> = {
  Probe: 'probe',
  Notices: 'notices',
  WebAclAlarms: 'protection.webAcl',
  AutomaticShedding: 'shedding.automatic',
  EnvironmentAlarms: 'alarms.scope: environment',
};

/** Alarms of an environment with the key of `platform.yaml` that declares them. */
export function environmentAlarmRows(): readonly Row[] {
  const { platform, summed } = templates();
  return [platform, summed].flatMap((template) =>
    resourcesOf(template, 'AWS::CloudWatch::Alarm').map(([id, { Properties }]) => {
      const { AlarmName, AlarmDescription } = Properties as Record<string, string>;
      return [
        `\`${AlarmName!.replace(/^aps-gateway-unit-platform-/, '…-')}\``,
        `\`${byPath(DECLARED_BY, id)}\``,
        meaningOf(AlarmDescription),
      ];
    }),
  );
}

function meaningOf(description: unknown): string {
  return text(description)
    .replace(/^(?:alpha|unit): (?:probes fail: )?/, '')
    .replace(
      /(?:; run the saved|, at all gateways together; |\. The lines with level|; the lines with level|; look at \/).*/s,
      '',
    )
    .replaceAll(BACKEND, '<host>')
    .replaceAll('aps-gateway-unit-alpha', 'aps-gateway-<environment>-<reseller>')
    .replaceAll(/\/aps-gateway\/unit\//g, '/aps-gateway/<environment>/')
    .replaceAll(/"(aps-gateway [^"]+)"/g, '`$1`');
}

/** Whose each role is, by the path of its construct. */
const OWNERS: Readonly<Record<string, string>> = {
  GatewayOAuth: "a gateway's authorizer",
  GatewayForwarder: "a gateway's forwarder",
  ProbeRole: 'the probe',
  ProbeSchedulerRole: "the probe's clock",
  NoticesRole: 'the function that sends notices',
  NoticesSchedulerRole: 'the clock of notices',
  AutomaticSheddingRenewalRole: 'the state machine that sheds load',
  AutomaticSheddingRuleRole: 'the rule that starts it',
  CloudWatchRole: 'API Gateway, for logs',
};

/** Roles of functions and policies for people, with the actions that they allow. */
export function roleRows(): readonly Row[] {
  const { platform, reseller } = templates();
  const roles = [reseller, platform].flatMap((template) =>
    resourcesOf(template, 'AWS::IAM::Role').map(([id, { Properties }]) => {
      const { Policies = [], ManagedPolicyArns = [] } = Properties as {
        readonly Policies?: readonly { readonly PolicyDocument: Document }[];
        readonly ManagedPolicyArns?: readonly unknown[];
      };
      const managed = ManagedPolicyArns.map((arn) => `AWS's policy \`${text(arn).split('/').at(-1)!}\``);
      return [byPath(OWNERS, id), [...managed, ...actions(Policies.map((policy) => policy.PolicyDocument))].join(', ')];
    }),
  );
  const people = resourcesOf(platform, 'AWS::IAM::ManagedPolicy').map(([, { Properties }]) => {
    const { ManagedPolicyName, PolicyDocument } = Properties as { ManagedPolicyName: string; PolicyDocument: Document };
    return [ManagedPolicyName.replace('aps-gateway-unit-', ''), actions([PolicyDocument]).join(', ')];
  });
  return [...roles, ...people];
}

function byPath(names: Readonly<Record<string, string>>, id: string): string {
  const found = Object.entries(names).find(([path]) => id.startsWith(path));
  if (!found) throw new Error(`test/docs/deployed.ts does not name ${id}`);
  return found[1];
}

interface Document {
  readonly Statement: readonly Statement[];
}

function actions(documents: readonly Document[]): readonly string[] {
  const allowed = documents.flatMap(({ Statement }) => Statement.filter(({ Effect }) => Effect === 'Allow'));
  return [...new Set(allowed.flatMap(({ Action }) => Action))].toSorted().map((action) => `\`${action}\``);
}

/** Names of the log groups, with placeholders. */
export function logGroupNames(): readonly string[] {
  const { platform, reseller } = templates();
  return [reseller, platform].flatMap((template) =>
    resourcesOf(template, 'AWS::Logs::LogGroup').map(([, { Properties }]) =>
      text(Properties['LogGroupName'])
        .replace('unit/alpha', '<environment>/<reseller>')
        .replace('unit', '<environment>')
        .replace(/\$\{[^}]+\}/, '<api>'),
    ),
  );
}

/** Names of the metrics that functions write and that filters count in logs. */
export function metricNames(): readonly string[] {
  const counted = Object.values(templates()).flatMap((template) =>
    resourcesOf(template, 'AWS::Logs::MetricFilter').flatMap(([, { Properties }]) =>
      (Properties['MetricTransformations'] as { readonly MetricName: string }[]).map(({ MetricName }) => MetricName),
    ),
  );
  const { decisions, faults, shed, duration } = METRICS;
  const { namespace: _, ...probe } = PROBE_METRICS;
  const { namespace: __, ...notices } = NOTICES_METRICS;
  const written = [decisions, faults, shed, duration, ...Object.values(probe), ...Object.values(notices)];
  return [...new Set([...written, ...counted])].map((name) => name.replace(BACKEND, '<host>'));
}

/** Fields of the access log with API Gateway's variables. */
export function accessLogRows(): readonly Row[] {
  const all = { ...ACCESS_LOG_FIELDS, ...MUTUAL_TLS_FIELDS, ...WEB_ACL_FIELDS };
  return Object.entries(all).map(([field, variable]) => [`\`${field}\``, `\`${variable}\``]);
}
