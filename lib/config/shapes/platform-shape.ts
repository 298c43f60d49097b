/** The shape of config/<environment>/platform.yaml. */
import { z } from 'zod';
import { ALARM_THRESHOLDS, LOGS, OAUTH, ROUTES, THROTTLE, TIER, UI_NODES_SHAPE } from './shared-shape';
import {
  arn,
  HOST_NAME,
  IPV4,
  IPV4_CIDR,
  list,
  object,
  oneOf,
  PRINTABLE,
  rule,
  SOURCE_BLOCK,
  TAGS,
  text,
  TIER_NAME,
  whole,
} from './vocabulary';

function flag() {
  return z.boolean({ error: 'true or false' }).exactOptional();
}

const STATUS_CODES_ALLOWED = 'status codes from 200 to 499 such as 200-399 or 200,401, the lower one of a range first';
const STATUS_CODES = text(/^[2-4]\d{2}(?:-[2-4]\d{2})?(?:,[2-4]\d{2}(?:-[2-4]\d{2})?)*$/, STATUS_CODES_ALLOWED).refine(
  (codes) => codes.split(',').every((range) => range.slice(0, 3) <= range.slice(-3)),
  { error: STATUS_CODES_ALLOWED },
);

const HEALTH_CHECK = rule(
  object({
    path: text(/^\/[!-~]{0,1000}$/, 'a path that begins with /')
      .exactOptional()
      .describe('What is requested; / when absent.'),
    statusCodes: STATUS_CODES.exactOptional().describe('Answers of a healthy node; 200-399 when absent.'),
    intervalSeconds: whole(5, 300, 'seconds').exactOptional().describe('How often; 30 when absent.'),
    timeoutSeconds: whole(2, 120, 'seconds').exactOptional().describe('How long an answer may take; 5 when absent.'),
    healthyThreshold: whole(2, 10, 'checks')
      .exactOptional()
      .describe('Good checks until a node gets requests; 3 when absent.'),
    unhealthyThreshold: whole(2, 10, 'checks')
      .exactOptional()
      .describe('Bad checks until it gets none; 2 when absent.'),
  }),
  ({ intervalSeconds = 30, timeoutSeconds = 5 }) => !(timeoutSeconds >= intervalSeconds),
  ['timeoutSeconds'],
  'fewer seconds than intervalSeconds',
);

const NODE = object({
  address: IPV4.describe('IPv4 address of the node.'),
  outsideVpc: flag().describe('true for a node that is reached through the VPC, such as on premises.'),
});

const CERTIFICATE_ARN = arn('acm', 'certificate/[a-z0-9-]+', 'the ARN of a certificate in ACM');

const FURTHER_CERTIFICATE = object({
  host: HOST_NAME.describe("Host of a reseller's brand endpoint."),
  certificateArn: CERTIFICATE_ARN.describe('Certificate that covers it; may be one that is named already.'),
});

const PRIVATE = object({
  vpcId: text(/^vpc-[0-9a-f]{8,17}$/, 'a VPC id such as vpc-0123456789abcdef0').describe('VPC of the load balancer.'),
  vpcCidrs: list(IPV4_CIDR, 'a list of IPv4 CIDR blocks').describe("The VPC's own blocks of IPv4 addresses."),
  subnetIds: list(
    text(/^subnet-[0-9a-f]{8,17}$/, 'a subnet id such as subnet-0123456789abcdef0'),
    'a list of subnet ids',
  )
    .min(2, { error: 'at least two subnet ids, in different availability zones' })
    .describe('Subnets of the load balancer and the VPC link.'),
  certificateArn: CERTIFICATE_ARN.describe(
    'Certificate of the load balancer, for the brand endpoint; it has to be trusted by API Gateway.',
  ),
  furtherCertificates: list(FURTHER_CERTIFICATE, 'a list of host and certificateArn')
    .max(24, { error: 'at most 24 hosts: a load balancer takes 25 certificates' })
    .exactOptional()
    .describe('Certificates of the load balancer for brand endpoints of resellers; none when absent.'),
  nodes: list(NODE, 'a list of nodes')
    // Each is a rule of the load balancer's security group, which has sixty.
    .max(60, { error: 'at most 60 nodes' })
    .describe('UI nodes; their own certificates are not checked.'),
  port: whole(1, 65_535).exactOptional().describe('HTTPS port of the nodes; 443 when absent.'),
  crossZone: flag().describe('Whether each zone may use the nodes of all zones; true when absent.'),
  healthCheck: HEALTH_CHECK.exactOptional().describe('When a node gets requests.'),
});

