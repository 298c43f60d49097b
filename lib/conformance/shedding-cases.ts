import { type ConformanceCase, LIST, proving, type Shared } from './case';

const SHARED: Shared = {
  group: 'refused',
  proves: 'while the platform is busy, only the tiers that matter least wait, and they lose nothing',
  failure: {
    by: 'provider',
    means:
      'no load of this tier is shed ("aps-gateway shed" shows the level), or the gateway was deployed without shedding: deploy the reseller\'s stack',
  },
};

/** Requests while load is shed from priority 9 on. The consumer `spare` is on a tier with that priority, the others are served. */
export const SHEDDING: readonly ConformanceCase[] = proving(SHARED, [
  {
    id: 'shed',
    title:
      'a request of a tier that has to wait is refused with 503, and again when it is repeated: its nonce is unused',
    target: LIST,
    sign: { by: 'spare' },
    times: 2,
    needs: ['shedding', 'gatewayResponses'],
    expect: {
      status: 503,
      code: 'platform_busy',
      headers: { 'retry-after': /^[1-9]\d*$/, 'www-authenticate': null, 'x-amzn-remapped-www-authenticate': null },
    },
  },
  {
    id: 'shed-others-served',
    title: 'a request of a tier that does not have to wait is answered while load is shed',
    target: LIST,
    needs: ['shedding'],
    expect: { status: 200 },
  },
  {
    id: 'shed-forged',
    title: 'a wrong signature is refused as such while load is shed',
    proves: 'a stranger does not learn that the platform is busy',
    target: LIST,
    sign: { by: 'spare', over: { method: 'DELETE' } },
    needs: ['shedding'],
    expect: { status: 401, code: 'signature_invalid', problem: 'signature_invalid' },
  },
  {
    id: 'shed-ends',
    title: 'the very request that had to wait is answered once the level has ended',
    target: LIST,
    sign: { by: 'spare' },
    times: 2,
    between: 'endShedding',
    needs: ['shedding', 'sheddingEnds'],
    expect: { status: 200 },
  },
]);
