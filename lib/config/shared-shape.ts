/**
 * Parts that platform.yaml and a reseller's file have in common.
 */
import { z } from 'zod';
import { SIGNATURE_METHODS } from '../../lambda/authorizer/contract';
import { limit, list, object, oneOf, text, whole } from './vocabulary';

/** Methods that the APS bus knows (docs.cloudblue.com, APS REST API, "Controller"). */
export const METHODS = ['GET', 'POST', 'PUT', 'DELETE'] as const;
export type Method = (typeof METHODS)[number];

const ROUTE_PATH = text(
  /^\/aps\/2(?:\/[A-Za-z0-9][A-Za-z0-9._~-]*)+\/?$/,
  'a path below /aps/2, such as /aps/2/resources, of letters, digits and . _ ~ -',
)
  // Applications, UI and navigation authenticate otherwise: they may not be reached with a consumer's credentials.
  .refine((path) => !/^\/aps\/2\/(?:applications?|ui|navigation)(?:\/|$)/.test(path), {
    error:
      'any path but /aps/2/application, /aps/2/applications, /aps/2/ui and /aps/2/navigation and what is below them',
  });

export const ROUTE = object({
  path: ROUTE_PATH.describe('The path itself and everything below it.'),
  methods: list(oneOf(METHODS), `a list of: ${METHODS.join(', ')}`)
    .optional()
    .describe('Methods that reach the UI nodes; all four when absent.'),
});
export const ROUTES = list(ROUTE, 'a list of routes').describe('Declared routes; every other path answers 404.');

export const PERIODS = ['day', 'week', 'month'] as const;
const QUOTA = z.union(
  [
    z.literal('unlimited'),
    object({
      limit: whole(1, 2_147_483_647, 'requests').describe('Requests of one consumer in a period.'),
      period: oneOf(PERIODS),
      offset: whole(0, 2_147_483_647, 'requests')
        .optional()
        .describe('Requests deducted from the first period; 0 when absent.'),
    }),
  ],
  {
    error: 'unlimited, or a map with limit (a whole number from 1 on), period (day, week, month) and optionally offset',
  },
);
export const THROTTLE = object({
  rateLimit: limit().describe('Requests per second.'),
  burstLimit: limit().describe('Requests that may arrive at once.'),
});
const METHOD_THROTTLE = object({
  path: ROUTE_PATH,
  method: oneOf(METHODS),
  rateLimit: whole(1, 10_000, 'requests per second'),
  burstLimit: whole(1, 10_000, 'requests'),
});
export const TIER = object({
  quota: QUOTA.describe('What one consumer may call in a period.'),
  throttle: THROTTLE.describe('How fast one consumer may call.'),
  methods: list(METHOD_THROTTLE, 'a list of throttles by path and method')
    .max(20, { error: 'at most 20 throttles by path and method' })
    .optional()
    .describe('Tighter throttles for single routes and methods.'),
});

/** An account or region of its own is another environment, hence not here. */
export const OAUTH = object({
  signatureMethods: list(oneOf(SIGNATURE_METHODS), `a list of: ${SIGNATURE_METHODS.join(', ')}`)
    .optional()
    .describe('Signature methods that the gateway accepts; HMAC-SHA1 when absent.'),
  timestampWindowSeconds: whole(30, 3600, 'seconds').optional().describe('How old a request may be; 300 when absent.'),
  clockSkewSeconds: whole(0, 900, 'seconds')
    .optional()
    .describe("How far a sender's clock may run ahead; 60 when absent."),
  allowedApsHeaders: list(
    text(/^aps-[a-z0-9-]{1,60}$/, 'a lower-case header name that begins with aps-'),
    'a list of header names',
  )
    .optional()
    .describe('aps-* request headers that a consumer may send; aps-locale when absent.'),
  cacheSeconds: whole(0, 900, 'seconds')
    .optional()
    .describe('How long credentials are used before they are read again; 60 when absent.'),
  outageGraceSeconds: whole(0, 3600, 'seconds')
    .optional()
    .describe('How much longer while Secrets Manager does not answer; 300 when absent.'),
});
