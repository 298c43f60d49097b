import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ALARM_THRESHOLDS } from '../../lib/config/shapes/shared-shape';
import { ACCESS_LOG_FIELDS, MUTUAL_TLS_FIELDS, WEB_ACL_FIELDS } from '../../lib/gateway/observability/access-log';
import { environmentOf } from '../gateway/support/environment';
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

let made: { readonly platform: Template; readonly reseller: Template } | undefined;

/** Templates of an environment that declares all that this page describes. */
function templates() {
  if (made) return made;
  const app = appOf(
    environmentOf({
      platform: { operatorPolicies: 'managed', cloudWatchRole: true, alarms: THRESHOLDS },
      resellers: {
        alpha: {
          uiNodes: { forwarding: 'lambda' },
          domains: [
            { name: 'api.acme.example', certificateArn: 'arn:aws:acm:eu-central-1:111122223333:certificate/a' },
          ],
        },
      },
    }),
  );
  const template = (name: string) => Template.fromStack(app.node.findChild(name) as Stack);
  made = { platform: template('aps-gateway-unit-platform'), reseller: template('aps-gateway-unit-alpha') };
  return made;
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
    const meaning = text(AlarmDescription)
      .replace('alpha: ', '')
      .replace(/; run the saved .*/s, '');
    return [
      `\`${AlarmName!.replace(/^aps-gateway-unit-alpha-/, '…-')}\``,
      `\`alarms.${declared?.[0] ?? ''}\``,
      meaning,
    ];
  });
}

/** Whose each role is, by the path of its construct. */
const OWNERS = { GatewayOAuth: "a gateway's authorizer", GatewayForwarder: "a gateway's forwarder" } as const;

/** Roles of functions and policies for people, with the actions that they allow. */
export function roleRows(): readonly Row[] {
  const { platform, reseller } = templates();
  const functions = resourcesOf(reseller, 'AWS::IAM::Role').map(([id, { Properties }]) => {
    const { Policies } = Properties as { Policies: readonly { readonly PolicyDocument: Document }[] };
    const [, owner] = Object.entries(OWNERS).find(([path]) => id.startsWith(path))!;
    return [owner, actions(Policies.map(({ PolicyDocument }) => PolicyDocument))];
  });
  const people = resourcesOf(platform, 'AWS::IAM::ManagedPolicy').map(([, { Properties }]) => {
    const { ManagedPolicyName, PolicyDocument } = Properties as { ManagedPolicyName: string; PolicyDocument: Document };
    return [ManagedPolicyName.replace('aps-gateway-unit-', ''), actions([PolicyDocument])];
  });
  return [...functions, ...people];
}

interface Document {
  readonly Statement: readonly Statement[];
}

function actions(documents: readonly Document[]): string {
  const allowed = documents.flatMap(({ Statement }) => Statement.filter(({ Effect }) => Effect === 'Allow'));
  return [...new Set(allowed.flatMap(({ Action }) => Action))]
    .toSorted()
    .map((action) => `\`${action}\``)
    .join(', ');
}

/** Fields of the access log with API Gateway's variables. */
export function accessLogRows(): readonly Row[] {
  const all = { ...ACCESS_LOG_FIELDS, ...MUTUAL_TLS_FIELDS, ...WEB_ACL_FIELDS };
  return Object.entries(all).map(([field, variable]) => [`\`${field}\``, `\`${variable}\``]);
}
