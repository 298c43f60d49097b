import { z } from 'zod';
import { LAST_PRIORITY, SCHEMES, SIGNATURE_METHODS } from '../../../lambda/authorizer/contract';
import { ROUTE_METHODS } from '../../aps-methods';
import { BEARER } from './bearer-shape';
import { HTTPS_ORIGIN, limit, list, MOST, object, oneOf, rule, text, UNLIMITED, whole } from './vocabulary';

// API Gateway does not allow ~ in resource paths (CDK, `validateResourcePathPart`).
const ROUTE_PATH = text(
  /^\/aps\/2(?:\/[A-Za-z0-9][A-Za-z0-9._-]*)+\/?$/,
  'a path below /aps/2, such as /aps/2/resources, of letters, digits and . _ -; each segment starts with a letter or digit',
)
  // Applications, UI and navigation authenticate differently, so a consumer's credentials must not reach them.
  .refine((path) => !/^\/aps\/2\/(?:applications?|ui|navigation)(?:\/|$)/i.test(path), {
    error: 'any path except /aps/2/application, /aps/2/applications, /aps/2/ui, /aps/2/navigation and those below them',
  });

const ROUTE = rule(
  object({
    path: ROUTE_PATH.describe('Covers the path and everything below it.'),
    methods: list(oneOf(ROUTE_METHODS), `a list of: ${ROUTE_METHODS.join(', ')}`)
      .exactOptional()
      .describe('Methods that reach the UI nodes. Default: all except HEAD.'),
    brandEndpoint: HTTPS_ORIGIN.exactOptional().describe(
      'HTTPS origin of other UI nodes for this route; they verify the same signatures (docs/how-to/several-backends.md). Default: that of uiNodes.',
    ),
  }),
  // A monitoring tool that gets the headers of an answer may see the answer.
  ({ methods }) => !Array.isArray(methods) || !methods.includes('HEAD') || methods.includes('GET'),
  ['methods'],
  'HEAD only with GET',
);
export const ROUTES = list(ROUTE, 'a list of routes', {
  by: ({ path }) => path.replace(/\/$/, ''),
  path: ['path'],
  allowed: 'each path once, with all its methods',
});

export const PERIODS = ['day', 'week', 'month'] as const;
/** The last day of a period on which API Gateway can start counting; the first day is 0. */
const LAST_DAY: Readonly<Record<string, number>> = { day: 0, week: 6, month: 27 };
const MOST_DAYS = 27;
const OFFSET = 'the first day of the count: 0 with period: day, 0 to 6 with week, 0 to 27 with month';
const QUOTA = z.union(
  [
    z.literal(UNLIMITED),
    rule(
      object({
        limit: whole(1, MOST, 'requests').describe(
          'Requests per period, of each consumer or of a reseller (meteredBy).',
        ),
        period: oneOf(PERIODS).describe('How often the count is reset.'),
        offset: z
          .int({ error: OFFSET })
          .min(0, { error: OFFSET })
          .max(MOST_DAYS, { error: OFFSET })
          .exactOptional()
          .describe(
            'Day of the period on which the count is reset, 0 being the first: 0 to 6 in a week, 0 to 27 in a month. Default: 0. (The AWS reference calls this a number of requests.)',
          ),
      }),
      // A number that is not a day of any period, and an unknown period, are reported as such.
      ({ period, offset = 0 }) => offset > MOST_DAYS || offset <= (LAST_DAY[period] ?? MOST_DAYS),
      ['offset'],
      OFFSET,
    ),
  ],
  {
    error:
      'unlimited, or a map with limit (a whole number, at least 1), period (day, week or month) and optionally offset',
  },
);

export const THROTTLE = rule(
  object({
    rateLimit: limit().describe('Requests per second.'),
    burstLimit: limit().describe('Requests that may arrive at once.'),
    // API Gateway accepts one without the other, but does not document what it then does.
  }),
  ({ rateLimit, burstLimit }) => (rateLimit === UNLIMITED) === (burstLimit === UNLIMITED),
  ['burstLimit'],
  'a number if rateLimit is a number, unlimited if rateLimit is unlimited',
);

const METHOD_THROTTLE = object({
  path: ROUTE_PATH.describe('A declared route.'),
  method: oneOf(ROUTE_METHODS).describe('One of its methods.'),
  rateLimit: whole(1, 10_000, 'requests per second').describe('Requests per second.'),
  burstLimit: whole(1, 10_000, 'requests').describe('Requests that may arrive at once.'),
});
export const METERED_BY = ['consumer', 'reseller'] as const;
export const TIER = rule(
  object({
    quota: QUOTA.describe('How many requests may be sent in a period.'),
    throttle: THROTTLE.describe('How fast requests may be sent.'),
    meteredBy: oneOf(METERED_BY)
      .exactOptional()
      .describe(
        'consumer: each consumer has quota and throttle of its own. reseller: all consumers of one reseller on this tier share them. Default: consumer.',
      ),
    methods: list(METHOD_THROTTLE, 'a list of throttles by path and method')
      // Each takes two of API Gateway's twenty method throttles: one for the path, one for everything below it.
      .max(10, { error: 'at most 10 throttles by path and method' })
      .superRefine((entries, context) => {
        const names = entries.map(({ path, method }) => `${method} ${path.replace(/\/$/, '')}`);
        for (const [index, name] of names.entries()) {
          if (names.indexOf(name) === index) continue;
          context.addIssue({ code: 'custom', path: [index, 'path'], message: 'each path and method once' });
        }
      })
      .exactOptional()
      .describe('Tighter throttles for single routes and methods.'),
    priority: whole(0, LAST_PRIORITY)
      .exactOptional()
      .describe(
        'Who waits when the platform is busy: 0 is served longest, 9 waits first (docs/how-to/shed-load.md). Needs shedding in platform.yaml. Default: 5.',
      ),
    retired: z
      .boolean({ error: 'true or false' })
      .exactOptional()
      .describe(
        'true: the consumers on this tier stay on it and are metered, but no others may be put on it. To remove a tier, retire it, move its consumers, then remove it. Default: false.',
      ),
  }),
  // "Can not define fine grain throttling if usage plan throttle is not defined", is API Gateway's error (aws-cdk, pull request 6411).
  ({ throttle, methods }) => methods === undefined || throttle?.rateLimit !== UNLIMITED,
  ['throttle', 'rateLimit'],
  'a number, which API Gateway requires if single methods have throttles',
);

