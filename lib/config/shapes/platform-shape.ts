import { z } from 'zod';
import { PLATFORM_ISOLATION } from './isolation-shape';
import { PLATFORM_LOCKOUT } from './lockout-shape';
import { PLATFORM_NOTICES } from './notices-shape';
import { OPERATION_GROUPS } from './operation-groups-shape';
import { SHEDDING } from './shedding-shape';
import { ALARM_THRESHOLDS, LOGS, OAUTH, ROUTES, THROTTLE, TIER, WEB_ACL_THRESHOLDS } from './shared-shape';
import { UI_NODES_SHAPE } from './ui-nodes-shape';
import {
  arn,
  CONSUMER_KEY,
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

const STATUS_CODES_ALLOWED =
  'status codes from 200 to 499, such as 200-399 or 200,401; the lower code of a range comes first';
const STATUS_CODES = text(/^[2-4]\d{2}(?:-[2-4]\d{2})?(?:,[2-4]\d{2}(?:-[2-4]\d{2})?)*$/, STATUS_CODES_ALLOWED).refine(
  (codes) => codes.split(',').every((range) => range.slice(0, 3) <= range.slice(-3)),
  { error: STATUS_CODES_ALLOWED },
);

const HEALTH_CHECK = rule(
  object({
    path: text(/^\/[!-~]{0,1000}$/, 'a path that starts with /')
      .exactOptional()
      .describe('Path to request. Default: /.'),
    statusCodes: STATUS_CODES.exactOptional().describe('Status codes of a healthy node. Default: 200-399.'),
    intervalSeconds: whole(5, 300, 'seconds').exactOptional().describe('Time between two checks. Default: 30.'),
    timeoutSeconds: whole(2, 120, 'seconds').exactOptional().describe('How long a response may take. Default: 5.'),
    healthyThreshold: whole(2, 10, 'checks')
      .exactOptional()
      .describe('Successful checks before a node gets requests. Default: 3.'),
    unhealthyThreshold: whole(2, 10, 'checks')
      .exactOptional()
      .describe('Failed checks before a node gets no more requests. Default: 2.'),
  }),
  ({ intervalSeconds = 30, timeoutSeconds = 5 }) => !(timeoutSeconds >= intervalSeconds),
  ['timeoutSeconds'],
  'fewer seconds than intervalSeconds',
);

const NODE = object({
  address: IPV4.describe('IPv4 address of the node.'),
  outsideVpc: flag().describe(
    'true if the node is outside the VPC but reachable through it, for example on premises. Default: false.',
  ),
});

const REGION = text(/^[a-z]{2}(?:-[a-z]+)+-\d$/, 'an AWS region, such as eu-central-1');

const CERTIFICATE_ARN = arn('acm', 'certificate/[a-z0-9-]+', 'the ARN of an ACM certificate');

// Each node needs one of the sixty rules of the load balancer's security group.
export const MOST_NODES = 60;
const NODES = list(NODE, 'a list of nodes').max(MOST_NODES, { error: `at most ${MOST_NODES} nodes` });
const PORT = whole(1, 65_535);

const FURTHER_CERTIFICATE = rule(
  object({
    host: HOST_NAME.describe('Host of the brand endpoint of a reseller or a route.'),
    certificateArn: CERTIFICATE_ARN.describe('Certificate that covers the host; may repeat one declared elsewhere.'),
    nodes: NODES.exactOptional().describe(
      'Nodes that get the requests for this host (docs/how-to/several-backends.md). Default: those of uiNodes.private.',
    ),
    port: PORT.exactOptional().describe('HTTPS port of these nodes. Default: 443.'),
    healthCheck: HEALTH_CHECK.exactOptional().describe('Decides which of these nodes get requests.'),
  }),
  ({ nodes, port, healthCheck }) => nodes !== undefined || (port === undefined && healthCheck === undefined),
  ['nodes'],
  'nodes, with port and healthCheck',
);

const PRIVATE = object({
  vpcId: text(/^vpc-[0-9a-f]{8,17}$/, 'a VPC id such as vpc-0123456789abcdef0').describe('VPC of the load balancer.'),
  vpcCidrs: list(IPV4_CIDR, 'a list of IPv4 CIDR blocks').describe("The VPC's own IPv4 CIDR blocks."),
  subnetIds: list(
    text(/^subnet-[0-9a-f]{8,17}$/, 'a subnet id such as subnet-0123456789abcdef0'),
    'a list of subnet ids',
  )
    .min(2, { error: 'at least two subnet ids, in different availability zones' })
    .describe('Subnets of the load balancer and the VPC link.'),
  acknowledgedRegion: REGION.exactOptional().describe(
    "The environment's Region, if it has VPC links V2 though AWS's list of November 2026 lacks it. Default: none.",
  ),
  certificateArn: CERTIFICATE_ARN.describe(
    'Certificate of the load balancer for the brand endpoint, from an authority that API Gateway trusts.',
  ),
  furtherCertificates: list(FURTHER_CERTIFICATE, 'a list of host and certificateArn')
    .max(24, { error: 'at most 24 hosts: a load balancer holds 25 certificates' })
    .exactOptional()
    .describe("Certificates of the load balancer for resellers' brand endpoints. Default: none."),
  nodes: NODES.describe('UI nodes. Their own TLS certificates are not verified.'),
  port: PORT.exactOptional().describe('HTTPS port of the nodes. Default: 443.'),
  crossZone: flag().describe('true if each zone may use the nodes of all zones. Default: true.'),
  healthCheck: HEALTH_CHECK.exactOptional().describe('Decides which nodes get requests.'),
});

const WEB_ACL_KEYS = object({
  requestsPerIp: whole(10, 2_000_000_000, 'requests')
    .exactOptional()
    .describe('Most requests per source address in five minutes. Default: no limit.'),
  managedRules: flag().describe(
    "Adds AWS's managed rule groups for common threats and known bad inputs. Those that legitimate requests trigger count matches and block nothing. Default: false.",
  ),
  allowedSourceIps: list(SOURCE_BLOCK, 'a list of CIDR blocks')
    .exactOptional()
    .describe('Addresses that may send requests. Default: every address.'),
});
const WEB_ACL = rule(
  WEB_ACL_KEYS,
  ({ requestsPerIp, managedRules, allowedSourceIps }) =>
    requestsPerIp !== undefined || managedRules === true || allowedSourceIps !== undefined,
  [],
  'at least one of: requestsPerIp, managedRules: true, allowedSourceIps',
);

export const ALARM_SCOPES = ['gateways', 'environment'] as const;

export const DASHBOARDS = ['environment', 'gateways', 'none'] as const;

/** The shape of `config/<environment>/platform.yaml`. */
export const PLATFORM = object({
  displayName: PRINTABLE.describe('Display name of the environment.'),
  account: text(/^\d{12}$/, 'an AWS account id of 12 digits, in quotes')
    .exactOptional()
    .describe('AWS account. Default: that of the credentials that deploy.'),
  region: REGION.exactOptional().describe('AWS region. Default: that of the credentials that deploy.'),
  uiNodes: object({
    ...UI_NODES_SHAPE,
    private: PRIVATE.exactOptional().describe('Nodes that are not on the internet, reached through a VPC link.'),
  }).describe('How the gateways reach the UI nodes.'),
  routes: ROUTES.exactOptional().describe('Routes of resellers that declare none. Default: /aps/2/resources.'),
  tiers: z
    .record(TIER_NAME, TIER, { error: 'a map of tier to its quota and throttle' })
    .describe('Commercial levels, by name.'),
  operationGroups: OPERATION_GROUPS.exactOptional().describe(
    'Groups of operations, by name, that consumers can be given (docs/how-to/group-operations.md). Default: none.',
  ),
  throttle: THROTTLE.exactOptional().describe(
    "Throttle of gateways that declare none, applied to each route and method. Default: ten times the limits of the gateway's fastest tier; unlimited if that tier is.",
  ),
  isolation: PLATFORM_ISOLATION,
  shedding: SHEDDING,
  capacity: object({
    rateLimit: whole(1, 1_000_000, 'requests per second').describe('Requests per second that the UI nodes can handle.'),
  })
    .exactOptional()
    .describe(
      'Limit for the sum of the throttles of all gateways. Gateways can let through more than this sum, because each throttle applies to every route and method separately.',
    ),
  oauth: OAUTH.exactOptional().describe('How requests are verified.'),
  lockout: PLATFORM_LOCKOUT,
  protection: object({
    terminationProtection: flag().describe(
      'Protects the stacks from deletion, and keeps the logs of requests if they are deleted. Set it after the first deployment has succeeded (docs/how-to/deploy.md). Default: false.',
    ),
    encryptionKey: z
      .union([z.literal('own'), arn('kms', 'key/[a-z0-9-]+', 'own, or the ARN of a KMS key')], {
        error: 'own, or the ARN of a KMS key',
      })
      .exactOptional()
      .describe(
        'KMS key for logs, nonce tables and credentials secrets: own makes one; or the ARN of a key whose policy lets CloudWatch Logs use it (docs/how-to/grant-permissions.md). Default: keys managed by AWS.',
      ),
    webAcl: WEB_ACL.exactOptional().describe('Web ACL (AWS WAF) in front of every gateway.'),
  })
    .exactOptional()
    .describe('Protection of the stacks.'),
  logs: LOGS.exactOptional().describe('Logs of all gateways.'),
  tracing: flag().describe('Traces requests with AWS X-Ray. Default: false.'),
  alarms: object({
    emails: list(text(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'an email address'), 'a list of email addresses')
      .exactOptional()
      .describe('Addresses to notify; others can subscribe to the SNS topic.'),
    scope: oneOf(ALARM_SCOPES)
      .exactOptional()
      .describe(
        "gateways: every threshold is an alarm of each gateway; environment: of all gateways together, for a small part of the costs, and a gateway has an alarm of its own only where its reseller's file declares the threshold. Default: gateways.",
      ),
    serverErrors: whole(1, 1_000_000, 'responses')
      .exactOptional()
      .describe('With scope: environment, 5XX responses of all gateways together. Default: 25.'),
    ...ALARM_THRESHOLDS,
    ...WEB_ACL_THRESHOLDS,
  })
    .exactOptional()
    .describe('Alarms of all gateways. Default: none.'),
  dashboards: oneOf(DASHBOARDS)
    .exactOptional()
    .describe(
      'environment: one dashboard for all gateways. gateways: one more for each gateway. none: no dashboards. Default: environment.',
    ),
  probe: object({
    everyMinutes: whole(1, 1440, 'minutes').describe('Minutes from one probe of a gateway to the next.'),
    consumer: CONSUMER_KEY.exactOptional().describe(
      'Consumer key whose credentials sign the probes of gateways that declare none. Default: only gateways that declare one are probed.',
    ),
  })
    .exactOptional()
    .describe(
      'Probes gateways on a clock with one signed, read-only request each (docs/how-to/probe-on-a-clock.md). Default: none.',
    ),
  notices: PLATFORM_NOTICES,
  cloudWatchRole: flag().describe(
    "Sets API Gateway's CloudWatch role, of which there is one per account and region. Access logs require it: no gateway can be deployed until it is set, here or elsewhere. Default: false.",
  ),
  operatorPolicies: oneOf(['none', 'managed', 'perGateway'])
    .exactOptional()
    .describe(
      'managed: creates IAM policies for viewers, onboarders and rotators of the environment. perGateway: creates three more for each gateway, limited to its consumers and usage plans. Default: none.',
    ),
  tags: TAGS.exactOptional(),
});
export type PlatformDeclaration = z.output<typeof PLATFORM>;

/** Stand in for required keys while the rest of a faulty file is checked. */
export const PLATFORM_PLACEHOLDERS = {
  displayName: '-',
  uiNodes: { brandEndpoint: 'https://placeholder.invalid' },
  tiers: {},
};
