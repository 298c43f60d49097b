import { permits } from '../config/operation-groups';
import { groupsOf, isNarrowedByGroups, type KitModel } from './kit-model';

/** A request that the collections have. */
export interface ExampleRequest {
  readonly name: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** RQL terms of the query, percent-encoded. */
  readonly terms: readonly string[];
  /** JSON. */
  readonly body?: unknown;
}

const RESOURCES = '/aps/2/resources';

/** The order of the platform's documentation; its ids are examples. */
const ORDER = {
  type: 'SALES',
  accountId: '992d543f-e5e7-4439-a139-38b364ce49af',
  products: [
    {
      planId: '6a8513fd-c222-42f0-ab47-985477e807c6',
      period: { unit: 'MONTHS', duration: 1 },
      resources: [{ resourceId: '29086bff-284d-4d6b-ad59-404bbbda2152', amount: 10 }],
    },
  ],
};

const EXAMPLES: readonly ExampleRequest[] = [
  { name: 'List resources', method: 'GET', path: RESOURCES, terms: ['sort(name)', 'limit(0,3)'] },
  {
    name: 'Search by a part of the name',
    method: 'GET',
    path: RESOURCES,
    terms: ['like(name,*bakery*)', 'limit(0,3)'],
  },
  {
    name: 'Resources of one type',
    method: 'GET',
    path: RESOURCES,
    terms: ['implementing(http://aps-standard.org/types/core/account/1.0)', 'limit(0,3)'],
  },
  {
    name: 'Search beyond ASCII',
    method: 'GET',
    path: RESOURCES,
    terms: ['eq(fullName,Max%20M%C3%BCller)', 'limit(0,3)'],
  },
  {
    name: 'Place an order (replace the ids)',
    method: 'POST',
    path: '/aps/2/services/order-manager/orders',
    terms: [],
    body: ORDER,
  },
];

/** Returns the examples that the gateway routes and the consumer may send. */
export function exampleRequests(
  model: Pick<KitModel, 'routes' | 'consumer' | 'operationGroups'>,
): readonly ExampleRequest[] {
  const { routes, consumer } = model;
  const own = consumer?.rules.operations;
  const granted = isNarrowedByGroups(model)
    ? Object.values(groupsOf(model)).flatMap(({ operations }) => operations)
    : undefined;
  return EXAMPLES.filter(
    ({ method, path }) =>
      routes.some((route) => isBelow(path, route.path) && (route.methods?.includes(method) ?? true)) &&
      (!own || permits(own, method, path)) &&
      (!granted || permits(granted, method, path)),
  );
}

function isBelow(path: string, route: string): boolean {
  return path === route || path.startsWith(`${route}/`);
}

/** Path and query of a request. */
export function targetOf({ path, terms }: Pick<ExampleRequest, 'path' | 'terms'>): string {
  return terms.length === 0 ? path : `${path}?${terms.join('&')}`;
}