/** Headers in which the platform's own components assert an identity (docs.cloudblue.com, APS REST API, "Headers"). */
const IDENTITY_HEADERS = [
  'aps-token',
  'aps-resource-id',
  'aps-actor-id',
  'aps-identity-id',
  'aps-original-identity-id',
  'aps-application-id',
  'aps-instance-id',
  'aps-controller-uri',
];
const APS_HEADER = text(/^aps-[a-z0-9-]{1,60}$/, 'a lower-case header name that starts with aps-').refine(
  (name) => !IDENTITY_HEADERS.includes(name),
  { error: `any header except ${IDENTITY_HEADERS.join(', ')}, which would let a consumer claim any identity` },
);

export const OAUTH = object({
  authentication: list(oneOf(SCHEMES), `a list of: ${SCHEMES.join(', ')}`)
    .exactOptional()
    .describe(
      'How consumers may authenticate: oauth1 (signatures), bearer (tokens of an identity provider, docs/how-to/accept-bearer-tokens.md), or both. Default: oauth1.',
    ),
  bearer: BEARER.exactOptional().describe(
    'The identity provider whose tokens are accepted if authentication has bearer. Default: none.',
  ),
  signatureMethods: list(oneOf(SIGNATURE_METHODS), `a list of: ${SIGNATURE_METHODS.join(', ')}`)
    .exactOptional()
    .describe('Signature methods that the gateway accepts. Default: HMAC-SHA1.'),
  timestampWindowSeconds: whole(30, 3600, 'seconds')
    .exactOptional()
    .describe('How old a request may be. Default: 300.'),
  clockSkewSeconds: whole(0, 900, 'seconds')
    .exactOptional()
    .describe("How far a consumer's clock may run ahead. Default: 300."),
  allowedApsHeaders: list(APS_HEADER, 'a list of header names')
    .exactOptional()
    .describe(
      'aps-* request headers that a consumer may send, except those that assert an identity. Default: aps-locale.',
    ),
  cacheSeconds: whole(1, 60, 'seconds').exactOptional().describe('How long credentials are cached. Default: 60.'),
  outageGraceSeconds: whole(0, 3600, 'seconds')
    .exactOptional()
    .describe('How much longer cached credentials are used while Secrets Manager is unavailable. Default: 900.'),
});

/** Retention periods that CloudWatch Logs accepts, in days. */
const RETENTIONS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];
export const LOGS = object({
  retentionDays: z
    .literal(RETENTIONS, { error: `one of: ${RETENTIONS.join(', ')}` })
    .exactOptional()
    .describe('How many days logs are kept. Default: 90.'),
  executionLevel: oneOf(['off', 'error', 'info'])
    .exactOptional()
    .describe(
      "Level of API Gateway's execution log, for troubleshooting; requires the account's CloudWatch role. Default: off.",
    ),
});

function threshold(max: number, unit: string) {
  return whole(1, max, unit).exactOptional();
}

/** Thresholds of the web ACL's alarms, each over five minutes. */
export const WEB_ACL_THRESHOLDS = {
  webAclBlocks: threshold(1_000_000, 'requests').describe('Requests that the web ACL blocked. Default: 100.'),
  webAclCounts: threshold(1_000_000, 'requests').describe(
    'Requests that matched the managed rules that count and do not block. Default: 100.',
  ),
} as const;

/** Alarm thresholds, each over five minutes; most alarms exist only where a threshold is declared. */
export const ALARM_THRESHOLDS = {
  serverErrorPercent: threshold(100, 'percent').describe(
    '5XX responses in percent of all; the alarm needs at least five of them. Default: 5.',
  ),
  latencyMilliseconds: threshold(300_000, 'milliseconds').describe(
    '95th percentile of the response time. Default: no alarm.',
  ),
  authorizerErrors: threshold(1_000_000, 'faults').describe(
    'Requests that could not be authorized because of an error. Default: 5.',
  ),
  authorizerDurationMilliseconds: threshold(6000, 'milliseconds').describe(
    "95th percentile of the authorizer's duration. Default: no alarm.",
  ),
  signatureFailures: threshold(1_000_000, 'requests').describe(
    'Requests denied with signature_invalid. Default: no alarm.',
  ),
  throttles: threshold(1_000_000, 'requests').describe('Requests denied with throttled. Default: no alarm.'),
  nonceTableFaults: threshold(1_000_000, 'faults').describe(
    'Nonces that could not be claimed because of an error. Default: no alarm.',
  ),
  credentialsRefusals: threshold(1_000_000, 'faults').describe(
    'Look-ups of credentials that Secrets Manager or KMS refused, which is not an outage. Default: no alarm.',
  ),
  quotaRefusals: threshold(1_000_000, 'requests').describe('Requests denied with quota_exceeded. Default: no alarm.'),
  failedAttempts: threshold(1_000_000, 'requests').describe(
    'Failed requests with one consumer key from one address, or IPv6 /64. Adds a rule of Contributor Insights for each gateway, which AWS bills (docs/how-to/stop-guessing.md). Default: no alarm and no rule.',
  ),
} as const;
