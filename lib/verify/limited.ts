import { type ConformanceCase, LIST } from '../conformance/case';

/**
 * A case that lists the resources of the platform, with a limit of one; any other case as it is. Without a limit, a
 * platform returns up to 1000 resources.
 */
export function limited(one: ConformanceCase): ConformanceCase {
  const { target, method = 'GET' } = one;
  return target === LIST && (method === 'GET' || method === 'HEAD') ? { ...one, target: `${LIST}?limit(0,1)` } : one;
}