const WEB_ACL_KEYS = object({
  requestsPerIp: whole(10, 2_000_000_000, 'requests')
    .exactOptional()
    .describe('Requests of one address in five minutes.'),
  managedRules: flag().describe("AWS's common and known-bad-inputs rules; false when absent."),
  allowedSourceIps: list(SOURCE_BLOCK, 'a list of CIDR blocks')
    .exactOptional()
    .describe('When given, every other address is refused.'),
});
const WEB_ACL = rule(
  WEB_ACL_KEYS,
  ({ requestsPerIp, managedRules, allowedSourceIps }) =>
    requestsPerIp !== undefined || managedRules === true || allowedSourceIps !== undefined,
  [],
  'at least one of: requestsPerIp, managedRules: true, allowedSourceIps',
);

export const PLATFORM = object({
  displayName: PRINTABLE.describe('Name of the environment for people.'),
  account: text(/^\d{12}$/, 'an AWS account id of 12 digits, in quotes')
    .exactOptional()
    .describe("AWS account; the deploying credentials' when absent."),
  region: text(/^[a-z]{2}(?:-[a-z]+)+-\d$/, 'an AWS region, such as eu-central-1')
    .exactOptional()
    .describe("AWS region; the deploying credentials' when absent."),
  uiNodes: object({
    ...UI_NODES_SHAPE,
    private: PRIVATE.exactOptional().describe('Reaches nodes that the internet does not, through a VPC link.'),
  }).describe('How UI nodes are reached.'),
  routes: ROUTES.exactOptional().describe('Routes of a reseller that declares none; /aps/2/resources when absent.'),
  tiers: z.record(TIER_NAME, TIER, { error: 'a map of tier to its quota and throttle' }).describe('Commercial levels.'),
  throttle: THROTTLE.exactOptional().describe(
    'Throttle of a gateway that declares none, for each route and method; unlimited when absent.',
  ),
  capacity: object({
    rateLimit: whole(1, 1_000_000, 'requests per second').describe('Requests per second that the UI nodes bear.'),
  })
    .exactOptional()
    .describe(
      'What the throttles of all gateways may not exceed in sum: a lower bound of what they let through, because each holds for every route and method by itself.',
    ),
  oauth: OAUTH.exactOptional().describe('How signatures are verified.'),
  protection: object({
    terminationProtection: flag().describe('Whether stacks refuse to be deleted; false when absent.'),
    encryptionKey: z
      .union([z.literal('own'), arn('kms', 'key/[a-z0-9-]+', 'own, or the ARN of a KMS key')], {
        error: 'own, or the ARN of a KMS key',
      })
      .exactOptional()
      .describe(
        'Key for logs, nonce tables and credentials secrets: own, or the ARN of one whose policy lets CloudWatch Logs use it (README, "A KMS key of your own"); keys managed by AWS when absent.',
      ),
    webAcl: WEB_ACL.exactOptional().describe('Web ACL (AWS WAF) in front of every gateway.'),
  })
    .exactOptional()
    .describe('Protection of the stacks.'),
  logs: LOGS.exactOptional().describe('Logs of every gateway.'),
  tracing: flag().describe('AWS X-Ray; false when absent.'),
  alarms: object({
    emails: list(text(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'a mail address'), 'a list of mail addresses')
      .exactOptional()
      .describe('Who is told; others can subscribe to the topic.'),
    ...ALARM_THRESHOLDS,
  })
    .exactOptional()
    .describe('Alarms of every gateway; none when absent.'),
  dashboards: flag().describe('One dashboard for the environment and one for each gateway; true when absent.'),
  cloudWatchRole: flag().describe(
    "Whether this environment sets API Gateway's CloudWatch role. Access logs need it: without one, no gateway can be deployed. Account and region have one, set once, here or otherwise; false when absent.",
  ),
  operatorPolicies: oneOf(['none', 'managed'])
    .exactOptional()
    .describe('managed: IAM policies for viewers, onboarders and rotators; none when absent.'),
  tags: TAGS.exactOptional(),
});
export type PlatformDeclaration = z.output<typeof PLATFORM>;

/** Stand for required keys while the rest of a broken file is looked at. */
export const PLATFORM_PLACEHOLDERS = {
  displayName: '-',
  uiNodes: { brandEndpoint: 'https://placeholder.invalid' },
  tiers: {},
};
