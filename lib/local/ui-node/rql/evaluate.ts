import type { Comparison, RqlCondition, RqlQuery } from './parse';

/** A resource of the APS bus: `aps` holds its id and type, the rest are properties of that type. */
export interface ApsResource {
  readonly aps: ApsHeader;
  readonly [property: string]: unknown;
}

interface ApsHeader {
  readonly id: string;
  readonly type: string;
  readonly status?: string;
  readonly revision?: number;
}

/** Tests whether a type implements another one; a version that is left out matches any. */
export type Implements = (apsType: string, wanted: string) => boolean;

/** Returns the resources that a query selects, in its order and with its members. */
export function evaluateRql(
  query: RqlQuery,
  resources: readonly ApsResource[],
  implementsType: Implements,
): readonly object[] {
  const found = resources.filter((resource) => holds(query.condition, resource, implementsType));
  const sorted = query.sort.reduceRight<readonly ApsResource[]>((list, { property, direction }) => {
    const sign = direction === 'ascending' ? 1 : -1;
    return list.toSorted((a, b) => sign * compare(valueOf(a, property), valueOf(b, property)));
  }, found);
  const page = query.limit ? sorted.slice(query.limit.start, query.limit.start + query.limit.count) : sorted;
  return query.select ? page.map((resource) => pick(resource, query.select ?? [])) : page;
}

function holds(condition: RqlCondition, resource: ApsResource, implementsType: Implements): boolean {
  const check = (term: RqlCondition) => holds(term, resource, implementsType);
  switch (condition.type) {
    case 'and':
      return condition.terms.every(check);
    case 'or':
      return condition.terms.some(check);
    case 'not':
      return !check(condition.term);
    case 'implementing':
      return implementsType(resource.aps.type, condition.apsType);
    case 'composing':
      return implementsType(condition.apsType, resource.aps.type);
    case 'in':
      return condition.values.includes(text(valueOf(resource, condition.property)));
    case 'out':
      return !condition.values.includes(text(valueOf(resource, condition.property)));
    case 'compare':
      return compares(condition.comparison, valueOf(resource, condition.property), condition.value);
    default:
      return condition satisfies never;
  }
}

function compares(comparison: Comparison, actual: unknown, wanted: string): boolean {
  switch (comparison) {
    case 'like':
      return actual !== undefined && wildcard(wanted).test(text(actual));
    case 'eq':
      return text(actual) === wanted;
    case 'ne':
      return text(actual) !== wanted;
    case 'gt':
      return compare(actual, wanted) > 0;
    case 'ge':
      return compare(actual, wanted) >= 0;
    case 'lt':
      return compare(actual, wanted) < 0;
    case 'le':
      return compare(actual, wanted) <= 0;
    default:
      return comparison satisfies never;
  }
}

function wildcard(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 'is');
}

function compare(a: unknown, b: unknown): number {
  const [left, right] = [Number(a), Number(b)];
  if (!Number.isNaN(left) && !Number.isNaN(right)) return left - right;
  return text(a).localeCompare(text(b), 'en');
}

/** Value of a property; `.` leads into objects, as in `aps.type`. */
function valueOf(resource: object, property: string): unknown {
  let value: unknown = resource;
  for (const part of property.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string, unknown>)[part];
  }
  return value;
}

function pick(resource: ApsResource, properties: readonly string[]): object {
  const picked = properties.map((property) => [property, valueOf(resource, property)] as const);
  return { aps: resource.aps, ...Object.fromEntries(picked.filter(([, value]) => value !== undefined)) };
}

function text(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
