import { type ConformanceCase, LIST, proving, type Shared } from './case';

const SHARED: Shared = {
  group: 'routes',
  proves: 'only declared paths and methods reach the platform',
  failure: {
    by: 'provider',
    means: "another API answers at this URL, or the deployed routes differ: deploy the reseller's stack",
  },
};

const FORM = {
  proves: 'API Gateway refuses what it cannot read, before the authorizer sees it',
  failure: { by: 'provider', means: 'API Gateway behaves unlike its documentation: report it' },
} as const;

const LIMIT = {
  proves: 'the limits of the tier hold, and the refusal says when to come back',
  failure: {
    by: 'provider',
    means: 'the consumer is not metered as declared: run aps-gateway doctor; limits of usage plans are best effort',
  },
} as const;

/** Responses of the gateway itself. */
export const ROUTES: readonly ConformanceCase[] = proving(SHARED, [
  ...['/aps/2/applications', '/aps/2', '/aps/2/types', '/aps/elsewhere'].map((target, index) => ({
    id: `unknown-path-${index + 1}`,
    title: `${target} is answered 404 by the gateway itself, signed or not`,
    target,
    needs: ['gatewayResponses'] as const,
    expect: { status: 404, code: 'route_unknown', headers: { 'x-apsbooster-response': null } },
  })),
  {
    id: 'unknown-method',
    title: 'a method that is not declared is answered 404',
    method: 'PATCH',
    target: LIST,
    needs: ['gatewayResponses'],
    expect: { status: 404, code: 'route_unknown' },
  },
  {
    id: 'raw-pipe',
    title: 'a raw | in the query is refused',
    ...FORM,
    target: `${LIST}?eq(name,a|b)`,
    needs: ['strictRequestLine'],
    expect: { status: 400 },
  },
  {
    id: 'malformed-escape',
    title: 'a malformed % in the query is refused',
    ...FORM,
    target: `${LIST}?eq(name,%zz)`,
    needs: ['strictRequestLine'],
    expect: { status: 400 },
  },
  {
    id: 'quota',
    title: 'the fourth request of a tier with a quota of three is refused',
    ...LIMIT,
    target: LIST,
    sign: { by: 'metered' },
    repeat: 4,
    needs: ['metering'],
    expect: { status: 429, code: 'quota_exceeded' },
  },
  {
    id: 'throttle',
    title: 'the last of three requests in a row is refused on a tier of one a second',
    ...LIMIT,
    target: LIST,
    sign: { by: 'throttled' },
    repeat: 3,
    needs: ['throttling'],
    expect: { status: 429, code: 'throttled', headers: { 'retry-after': '1' } },
  },
]);
