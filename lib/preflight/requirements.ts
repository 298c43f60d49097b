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
  /** IAM actions that CloudFormation needs to create the stacks. */
  readonly actions: readonly string[];
}

/** Actions of every gateway's stack, one for each service in it. */
const ALWAYS = [
  'apigateway:POST',
  'dynamodb:CreateTable',
  'iam:CreateRole',
  'iam:PassRole',
  'lambda:CreateFunction',
  'logs:CreateLogGroup',
  'logs:PutMetricFilter',
  'ssm:PutParameter',
];
const PRIVATE_NODES = ['ec2:CreateSecurityGroup', 'elasticloadbalancing:CreateLoadBalancer'];
const WEB_ACL = ['wafv2:CreateWebACL', 'wafv2:AssociateWebACL'];
const MADE_CERTIFICATES = ['acm:RequestCertificate', 'route53:ChangeResourceRecordSets'];

/** Derives the requirements of an environment from its configuration. */
export function requirementsOf(config: EnvironmentConfig): Requirements {
  const { environment, platform, gateways } = config;
  const domains = gateways.flatMap((gateway) => gateway.domains);
  const { privateNodes, protection } = platform;
  const actions = [
    ...ALWAYS,
    ...(privateNodes ? PRIVATE_NODES : []),
    ...(protection.webAcl ? WEB_ACL : []),
    ...(protection.encryptionKey === 'own' ? ['kms:CreateKey'] : []),
    ...(platform.dashboards !== 'none' ? ['cloudwatch:PutDashboard'] : []),
    ...(platform.alarms ? ['sns:CreateTopic', 'cloudwatch:PutMetricAlarm'] : []),
    ...(platform.operatorPolicies ? ['iam:CreatePolicy'] : []),
    ...(platform.cloudWatchRole ? ['apigateway:PATCH'] : []),
    ...(domains.some(({ certificateArn }) => certificateArn === undefined) ? MADE_CERTIFICATES : []),
  ];
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
    actions: actions.toSorted(),
  };
}

function totalRate({ gateways }: EnvironmentConfig): number | undefined {
  return gateways.reduce<number | undefined>((sum, { throttle }) => {
    return sum === undefined || throttle.rateLimit === undefined ? undefined : sum + throttle.rateLimit;
  }, 0);
}
