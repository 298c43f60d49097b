import { z } from 'zod';
import { AUDIENCE_SHAPE } from './audience-shape';
import { RESELLER_ISOLATION } from './isolation-shape';
import { RESELLER_LOCKOUT } from './lockout-shape';
import { RESELLER_NOTICES } from './notices-shape';
import { ALARM_THRESHOLDS, LOGS, OAUTH, ROUTES, THROTTLE, TIER } from './shared-shape';
import { UI_NODES_SHAPE } from './ui-nodes-shape';
import {
  arn,
  CONSUMER_KEY,
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

/** The only security policy with which a domain can have mutual TLS (API Gateway developer guide, "Mutual TLS"). */
export const MUTUAL_TLS_POLICY = 'TLS_1_2';
/**
 * Same protocols and ciphers as TLS_1_2. According to AWS, an API cannot be updated from its first policy, TLS_1_0, to
 * TLS_1_2 (developer guide, "Security policies for REST APIs", considerations).
 */
export const DEFAULT_TLS_POLICY = 'SecurityPolicy_TLS13_1_2_2021_06';
/** API Gateway's security policies with TLS 1.2 or later, each at least as strict as the one before. */
export const TLS_POLICIES = [
  MUTUAL_TLS_POLICY,
  DEFAULT_TLS_POLICY,
  'SecurityPolicy_TLS13_1_2_PQ_2025_09',
  'SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09',
  'SecurityPolicy_TLS13_1_3_2025_09',
  'SecurityPolicy_TLS13_1_3_FIPS_2025_09',
] as const;

/** Endpoint access modes; `reset` unsets the mode. */
export const ENDPOINT_ACCESS = ['strict', 'basic', 'reset'] as const;

/** `name` can be of any type, because the rule also runs on malformed maps. */
function liesIn(name: unknown, zone: string) {
  return typeof name !== 'string' || name === zone || name.endsWith(`.${zone}`);
}

const DOMAIN_KEYS = object({
  name: HOST_NAME.refine((name) => !/(?:^|\.)execute-api\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?$/.test(name), {
    error: 'a domain of your own, not one of API Gateway’s execute-api names',
  }).describe('Host name that consumers use.'),
  certificateArn: arn('acm', 'certificate/[a-z0-9-]+', 'the ARN of an ACM certificate')
    .exactOptional()
    .describe('Certificate for the name. Default: one is made and validated in hostedZone.'),
  hostedZone: object({
    id: text(/^Z[A-Z0-9]{1,31}$/, 'a hosted zone id such as Z0123456789ABCDEFGHIJ').describe(
      'Id of the zone in Route 53.',
    ),
    name: HOST_NAME.describe('Name of the zone.'),
  })
    .exactOptional()
    .describe('Zone for the alias record. Default: no record is made.'),
  tlsPolicy: oneOf(TLS_POLICIES)
    .exactOptional()
    .describe(
      "Security policy, the same for all domains of the gateway. Default: that of the first domain, otherwise the parent's, otherwise SecurityPolicy_TLS13_1_2_2021_06, which accepts TLS 1.2 and 1.3. With mutualTls: TLS_1_2, the only one possible.",
    ),
});
const NAMED = rule(
  DOMAIN_KEYS,
  ({ certificateArn, hostedZone }) => Boolean(certificateArn ?? hostedZone),
  ['certificateArn'],
  'the ARN of an ACM certificate, or a hostedZone to validate one in',
);
const SHORT = rule(
  NAMED,
  ({ name, certificateArn }) => Boolean(certificateArn) || typeof name !== 'string' || name.length <= 64,
  ['name'],
  'at most 64 characters, the limit for a certificate made by ACM; for a longer name, set certificateArn',
);
const DOMAIN = rule(
  SHORT,
  ({ name, hostedZone }) => !hostedZone?.name || liesIn(name, hostedZone.name),
  ['hostedZone', 'name'],
  'the zone that contains the domain',
);

/** A resource policy has at most 8192 characters; everything except the addresses takes fewer than 700. */
const POLICY_CHARACTERS = 8192 - 700;
const SOURCE_BLOCKS = list(SOURCE_BLOCK, 'a list of CIDR blocks').refine(
  // Each block adds two quotes, a comma and the escape of its slash.
  (blocks) => blocks.reduce((sum, block) => sum + block.length + 4, 0) <= POLICY_CHARACTERS,
  {
    error: `fewer or larger blocks: a resource policy has room for at most ${POLICY_CHARACTERS} characters, counting 4 more per block`,
  },
);

/** The shape of `config/<environment>/resellers/<id>.yaml`. */
export const RESELLER = object({
  displayName: PRINTABLE.describe('Display name of the reseller.'),
  parent: RESELLER_ID.exactOptional().describe('The reseller above this one.'),
  gateway: oneOf(['own', 'inherited'])
    .exactOptional()
    .describe("own: this reseller has a gateway. inherited: the nearest ancestor's gateway serves it. Default: own."),
  ...AUDIENCE_SHAPE,
  uiNodes: object(UI_NODES_SHAPE).partial().exactOptional().describe("Overrides the platform's uiNodes."),
  routes: ROUTES.exactOptional().describe("All routes of the gateway. Default: the parent's or the platform's."),
  tiers: z
    .record(TIER_NAME, z.union([z.literal(INHERIT), TIER], { error: `${INHERIT}, or a map with: ${TIER_KEYS}` }), {
      error: `a map of tier to ${INHERIT} or to its own limits`,
    })
    .refine((tiers) => Object.keys(tiers).length > 0, {
      error: `at least one tier, with ${INHERIT} or its own limits; for all tiers of the parent or the platform, leave the key out`,
    })
    .exactOptional()
    .describe("Tiers for the reseller's consumers. Default: all tiers of the parent or the platform."),
  throttle: THROTTLE.exactOptional().describe(
    "How fast all consumers of the gateway together may call each route and method. Every route and method is counted separately. Default: the parent's or the platform's.",
  ),
  isolation: RESELLER_ISOLATION,
  oauth: OAUTH.exactOptional().describe("Overrides the platform's oauth."),
  lockout: RESELLER_LOCKOUT,
  domains: list(DOMAIN, 'a list of domains').exactOptional().describe("The gateway's own host names."),
  endpointAccess: oneOf(ENDPOINT_ACCESS)
    .exactOptional()
    .describe(
      'strict: the host name of a request must be the one in its TLS handshake. basic: the two may differ; for a gateway that already has consumers, as a step before strict. reset: for the deployment that adds mutualTls to an existing gateway (docs/how-to/change-tls-and-domains.md). Default: strict, or none with mutualTls.',
    ),
  mutualTls: object({
    truststore: text(
      /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/[!-~]{1,1024}$/,
      's3://bucket/key of a file with the trusted certificate authorities',
    ).describe('File with the trusted certificate authorities, in S3.'),
    version: text(/^[!-~]{1,1024}$/, "an S3 object's version id").describe(
      'Version of that object. Without it, no deployment would notice a replaced file, and a removed authority would stay trusted.',
    ),
    ownershipCertificateArn: arn('acm', 'certificate/[a-z0-9-]+', 'the ARN of an ACM certificate')
      .exactOptional()
      .describe(
        'Certificate issued by ACM that proves ownership of the domains; required if certificateArn is imported or issued by a private CA.',
      ),
  })
    .exactOptional()
    .describe('Requires a client certificate on all domains.'),
  allowedSourceIps: SOURCE_BLOCKS.exactOptional().describe(
    'Addresses that the resource policy allows. Default: every address.',
  ),
  logs: LOGS.exactOptional().describe("Overrides the platform's logs."),
  alarms: object(ALARM_THRESHOLDS).exactOptional().describe("Overrides the platform's thresholds."),
  probe: object({
    consumer: CONSUMER_KEY.describe('Consumer key whose credentials sign the probes of this gateway.'),
  })
    .exactOptional()
    .describe("Overrides the consumer of the platform's probe."),
  notices: RESELLER_NOTICES,
  externalReference: PRINTABLE.exactOptional().describe(
    "The reseller's number in the provider's own systems; not used otherwise.",
  ),
  contacts: list(text(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'an email address'), 'a list of email addresses')
    .exactOptional()
    .describe('Contact addresses; notices go to them if a consumer has none.'),
  notes: z.string({ error: 'text' }).exactOptional().describe('Free text; not used otherwise.'),
  tags: TAGS.exactOptional(),
});
export type ResellerDeclaration = z.output<typeof RESELLER>;
/** Declared resellers by id. */
export type Declarations = ReadonlyMap<string, ResellerDeclaration>;

/** Stands in for a required key while the rest of a faulty file is checked. */
export const RESELLER_PLACEHOLDERS = { displayName: '-' };
