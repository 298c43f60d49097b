import { RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { type GatewaySettings, type Place, type PropProblem, resolveProps } from '../config/resolve-props';
import type { GivenResources } from '../gateway/gateway';
import { GatewayPropsError } from './gateway-props-error';
import { asPropProblem } from './not-props';
import { plainProps, withTokens } from './plain-props';
import { claimNames } from './claimed-names';
import type { ResellerGatewayProps } from './reseller-gateway-props';

/** Settings of a gateway with the resources of the app that it uses. */
export interface ConstructSettings extends GatewaySettings {
  readonly given: GivenResources;
}

/**
 * Checks the props of a gateway and resolves them.
 *
 * @throws GatewayPropsError with every problem
 */
export function settingsOf(
  scope: Construct,
  id: string,
  // A program without types can leave them out.
  props: Partial<ResellerGatewayProps> = {},
): ConstructSettings {
  const { alarmTopic, encryptionKey, removalPolicy, webAclArn, ...rest } = props;
  const place = placeOf(Stack.of(scope));
  const plain = plainProps(rest, place);
  const { settings, problems } = resolveProps(plain.written, place);
  const all = [
    ...plain.problems,
    ...problems
      .filter(({ path }) => !plain.problems.some((refused) => isAt(path, refused.path)))
      .map((problem) => asPropProblem(problem)),
    ...checkObjects(props),
    ...(settings ? claimNames(scope, id, settings, problems.length === 0 && plain.problems.length === 0) : []),
  ];
  if (!settings || all.length > 0) throw new GatewayPropsError([scope.node.path, id].filter(Boolean).join('/'), all);
  const { environment, platform, gateway } = settings;
  const kept = removalPolicy !== undefined && removalPolicy !== RemovalPolicy.DESTROY;
  return {
    environment,
    platform: {
      ...platform,
      protection: {
        ...platform.protection,
        terminationProtection: kept,
        ...(webAclArn !== undefined && { webAcl: { managedRules: false, allowedSourceIps: [] } }),
      },
    },
    gateway: withTokens(gateway, plain.tokens),
    given: {
      ...(alarmTopic && { alarmTopic }),
      ...(encryptionKey && { encryptionKey }),
      ...(webAclArn !== undefined && { webAclArn }),
    },
  };
}

/** Returns what of a stack's account and Region is known at synthesis. */
function placeOf({ account, region }: Stack): Place {
  return {
    ...(!Token.isUnresolved(account) && { account }),
    ...(!Token.isUnresolved(region) && { region }),
  };
}

/** True if one path is the other, or within it, on either side. */
function isAt(path: string, refused: string): boolean {
  return `${path}.`.startsWith(`${refused}.`) || `${refused}.`.startsWith(`${path}.`);
}

const WEB_ACL_ARN = /^arn:aws[a-z-]*:wafv2:[a-z0-9-]+:\d{12}:regional\/webacl\/.+$/;
const REMOVAL_POLICIES: readonly unknown[] = [
  undefined,
  RemovalPolicy.DESTROY,
  RemovalPolicy.RETAIN,
  RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
];

/** Checks the props that are objects of the CDK: programs without types can pass anything. */
function checkObjects(props: Partial<ResellerGatewayProps>): PropProblem[] {
  const { alarmTopic, encryptionKey, removalPolicy, webAclArn } = props;
  const checks: readonly (readonly [path: string, isValid: boolean, allowed: string])[] = [
    [
      'alarmTopic',
      alarmTopic === undefined || hasText(alarmTopic, 'topicArn'),
      'an SNS topic, such as new sns.Topic(…)',
    ],
    [
      'encryptionKey',
      encryptionKey === undefined || hasText(encryptionKey, 'keyArn'),
      'a KMS key, such as new kms.Key(…)',
    ],
    [
      'removalPolicy',
      REMOVAL_POLICIES.includes(removalPolicy),
      'RemovalPolicy.DESTROY, RETAIN or RETAIN_ON_UPDATE_OR_DELETE',
    ],
    [
      'webAclArn',
      webAclArn === undefined || Token.isUnresolved(webAclArn) || WEB_ACL_ARN.test(webAclArn),
      'the ARN of a regional web ACL',
    ],
  ];
  return checks
    .filter(([, isValid]) => !isValid)
    .map(([path, , allowed]) => ({ path, message: 'is not allowed', allowed }));
}

function hasText(value: object, member: string): boolean {
  return typeof (value as Record<string, unknown>)[member] === 'string';
}
