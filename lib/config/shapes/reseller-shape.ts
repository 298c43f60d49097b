/** The shape of config/<environment>/resellers/<id>.yaml. */
import { z } from 'zod';
import { ALARM_THRESHOLDS, LOGS, OAUTH, ROUTES, THROTTLE, TIER, UI_NODES_SHAPE } from './shared-shape';
import {
  arn,
  HOST_NAME,
  list,
  object,
  oneOf,
  PRINTABLE,
  RESELLER_ID,
  rule,
  SOURCE_BLOCK,
  TAGS,
  text,
  TIER_NAME,
} from './vocabulary';

const INHERIT = 'inherit';
const TIER_KEYS = Object.keys(TIER.shape).join(', ');

/** TLS 1.2 at least; names as API Gateway has them, each narrower than those before it. */
export const TLS_POLICIES = [
  'TLS_1_2',
  'SecurityPolicy_TLS13_1_2_PQ_2025_09',
  'SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09',
  'SecurityPolicy_TLS13_1_3_2025_09',
  'SecurityPolicy_TLS13_1_3_FIPS_2025_09',
] as const;

/** `name` may be anything while the shape is not proved. */
function liesIn(name: unknown, zone: string) {
  return typeof name !== 'string' || name === zone || name.endsWith(`.${zone}`);
}

const DOMAIN_KEYS = object({
  name: HOST_NAME.refine((name) => !/(?:^|\.)execute-api\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?$/.test(name), {
    error: 'a name of your own; the ones below execute-api are API Gateway’s',
  }).describe('Host name that consumers call.'),
  certificateArn: arn('acm', 'certificate/[a-z0-9-]+', 'the ARN of a certificate in ACM')
    .exactOptional()
    .describe('Certificate for the name; made and validated in hostedZone when absent.'),
  hostedZone: object({
    id: text(/^Z[A-Z0-9]{1,31}$/, 'a hosted zone id such as Z0123456789ABCDEFGHIJ').describe(
      'Id of the zone in Route 53.',
    ),
    name: HOST_NAME.describe('Name of the zone.'),
  })
    .exactOptional()
    .describe('Zone in which the alias record is made; none is made when absent.'),
  tlsPolicy: oneOf(TLS_POLICIES)
    .exactOptional()
    .describe(
      "Security policy, the same for all domains of the gateway; when absent the first domain's, the parent's or TLS_1_2.",
    ),
});
const NAMED = rule(
  DOMAIN_KEYS,
  ({ certificateArn, hostedZone }) => Boolean(certificateArn ?? hostedZone),
  ['certificateArn'],
  'the ARN of a certificate in ACM, or a hostedZone in which one is validated',
);
const SHORT = rule(
  NAMED,
  ({ name, certificateArn }) => Boolean(certificateArn) || typeof name !== 'string' || name.length <= 64,
  ['name'],
  'at most 64 characters, which is what a certificate made by ACM may have, or a certificateArn besides',
);
const DOMAIN = rule(
  SHORT,
  ({ name, hostedZone }) => !hostedZone?.name || liesIn(name, hostedZone.name),
  ['hostedZone', 'name'],
  'the zone that the domain lies in',
);

/** A resource policy has 8192 characters; what is around its addresses, with ids filled in, takes less than 700. */
const POLICY_CHARACTERS = 8192 - 700;
const SOURCE_BLOCKS = list(SOURCE_BLOCK, 'a list of CIDR blocks').refine(
  // Quotes, a comma and the escape of the slash stand around each.
  (blocks) => blocks.reduce((sum, block) => sum + block.length + 4, 0) <= POLICY_CHARACTERS,
  {
    error: `fewer or larger blocks: at most ${POLICY_CHARACTERS} characters in all, with 4 more for each, fit a resource policy`,
  },
);

export const RESELLER = object({
  displayName: PRINTABLE.describe('Name of the reseller for people.'),
  parent: RESELLER_ID.exactOptional().describe('The reseller above this one.'),
  gateway: oneOf(['own', 'inherited'])
    .exactOptional()
    .describe("own (when absent): a gateway for this reseller; inherited: served by the nearest ancestor's."),
  uiNodes: object(UI_NODES_SHAPE).partial().exactOptional().describe("What differs from the platform's UI nodes."),
  routes: ROUTES.exactOptional().describe("All routes of the gateway; the parent's or the platform's when absent."),
  tiers: z
    .record(TIER_NAME, z.union([z.literal(INHERIT), TIER], { error: `${INHERIT}, or a map with: ${TIER_KEYS}` }), {
      error: `a map of tier to ${INHERIT} or to its own limits`,
    })
    .refine((tiers) => Object.keys(tiers).length > 0, {
      error: `at least one tier with ${INHERIT} or its own limits; without the key, all of the parent's or the platform's`,
    })
    .exactOptional()
    .describe("Tiers of the reseller's consumers; all of the parent's or the platform's when absent."),
  throttle: THROTTLE.exactOptional().describe(
    'How fast all consumers of the gateway together may call each route and method; not their sum.',
  ),
  oauth: OAUTH.exactOptional().describe("What differs from the platform's verification."),
  domains: list(DOMAIN, 'a list of domains').exactOptional().describe("The gateway's own host names."),
  mutualTls: object({
    truststore: text(
      /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/[!-~]{1,1024}$/,
      's3://bucket/key of a file with the accepted certificate authorities',
    ).describe('Accepted certificate authorities, in S3.'),
    version: text(/^[!-~]{1,1024}$/, "an S3 object's version id")
      .exactOptional()
      .describe('Version of that object.'),
    ownershipCertificateArn: arn('acm', 'certificate/[a-z0-9-]+', 'the ARN of a certificate in ACM')
      .exactOptional()
      .describe(
        'Certificate issued by ACM for the domains, which proves that they are yours; needed where certificateArn is an imported one or of a private CA.',
      ),
  })
    .exactOptional()
    .describe('Asks consumers for a client certificate, on all domains.'),
  allowedSourceIps: SOURCE_BLOCKS.exactOptional().describe(
    'When given, the resource policy refuses every other address.',
  ),
  logs: LOGS.exactOptional().describe("What differs from the platform's logs."),
  alarms: object(ALARM_THRESHOLDS).exactOptional().describe("Thresholds that differ from the platform's."),
  externalReference: PRINTABLE.exactOptional().describe("The reseller's number in the provider's own systems."),
  contacts: list(text(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'a mail address'), 'a list of mail addresses')
    .exactOptional()
    .describe('Whom to write to; used nowhere else.'),
  notes: z.string({ error: 'text' }).exactOptional().describe('For people; used nowhere.'),
  tags: TAGS.exactOptional(),
});
export type ResellerDeclaration = z.output<typeof RESELLER>;

/** Stands for a required key while the rest of a broken file is looked at. */
export const RESELLER_PLACEHOLDERS = { displayName: '-' };
