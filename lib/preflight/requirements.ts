import type { EnvironmentConfig } from '../config/environment';
import { platformStackName, resellerStackName, usagePlanName } from '../gateway/names';
import type { InUse } from './account-reader';

/** Requirements of an environment for its account. */
export interface Requirements {
  readonly environment: string;
  readonly account?: string;
  readonly region?: string;
  /** Names that the environment's stacks make, by kind. */
  readonly makes: InUse;
  /** Requests per second that the gateways let through; `undefined` when one of them is unlimited. */
  readonly requestsPerSecond: number | undefined;
  readonly setsCloudWatchRole: boolean;
  readonly subnetIds: readonly string[];
  readonly alarmMails: readonly string[];
  /** Address from which SES sends notices. */
  readonly noticesFrom?: string;
  /** IAM actions that CloudFormation needs to create the stacks. */
  readonly actions: readonly string[];
  /** IAM actions that onboarding a consumer needs. */
  readonly onboardingActions: readonly string[];
}

/** Actions of every gateway's stack, one for each service in it, and those that tag what it makes. */
const ALWAYS = [
  'apigateway:POST',
  'apigateway:PUT',
  'dynamodb:CreateTable',
  'dynamodb:TagResource',
  'iam:CreateRole',
  'iam:PassRole',
  'iam:TagRole',
  'lambda:CreateFunction',
  'lambda:TagResource',
  'logs:CreateLogGroup',
  'logs:PutMetricFilter',
  'logs:TagResource',
  'ssm:AddTagsToResource',
  'ssm:PutParameter',
];
const GATEWAY_ALARMS = ['cloudwatch:PutMetricAlarm', 'cloudwatch:TagResource'];
const AUTOMATIC_SHEDDING = ['cloudwatch:PutMetricAlarm', 'events:PutRule', 'states:CreateStateMachine'];
const PRIVATE_NODES = ['ec2:CreateSecurityGroup', 'elasticloadbalancing:CreateLoadBalancer'];
const WEB_ACL = ['wafv2:CreateWebACL', 'wafv2:AssociateWebACL'];
const MADE_CERTIFICATES = ['acm:AddTagsToCertificate', 'acm:RequestCertificate', 'route53:ChangeResourceRecordSets'];

/** Actions that tag resources of the platform stack, which has only the declared tags, by the action that makes them. */
const PLATFORM_TAGS: Readonly<Record<string, string>> = {
  'ec2:CreateSecurityGroup': 'ec2:CreateTags',
  'elasticloadbalancing:CreateLoadBalancer': 'elasticloadbalancing:AddTags',
  'kms:CreateKey': 'kms:TagResource',
  'sns:CreateTopic': 'sns:TagResource',
  'states:CreateStateMachine': 'states:TagResource',
  'wafv2:CreateWebACL': 'wafv2:TagResource',
};

/** Actions with which the command onboards a consumer: what it makes is tagged. */
const ONBOARDING = [
  'apigateway:POST',
  'apigateway:PUT',
  'secretsmanager:CreateSecret',
  'secretsmanager:TagResource',
] as const;

/** Derives the requirements of an environment from its configuration. */
export function requirementsOf(config: EnvironmentConfig): Requirements {
  const { environment, platform, gateways } = config;
  const domains = gateways.flatMap((gateway) => gateway.domains);
  const { privateNodes, protection } = platform;
  const made = [
    ...ALWAYS,
    ...(privateNodes ? PRIVATE_NODES : []),
    ...(protection.webAcl ? WEB_ACL : []),
    ...(protection.encryptionKey === 'own' ? ['kms:CreateKey'] : []),
    ...(platform.dashboards !== 'none' ? ['cloudwatch:PutDashboard'] : []),
    ...(platform.alarms ? ['sns:CreateTopic', ...GATEWAY_ALARMS] : []),
    ...(platform.operatorPolicies ? ['iam:CreatePolicy'] : []),
    ...(platform.shedding?.automatic ? AUTOMATIC_SHEDDING : []),
    ...(platform.cloudWatchRole ? ['apigateway:PATCH'] : []),
    ...(platform.notices || platform.probe ? ['scheduler:CreateSchedule'] : []),
    ...(domains.some(({ certificateArn }) => certificateArn === undefined) ? MADE_CERTIFICATES : []),
  ];
  const tagged = Object.keys(platform.tags).length > 0;
  const tags = tagged ? made.flatMap((action) => PLATFORM_TAGS[action] ?? []) : [];
  return {
    environment,
    ...(platform.account !== undefined && { account: platform.account }),
    ...(platform.region !== undefined && { region: platform.region }),
    makes: {
      restApis: gateways.map(({ resellerId }) => resellerStackName(environment, resellerId)),
      usagePlans: gateways.flatMap(({ resellerId, tiers }) =>
        Object.keys(tiers).map((tier) => usagePlanName(environment, resellerId, tier)),
      ),
      domains: domains.map(({ name }) => name),
      vpcLinks: privateNodes ? [`${platformStackName(environment)}-ui-nodes`] : [],
    },
    requestsPerSecond: totalRate(config),
    setsCloudWatchRole: platform.cloudWatchRole,
    subnetIds: privateNodes?.subnetIds ?? [],
    alarmMails: platform.alarms?.emails ?? [],
    ...(platform.notices?.from !== undefined && { noticesFrom: platform.notices.from }),
    actions: [...made, ...tags].toSorted(),
    onboardingActions: ONBOARDING,
  };
}

function totalRate({ gateways }: EnvironmentConfig): number | undefined {
  return gateways.reduce<number | undefined>((sum, { throttle }) => {
    return sum === undefined || throttle.rateLimit === undefined ? undefined : sum + throttle.rateLimit;
  }, 0);
}
