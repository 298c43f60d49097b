/**
 * Parts that platform.yaml and a reseller's file have in common.
 */
import { z } from 'zod';
import { SIGNATURE_METHODS } from '../../../lambda/authorizer/contract';
import { arn, HTTPS_ORIGIN, limit, list, MOST, object, oneOf, rule, text, UNLIMITED, whole } from './vocabulary';

/** Methods that the APS bus knows (docs.cloudblue.com, APS REST API, "Controller"). */
export const METHODS = ['GET', 'POST', 'PUT', 'DELETE'] as const;
export type Method = (typeof METHODS)[number];

// API Gateway's resources may not have ~ in their paths (CDK, `validateResourcePathPart`).
const ROUTE_PATH = text(
  /^\/aps\/2(?:\/[A-Za-z0-9][A-Za-z0-9._-]*)+\/?$/,
  'a path below /aps/2, such as /aps/2/resources, of letters, digits and . _ -, a letter or digit first in each segment',
)
  // Applications, UI and navigation authenticate otherwise: they may not be reached with a consumer's credentials.
  .refine((path) => !/^\/aps\/2\/(?:applications?|ui|navigation)(?:\/|$)/i.test(path), {
    error:
      'any path but /aps/2/application, /aps/2/applications, /aps/2/ui and /aps/2/navigation and what is below them',
  });

const ROUTE = object({
  path: ROUTE_PATH.describe('The path itself and everything below it.'),
  methods: list(oneOf(METHODS), `a list of: ${METHODS.join(', ')}`)
    .exactOptional()
    .describe('Methods that reach the UI nodes; all four when absent.'),
});
export const ROUTES = list(ROUTE, 'a list of routes', {
  by: ({ path }) => path.replace(/\/$/, ''),
  path: ['path'],
  allowed: 'each path once, with all of its methods',
});

export const PERIODS = ['day', 'week', 'month'] as const;
/** The last day of a period on which API Gateway starts a count, the first one being 0. */
const LAST_DAY: Readonly<Record<string, number>> = { day: 0, week: 6, month: 27 };
const MOST_DAYS = 27;
const OFFSET = 'a day: 0 with period: day, 0 to 6 with week, 0 to 27 with month';
const QUOTA = z.union(
  [
    z.literal(UNLIMITED),
    rule(
      object({
        limit: whole(1, MOST, 'requests').describe('Requests of one consumer in a period.'),
        period: oneOf(PERIODS).describe('How often the count starts anew.'),
        offset: z
          .int({ error: OFFSET })
          .min(0, { error: OFFSET })
          .max(MOST_DAYS, { error: OFFSET })
          .exactOptional()
          .describe(
            'On which day of the period, the first being 0: 0 to 6 of a week, 0 to 27 of a month; 0 when absent. (AWS reference speaks of requests.)',
          ),
      }),
      // What is no day of any period, and what is no period, has a problem of its own.
      ({ period, offset = 0 }) => offset > MOST_DAYS || offset <= (LAST_DAY[period] ?? MOST_DAYS),
      ['offset'],
      OFFSET,
    ),
  ],
  {
    error: 'unlimited, or a map with limit (a whole number from 1 on), period (day, week, month) and optionally offset',
  },
);

export const THROTTLE = rule(
  object({
    rateLimit: limit().describe('Requests per second.'),
    burstLimit: limit().describe('Requests that may arrive at once.'),
    // API Gateway takes one without the other, but what it then does is not documented.
  }),
  ({ rateLimit, burstLimit }) => (rateLimit === UNLIMITED) === (burstLimit === UNLIMITED),
  ['burstLimit'],
  'a number where rateLimit is one, unlimited where it is unlimited',
);

const METHOD_THROTTLE = object({
  path: ROUTE_PATH.describe('A declared route.'),
  method: oneOf(METHODS).describe('One of its methods.'),
  rateLimit: whole(1, 10_000, 'requests per second').describe('Requests per second.'),
  burstLimit: whole(1, 10_000, 'requests').describe('Requests that may arrive at once.'),
});
export const TIER = rule(
  object({
    quota: QUOTA.describe('What one consumer may call in a period.'),
    throttle: THROTTLE.describe('How fast one consumer may call.'),
    methods: list(METHOD_THROTTLE, 'a list of throttles by path and method')
      // A throttle holds for the path and for what is below: two of API Gateway's twenty.
      .max(10, { error: 'at most 10 throttles by path and method' })
      .superRefine((entries, context) => {
        const names = entries.map(({ path, method }) => `${method} ${path.replace(/\/$/, '')}`);
        for (const [index, name] of names.entries()) {
          if (names.indexOf(name) === index) continue;
          context.addIssue({ code: 'custom', path: [index, 'path'], message: 'each path and method once' });
        }
      })
      .exactOptional()
      .describe('Tighter throttles of single routes and methods.'),
  }),
  // "Can not define fine grain throttling if usage plan throttle is not defined", says API Gateway (aws-cdk, pull request 6411).
  ({ throttle, methods }) => methods === undefined || throttle?.rateLimit !== UNLIMITED,
  ['throttle', 'rateLimit'],
  'a number, which API Gateway needs beside throttles of single methods',
);

