import { type CaseDraft, type ConformanceCase, LIST, proving, type Shared } from './case';

const BRAND = 'http://parallels.com/aps/types/pa/brand/1.0';

const SHARED: Shared = {
  group: 'rql',
  proves: 'RQL reaches the platform as it was signed, and as its parser reads it',
  failure: {
    by: 'provider',
    means: 'the query is changed on the way to the UI nodes: set uiNodes.forwarding: lambda, and deploy',
  },
};

/**
 * RQL as the platform's documentation writes it: without `=`, parentheses and commas literal. Those that match many
 * resources have a limit, because `verify` sends them to platforms in production.
 */
const AS_DOCUMENTED: readonly CaseDraft[] = [
  ['rql-implementing', `implementing(${BRAND})`],
  ['rql-like', 'like(name,*a*),limit(0,2)'],
  ['rql-sort', 'sort(-name),limit(0,3)'],
  ['rql-limit', 'limit(0,10)'],
  ['rql-comma', `implementing(${BRAND}),like(name,*a*),sort(-name),limit(0,10)`],
  ['rql-and', `and(implementing(${BRAND}),or(like(name,*a*),eq(name,b)),limit(0,4))`],
  ['rql-ampersand', `implementing(${BRAND})&sort(-name)&limit(0,10)`],
  ['rql-infix', 'name=eq=conformance'],
].map(([id = '', query = '']) => ({
  id,
  title: `the query ${query} is answered`,
  target: `${LIST}?${query}`,
  needs: ['literalQuery'] as const,
  expect: { status: 200 },
}));

/** The form for libraries that do not sign names without `=`. */
const EMPTY_VALUE: CaseDraft = {
  id: 'rql-empty-value',
  title: 'the query limit(0,10)= is answered',
  proves: 'clients whose library does not sign names without = can end each RQL term with =',
  failure: {
    by: 'integrator',
    means: 'ending RQL terms with = does not work here: use a library that signs names without =',
  },
  informs: true,
  target: `${LIST}?limit(0,10)=`,
  needs: ['literalQuery'],
  expect: { status: 200 },
};

/** Every RQL query that must be answered. */
export const RQL: readonly ConformanceCase[] = proving(SHARED, [...AS_DOCUMENTED, EMPTY_VALUE]);