/** By which the platform's own parts say who they are or act for (docs.cloudblue.com, APS REST API, "Headers"). */
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
const APS_HEADER = text(/^aps-[a-z0-9-]{1,60}$/, 'a lower-case header name that begins with aps-').refine(
  (name) => !IDENTITY_HEADERS.includes(name),
  { error: `any but ${IDENTITY_HEADERS.join(', ')}, with which a consumer would be whomever it says` },
);

export const OAUTH = object({
  signatureMethods: list(oneOf(SIGNATURE_METHODS), `a list of: ${SIGNATURE_METHODS.join(', ')}`)
    .exactOptional()
    .describe('Signature methods that the gateway accepts; HMAC-SHA1 when absent.'),
  timestampWindowSeconds: whole(30, 3600, 'seconds')
    .exactOptional()
    .describe('How old a request may be; 300 when absent.'),
  clockSkewSeconds: whole(0, 900, 'seconds')
    .exactOptional()
    .describe("How far a sender's clock may run ahead; 300 when absent."),
  allowedApsHeaders: list(APS_HEADER, 'a list of header names')
    .exactOptional()
    .describe('aps-* request headers that a consumer may send, none that asserts an identity; aps-locale when absent.'),
  cacheSeconds: whole(1, 60, 'seconds')
    .exactOptional()
    .describe('How long credentials are used before they are read again; 60 when absent.'),
  outageGraceSeconds: whole(0, 3600, 'seconds')
    .exactOptional()
    .describe('How much longer they are used while Secrets Manager does not answer; 900 when absent.'),
});

export const FORWARDINGS = ['httpProxy', 'lambda'] as const;
/** What API Gateway grants to every account. */
export const DEFAULT_TIMEOUT_SECONDS = 29;

/** Keys about UI nodes that a reseller may change for itself. */
export const UI_NODES_SHAPE = {
  brandEndpoint: HTTPS_ORIGIN.describe('HTTPS origin of the UI cluster: what the nodes are called by name.'),
  forwarding: oneOf(FORWARDINGS)
    .exactOptional()
    .describe(
      'httpProxy (when absent): by API Gateway itself; lambda: by a function that writes the request line so that RQL arrives literally.',
    ),
  timeoutSeconds: whole(1, 300, 'seconds').exactOptional().describe('How long a UI node may take; 29 when absent.'),
  acknowledgedTimeoutQuotaSeconds: whole(30, 300, 'seconds')
    .exactOptional()
    .describe("The account's raised quota for integration timeouts; needed for timeoutSeconds above 29."),
  clientCertificate: z
    .union(
      [
        z.literal('generated'),
        arn(
          'acm',
          'certificate/[a-z0-9-]+',
          'generated, or the ARN of a certificate in ACM (imported or of a private CA)',
        ),
      ],
      { error: 'generated, or the ARN of a certificate in ACM (imported or of a private CA)' },
    )
    .exactOptional()
    .describe(
      'Client certificate that the gateway presents to UI nodes which ask for one, not with private nodes; none when absent.',
    ),
} as const;

/** Retention periods that CloudWatch Logs knows. */
const RETENTIONS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];
export const LOGS = object({
  retentionDays: z
    .literal(RETENTIONS, { error: `one of: ${RETENTIONS.join(', ')}` })
    .exactOptional()
    .describe('How many days logs are kept; 90 when absent.'),
  executionLevel: oneOf(['off', 'error', 'info'])
    .exactOptional()
    .describe("API Gateway's execution log, for finding faults; off when absent. Needs the account's CloudWatch role."),
});

function threshold(max: number, unit: string) {
  return whole(1, max, unit).exactOptional();
}

/** Thresholds over five minutes, each with its default. */
export const ALARM_THRESHOLDS = {
  serverErrorPercent: threshold(100, 'percent').describe(
    '5XX answers, in percent of all, where there are five at least; 5 when absent.',
  ),
  latencyMilliseconds: threshold(300_000, 'milliseconds').describe(
    '95th percentile of the whole answer; 10000 when absent.',
  ),
  authorizerErrors: threshold(1_000_000, 'faults').describe('Requests that could not be checked; 5 when absent.'),
  authorizerDurationMilliseconds: threshold(6000, 'milliseconds').describe(
    "95th percentile of the authorizer's duration; 2000 when absent.",
  ),
  signatureFailures: threshold(1_000_000, 'requests').describe(
    'Requests refused with signature_invalid; 100 when absent.',
  ),
  throttles: threshold(1_000_000, 'requests').describe('Requests refused with throttled; 100 when absent.'),
  nonceTableFaults: threshold(1_000_000, 'faults').describe('Nonces that could not be claimed; 1 when absent.'),
  quotaRefusals: threshold(1_000_000, 'requests').describe('Requests refused with quota_exceeded; 1 when absent.'),
} as const;
